using MathNet.Numerics.Distributions;
using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;

namespace Snn.Tests.Core.Sleep;

public sealed class SleepTests
{
    private const int Wake = 400, Asleep = 20_000;

    /// <summary>False-alarm probability 1e-6.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 0.3)]
    [InlineData(true, 1)]
    public void Sleep_replays_the_rates_of_wake(bool uniform, double factor)
    {
        var net = new Network(50);
        var wake = net.State("wake");
        var test = net.State("test");
        var sleep = net.State("sleep");
        var source = net.Poisson("noise", 30, 8);
        var lif = net.Lif("lif", 12, new() { Current = 0.7 });
        net.Connect(source, lif, Connectivity.AllToAll, Distribution.Uniform(0, 0.5));
        net.CountRates(lif, wake);
        sleep.Spontaneous(lif, uniform, factor);
        var sim = new Simulation(net, 3);
        sim.Record(lif);
        sim.Enter(wake);
        sim.RunWindows(Wake);
        double[] awake = Counts(sim, lif);
        sim.Enter(test);
        sim.RunWindows(100);
        sim.ForgetSpikes();
        sim.Enter(sleep);
        sim.RunWindows(Asleep);
        double[] asleep = Counts(sim, lif);
        Assert.True(awake.Min() > 20 && awake.Max() > 1.3 * awake.Min(), "rates should differ");
        double chi = 0;
        for (int i = 0; i < 12; i++)
        {
            double expected = (uniform ? awake.Average() : awake[i]) * factor * Asleep / Wake;
            chi += (asleep[i] - expected) * (asleep[i] - expected) / expected;
        }

        Assert.True(chi < ChiSquared.InvCDF(12, 1 - 1e-6), $"chi-square {chi}");
    }

    /// <summary>Driven by sleep in between, a population goes on from where it stood: the same with and without an input to listen to.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_driven_population_goes_on_where_it_stood(bool swept)
    {
        var net = new Network(10);
        var wake = net.State("wake");
        var sleep = net.State("sleep");
        var lif = net.Lif("lif", 3, new() { Current = 1.3, InitialMax = 0.9, Refractory = 4 });
        if (swept)
            net.Connect(net.Input("in", 1), lif, Connectivity.AllToAll, Distribution.Constant(1));
        net.CountRates(lif, wake);
        sleep.Spontaneous(lif);
        var through = new Simulation(net, 1);
        through.Record(lif);
        through.Run(1000);
        var sim = new Simulation(net, 1);
        sim.Record(lif);
        var expected = new List<Spike>(through.Spikes(lif));
        double shift = 0;
        var ours = new List<Spike>();
        for (int episode = 0; episode < 20; episode++)
        {
            sim.ForgetSpikes();
            sim.RunWindows(5);
            ours.AddRange(sim.Spikes(lif).Select(s => s with { TimeMs = s.TimeMs - shift }));
            sim.Enter(sleep);
            sim.RunWindows(7);
            sim.Enter(wake);
            shift += 70;
        }

        Assert.True(expected.Count > 50);
        Assert.Equal(expected.Count, ours.Count);
        for (int k = 0; k < ours.Count; k++)
        {
            Assert.Equal(expected[k].Neuron, ours[k].Neuron);
            Assert.Equal(expected[k].TimeMs, ours[k].TimeMs, 1e-3);
        }
    }

    [Fact]
    public void An_exchanged_list_comes_back_in_the_next_window()
    {
        var (plain, exchanged) = (Offsets(false), Offsets(true));
        Assert.Empty(exchanged[0]);
        Assert.True(plain.Sum(p => p.Length) > 100);
        for (int w = 1; w < plain.Length; w++)
            Assert.Equal(plain[w - 1], exchanged[w]);

        static (float, int)[][] Offsets(bool exchange)
        {
            var net = new Network(50);
            var state = net.State("state");
            var source = net.Poisson("noise", 10, 20);
            var lif = net.Lif("lif", 5, new() { Current = 0.8 });
            net.Connect(source, lif, Connectivity.AllToAll, Distribution.Constant(0.1));
            if (exchange)
                state.Exchange(lif);
            var sim = new Simulation(net, 1);
            sim.Record(lif);
            var windows = new (float, int)[40][];
            for (int w = 0; w < windows.Length; w++)
            {
                sim.ForgetSpikes();
                sim.RunWindows(1);
                windows[w] = [.. sim.Spikes(lif).Select(s => ((float)(s.TimeMs - (w * 50)), s.Neuron))];
            }

            return windows;
        }
    }

    private static double[] Counts(Simulation sim, LifPopulation lif) =>
        [.. Enumerable.Range(0, lif.Size).Select(i => (double)sim.Spikes(lif).Count(s => s.Neuron == i))];
}
