using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Neurons;

namespace Snn.Tests.Core.Networks;

public sealed class WiringTests
{
    [Fact]
    public void Every_target_has_its_different_sources()
    {
        var synapses = Synapses(Connectivity.FixedInDegree(7), Distribution.Constant(1));
        foreach (var target in synapses.GroupBy(s => s.Target))
            Assert.Equal(7, target.Select(s => s.Source).Distinct().Count());
        Assert.Equal(300 * 7, synapses.Length);

        // Each source is as likely as any other: 2100 picks over 200 sources, so 10.5 +- 3.2 each.
        Assert.All(synapses.GroupBy(s => s.Source), g => Assert.InRange(g.Count(), 1, 28));
    }

    [Fact]
    public void Sources_in_channels_reach_targets_of_their_channel_alone()
    {
        var synapses = Synapses(Connectivity.FixedInDegree(7, channels: 4), Distribution.Constant(1)); // 200 sources, 300 targets
        Assert.Equal(300 * 7, synapses.Select(s => (s.Source, s.Target)).Distinct().Count());
        Assert.All(synapses, s => Assert.Equal(s.Target / 75, s.Source / 50));
        Assert.Equal(Synapses(Connectivity.FixedInDegree(7), Distribution.Constant(1)), Synapses(Connectivity.FixedInDegree(7, channels: 1), Distribution.Constant(1)));
    }

    [Theory]
    [InlineData(0.003)]
    [InlineData(0.1)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Pairs_are_connected_with_their_probability(double p)
    {
        var synapses = Synapses(Connectivity.FixedProbability(p), Distribution.Constant(1));
        const int Pairs = 200 * 300;
        Assert.InRange(synapses.Length, (Pairs * p) - (5 * Math.Sqrt(Pairs * p * (1 - p))), (Pairs * p) + (5 * Math.Sqrt(Pairs * p * (1 - p))));
        Assert.Equal(synapses.Length, synapses.Select(s => (s.Source, s.Target)).Distinct().Count());
        if (p > 0.05)
        {
            foreach (var source in synapses.GroupBy(s => s.Source))
                Assert.InRange(source.Count(), (300 * p) - (6 * Math.Sqrt(300 * p * (1 - p))), (300 * p) + (6 * Math.Sqrt(300 * p * (1 - p))));
        }
    }

    [Fact]
    public void Weights_have_the_distribution_asked_for()
    {
        double[] normal = Drawn(Distribution.Normal(2, 0.5)), log = [.. Drawn(Distribution.LogNormal(-1, 0.4)).Select(w => Math.Log(w))], flat = Drawn(Distribution.Uniform(-1, 3));
        double n = normal.Length;
        Moments(normal, 2, 0.5);
        Moments(log, -1, 0.4);
        Moments(flat, 1, 4 / Math.Sqrt(12));
        Assert.InRange(flat.Min(), -1, -0.99);
        Assert.InRange(flat.Max(), 2.99, 3);
        Assert.InRange(normal.Count(w => w > 2.5) / n, 0.1587 - (5 * 0.37 / Math.Sqrt(n)), 0.1587 + (5 * 0.37 / Math.Sqrt(n)));
        double[] held = Drawn(Distribution.Normal(0, 1, 0.25));
        Assert.Equal(0.25, held.Min());
        Assert.InRange(held.Count(w => w == 0.25) / n, 0.5987 - (5 * 0.49 / Math.Sqrt(n)), 0.5987 + (5 * 0.49 / Math.Sqrt(n)));
    }

    [Fact]
    public void Each_projection_and_each_seed_is_drawn_by_itself()
    {
        var net = new Network();
        var a = net.Input("a", 50);
        var b = net.Lif("b", 50, new());
        var first = net.Connect(a, b, Connectivity.FixedProbability(0.2), Distribution.Uniform(0, 1));
        var second = net.Connect(a, b, Connectivity.FixedProbability(0.2), Distribution.Uniform(0, 1));
        var sim = new Simulation(net, 1);
        Assert.NotEqual(sim.Weights(first), sim.Weights(second));
        Assert.NotEqual(sim.Weights(first), new Simulation(net, 2).Weights(first));
        Assert.Equal(sim.Weights(first), new Simulation(net, 1).Weights(first));
    }

    [Fact]
    public void Initial_potentials_are_spread_between_their_bounds()
    {
        var net = new Network();
        var lif = net.Lif("n", 2000, new Lif { InitialMin = -0.5, InitialMax = 0.5 });
        var sim = new Simulation(net, 1);
        int at = sim.State.Mem.I(sim.Compiled.Of(lif) + Pop.V);
        double[] v = [.. Enumerable.Range(0, 2000).Select(i => (double)sim.State.Mem.F(at + i))];
        Moments(v, 0, 1 / Math.Sqrt(12));
        Assert.InRange(v.Min(), -0.5, -0.49);
        Assert.InRange(v.Max(), 0.49, 0.5);
    }

    private static void Moments(double[] x, double mean, double sd)
    {
        double m = x.Average(), s = Math.Sqrt(x.Average(v => (v - m) * (v - m)));
        Assert.InRange(m, mean - (5 * sd / Math.Sqrt(x.Length)), mean + (5 * sd / Math.Sqrt(x.Length)));
        Assert.InRange(s / sd, 1 - (5 / Math.Sqrt(x.Length)), 1 + (5 / Math.Sqrt(x.Length)));
    }

    private static double[] Drawn(Distribution weights) => [.. Synapses(Connectivity.AllToAll, weights).Select(s => (double)s.Weight)];

    private static Synapse[] Synapses(Connectivity connectivity, Distribution weights)
    {
        var net = new Network();
        var projection = net.Connect(net.Input("in", 200), net.Lif("out", 300, new()), connectivity, weights);
        return new Simulation(net, 4).Weights(projection);
    }
}
