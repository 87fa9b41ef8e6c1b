using MathNet.Numerics.Distributions;
using Snn.Core.Engines;
using Snn.Core.Networks;

namespace Snn.Tests.Core.Sleep;

/// <summary>Each verdict has a false-alarm probability of 1e-6 over seeds; with these seeds the outcome is fixed.</summary>
public sealed class PoissonTests
{
    private const double FalseAlarm = 1e-6;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 2)]
    [InlineData(100, 3)]
    public void Every_neuron_has_its_rate(double window, int seed)
    {
        double[] rates = [0, 0.5, 2, 5, 10, 20, 50, 100];
        var sim = New(window, seed, rates, out var source);
        sim.Run(200_000);
        double chi = 0;
        for (int i = 1; i < rates.Length; i++)
        {
            double expected = rates[i] * 200, difference = sim.Spikes(source).Count(s => s.Neuron == i) - expected;
            chi += difference * difference / expected;
        }

        Assert.Equal(0, sim.Spikes(source).Count(s => s.Neuron == 0));
        Assert.True(chi < ChiSquared.InvCDF(rates.Length - 1, 1 - FalseAlarm), $"chi-square {chi}");
    }

    /// <summary>Kolmogorov and Smirnov.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(30, 5)]
    public void Gaps_are_exponential_also_across_windows(double window, int seed)
    {
        var sim = New(window, seed, [20, 50], out var source);
        sim.Run(200_000);
        double[] times = [.. sim.Spikes(source).Where(s => s.Neuron == 1).Select(s => s.TimeMs)];
        double[] gaps = [.. times.Skip(1).Select((t, k) => t - times[k]).Order()];
        double worst = 0;
        for (int k = 0; k < gaps.Length; k++)
        {
            double f = 1 - Math.Exp(-gaps[k] * 0.05);
            worst = Math.Max(worst, Math.Max(f - ((double)k / gaps.Length), ((k + 1.0) / gaps.Length) - f));
        }

        Assert.InRange(gaps.Length, 9000, 11000);
        Assert.True(worst < Math.Sqrt(-Math.Log(FalseAlarm / 2) / 2 / gaps.Length), $"KS distance {worst}");
    }

    [Fact]
    public void Spikes_come_in_order_and_within_their_window()
    {
        var sim = New(10, 6, [200, 300, 100], out var source);
        for (int w = 0; w < 500; w++)
        {
            int before = sim.Spikes(source).Count;
            double from = sim.Time;
            sim.RunWindows(1);
            double last = from;
            foreach (var spike in sim.Spikes(source).Skip(before))
            {
                Assert.InRange(spike.TimeMs, last, sim.Time);
                last = spike.TimeMs;
            }
        }
    }

    private static Simulation New(double window, int seed, double[] rates, out PoissonPopulation source)
    {
        var net = new Network(window);
        source = net.Poisson("source", rates);
        var sim = new Simulation(net, seed);
        sim.Record(source);
        return sim;
    }
}
