using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Plasticity;

/// <summary>Pre spikes are commanded; post spikes are forced by strong teachers and taken from the record, so the reference judges the rule alone.</summary>
public sealed class PairStdpTests
{
    private const int Sources = 8, Targets = 4;

    [Theory]
    [InlineData(0, 0, false, 1)]
    [InlineData(1, 0, false, 2)]
    [InlineData(0.4, 0, false, 3)]
    [InlineData(0, 2.5, false, 4)]
    [InlineData(1, 2.5, false, 5)]
    [InlineData(0, 0, true, 6)]
    [InlineData(1, 1.5, true, 7)]
    public void Weights_follow_the_equations(double softness, double delay, bool normalised, int seed)
    {
        var rule = new PairStdp { Potentiation = 0.0005, Depression = 0.0006, TauPlus = 17, TauMinus = 34, MaxWeight = 0.01, Softness = softness };
        var net = new Network(window: 5);
        var source = net.Input("source", Sources);
        var teacher = net.Input("teacher", Targets);
        var target = net.Lif("target", Targets, new() { TauM = 20, TauS = 10, Refractory = 1, Unit = WeightUnit.Current });
        var plastic = net.Connect(source, target, Connectivity.FixedProbability(0.8), Distribution.Uniform(0.002, 0.008), Distribution.Constant(delay)).Add(rule);
        if (normalised)
            plastic.Add(new ColumnNormalisation { Sum = 0.03 });
        net.Connect(teacher, target, Connectivity.OneToOne, Distribution.Constant(60), Distribution.Constant(0));
        var sim = new Simulation(net, seed);
        double[,] weights = Matrix(sim, plastic, out bool[,] there), start = Matrix(sim, plastic, out _);
        sim.Record(source);
        sim.Record(target);
        var draws = new Draws(seed);
        for (int i = 0; i < Sources; i++)
        {
            // On a grid, so that sources coincide with each other.
            foreach (double t in draws.Train(0.02, 900).Select(t => Math.Floor(t * 4) / 4).Distinct())
                sim.FireAt(source, i, t);
        }

        for (int j = 0; j < Targets; j++)
        {
            foreach (double t in draws.Train(0.008, 900).Select(t => Math.Floor(t / 2) * 2).Distinct())
                sim.FireAt(teacher, j, t);
        }

        sim.Run(1000);
        Assert.InRange(sim.Spikes(target).Count, 20, 1000);
        var arrivals = sim.Spikes(source).Select(s => (s.TimeMs + delay, 1, s.Neuron));
        var spikes = sim.Spikes(target).Select(s => (s.TimeMs, 0, s.Neuron));
        Reference(rule, weights, there, arrivals.Concat(spikes).Order(), normalised ? 0.03 : 0);
        double[,] ours = Matrix(sim, plastic, out _);
        double moved = 0;
        for (int i = 0; i < Sources; i++)
        {
            for (int j = 0; j < Targets; j++)
            {
                Assert.Equal(weights[i, j], ours[i, j], 2e-5 * rule.MaxWeight * 5);
                moved = Math.Max(moved, Math.Abs(start[i, j] - ours[i, j]));
            }
        }

        Assert.True(moved > 0.1 * rule.MaxWeight, "nothing was learnt");
    }

    [Fact]
    public void A_spike_that_arrives_as_the_neuron_fires_counts_as_later()
    {
        // Alone the neuron fires at 20 ln 11; a spike sent so that it arrives in that very float is depressed by nothing and helps nothing.
        var rule = new PairStdp { Potentiation = 0.1, Depression = 0.1, MaxWeight = 1 };
        foreach (int lag in new[] { -1, 0, 1 })
        {
            var net = new Network(window: 100);
            var source = net.Input("source", 1);
            var target = net.Lif("target", 1, new() { Current = 1.1, Refractory = 90, Unit = WeightUnit.Current });
            var plastic = net.Connect(source, target, Connectivity.AllToAll, Distribution.Constant(1e-6)).Add(rule);
            var probe = new Simulation(net, 1);
            probe.Record(target);
            probe.Run(100);
            float fires = (float)Assert.Single(probe.Spikes(target)).TimeMs;
            var sim = new Simulation(net, 1);
            sim.Record(target);
            sim.FireAt(source, 0, lag < 0 ? MathF.BitDecrement(fires) : lag > 0 ? MathF.BitIncrement(fires) : fires);
            sim.Run(100);
            Assert.Equal(fires, (float)Assert.Single(sim.Spikes(target)).TimeMs, lag < 0 ? 2e-5f : 0f);

            // Before: +0.1. At the same time or after: -0.1, held at 0.
            Assert.Equal(lag < 0 ? 0.100001f : 0f, sim.Weights(plastic)[0].Weight, 1e-6f);
        }
    }

    private static void Reference(PairStdp rule, double[,] w, bool[,] there, IEnumerable<(double Time, int Kind, int Neuron)> events, double columnSum)
    {
        var pre = new List<(double Time, int Neuron)>();
        var post = new List<(double Time, int Neuron)>();
        foreach (var (time, kind, neuron) in events)
        {
            for (int k = 0; k < (kind == 0 ? Sources : Targets); k++)
            {
                var (i, j) = kind == 0 ? (k, neuron) : (neuron, k);
                if (!there[i, j])
                    continue;
                if (kind == 0)
                {
                    double x = pre.Where(p => p.Neuron == i).Sum(p => Math.Exp(-(time - p.Time) / rule.TauPlus));
                    w[i, j] = Math.Min(rule.MaxWeight, w[i, j] + (rule.Potentiation * x * (1 - (rule.Softness * w[i, j] / rule.MaxWeight))));
                }
                else
                {
                    double y = post.Where(p => p.Neuron == j).Sum(p => Math.Exp(-(time - p.Time) / rule.TauMinus));
                    w[i, j] = Math.Max(0, w[i, j] - (rule.Depression * y * (1 - rule.Softness + (rule.Softness * w[i, j] / rule.MaxWeight))));
                    Normalise(j);
                }
            }

            if (kind == 0)
                Normalise(neuron);
            (kind == 0 ? post : pre).Add((time, neuron));
        }

        void Normalise(int j)
        {
            double sum = Enumerable.Range(0, Sources).Sum(i => w[i, j]);
            for (int i = 0; i < Sources && columnSum > 0; i++)
                w[i, j] *= columnSum / sum;
        }
    }

    private static double[,] Matrix(Simulation sim, Projection projection, out bool[,] there)
    {
        double[,] w = new double[Sources, Targets];
        there = new bool[Sources, Targets];
        foreach (var s in sim.Weights(projection))
        {
            w[s.Source, s.Target] = s.Weight;
            there[s.Source, s.Target] = true;
        }

        return w;
    }
}
