using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Studies;

/// <summary>Inputs of equal rates that share events: each source has Poisson events, an event makes an input fire with the probability of that
/// input and source, within a few ms, and each input fires by itself so often that all fire equally often.</summary>
/// <param name="stream">Numbers.</param>
/// <param name="input">The inputs.</param>
/// <param name="eventRate">Events of a source, Hz.</param>
/// <param name="inputRate">Rate of an input, Hz.</param>
/// <param name="participation">[input][source].</param>
internal sealed class SharedEvents(RandomStream stream, InputPopulation input, double eventRate, double inputRate, double[][] participation)
{
    /// <summary>An input fires within so many ms of an event.</summary>
    public const double Jitter = 3;

    private const double Piece = 1000;

    /// <summary>Times of the events of each source since <see cref="Forget"/>, ms.</summary>
    public IReadOnlyList<List<double>> Events { get; } = [.. participation[0].Select(_ => new List<double>())];

    /// <summary>Forgets past events.</summary>
    public void Forget()
    {
        foreach (var list in Events)
            list.Clear();
    }

    /// <summary>Runs a simulation with these inputs.</summary>
    /// <param name="sim">The simulation.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="look">Is told every spike: time in ms, input.</param>
    public void Run(Simulation sim, int seconds, Action<double, int>? look = null)
    {
        for (int s = 0; s < seconds; s++)
        {
            double now = sim.Time;
            for (int k = 0; k < Events.Count; k++)
            {
                // No event so late that its spikes would fall into the next second.
                foreach (double t in stream.Poisson(eventRate / 1000, Piece - Jitter))
                {
                    Events[k].Add(now + t);
                    for (int i = 0; i < participation.Length; i++)
                    {
                        if (stream.Unit() < participation[i][k])
                            Fire(i, now + t + (Jitter * stream.Unit()));
                    }
                }
            }

            for (int i = 0; i < participation.Length; i++)
            {
                foreach (double t in stream.Poisson((inputRate - (eventRate * participation[i].Sum())) / 1000, Piece))
                    Fire(i, now + t);
            }

            sim.Run(Piece);
        }

        void Fire(int i, double t)
        {
            sim.FireAt(input, i, t);
            look?.Invoke(t, i);
        }
    }
}
