using Snn.Core.Numerics;

namespace Snn.Foraging.Agent;

/// <summary>How much each hidden neuron and each pair of a hidden and an output neuron was used over some movement cycles.</summary>
/// <param name="hidden">Hidden neurons.</param>
/// <param name="tau">Time constant of a pair's trace, ms.</param>
/// <param name="reach">Longest lag that counts, ms.</param>
public sealed class Usage(int hidden, double tau, double reach)
{
    /// <summary>Cycles of one batch, see <see cref="Batches"/>.</summary>
    public const int Batch = 200;

    private readonly int[] seen = [.. Enumerable.Repeat(-1, hidden)];

    /// <summary>Movement cycles.</summary>
    public int Cycles { get; private set; }

    /// <summary>Spikes of each hidden neuron.</summary>
    public int[] Spikes { get; } = new int[hidden];

    /// <summary>Of each hidden neuron: batches of cycles in which it fired at least once.</summary>
    public int[] Batches { get; } = new int[hidden];

    /// <summary>Of each hidden and each output neuron, [hidden, output] in row order: the sum over their spikes of e^(-lag / tau), hidden before output.</summary>
    public double[] Pairs { get; } = new double[hidden * ForagerNetwork.Directions];

    /// <summary>Spikes and synaptic events that it took.</summary>
    internal (long Spikes, long Events) Work { get; set; }

    /// <summary>Adds a movement cycle.</summary>
    internal void Add(ReadOnlySpan<Spike> before, ReadOnlySpan<Spike> after)
    {
        foreach (var (neuron, time) in before)
        {
            Spikes[neuron]++;
            if (seen[neuron] != Cycles / Batch)
            {
                seen[neuron] = Cycles / Batch;
                Batches[neuron]++;
            }

            foreach (var (output, later) in after)
            {
                if (later > time && later - time <= (float)reach)
                    Pairs[(neuron * ForagerNetwork.Directions) + output] += Portable.Exp((time - later) / (float)tau);
            }
        }

        Cycles++;
    }
}
