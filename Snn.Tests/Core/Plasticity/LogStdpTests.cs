using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Plasticity;

/// <summary>Spikes are commanded, post spikes forced by a strong teacher and taken from the record, so that the reference judges the rule alone.</summary>
public sealed class LogStdpTests
{
    private const int Sources = 12;

    [Theory]
    [InlineData(0, 5, 50, false, 1)]
    [InlineData(2.5, 5, 50, false, 2)]
    [InlineData(0, 40, 3, false, 3)]
    [InlineData(1.5, 5, 4, true, 4)]
    public void Weights_follow_the_equations(double delay, double saturation, double reach, bool normalised, int seed)
    {
        // Weights from far below to far above J0, so that both branches of the depression count.
        var rule = new LogStdp { Rate = 3e-4, Reference = 0.005, Saturation = saturation, Reach = reach };
        var net = new Network(window: 5);
        var source = net.Input("source", Sources);
        var teacher = net.Input("teacher", 1);
        var target = net.Lif("target", 1, new() { TauM = 20, TauS = 10, Refractory = 1, Unit = WeightUnit.Current });
        var plastic = net.Connect(source, target, Connectivity.AllToAll, Distribution.Uniform(0.0001, 0.03), Distribution.Constant(delay)).Add(rule);
        if (normalised)
            plastic.Add(new ColumnNormalisation { Sum = 0.1 });
        net.Connect(teacher, target, Connectivity.OneToOne, Distribution.Constant(60), Distribution.Constant(0));
        var sim = new Simulation(net, seed);
        double[] w = [.. sim.Weights(plastic).Select(s => (double)s.Weight)], start = [.. w];
        sim.Record(source);
        sim.Record(target);
        var draws = new Draws(seed);
        for (int i = 0; i < Sources; i++)
        {
            foreach (double t in draws.Train(0.02, 900).Select(t => Math.Floor(t * 4) / 4).Distinct())
                sim.FireAt(source, i, t);
        }

        foreach (double t in draws.Train(0.01, 900).Select(t => Math.Floor(t / 2) * 2).Distinct())
            sim.FireAt(teacher, 0, t);
        sim.Run(1000);
        Assert.InRange(sim.Spikes(target).Count, 5, 1000);
        Reference(rule, w, [.. sim.Spikes(source).Select(s => (s.TimeMs + delay, s.Neuron))], [.. sim.Spikes(target).Select(s => s.TimeMs)], normalised ? 0.1 : 0);
        float[] ours = [.. sim.Weights(plastic).Select(s => s.Weight)];
        for (int i = 0; i < Sources; i++)
            Assert.Equal(w[i], ours[i], 1e-6);
        Assert.True(start.Zip(ours, (a, b) => Math.Abs(a - b)).Max() > 1e-3, "nothing was learnt");
        Assert.True(ours.Min() < 0.004 && ours.Max() > 0.006, "only one branch was tried");
    }

    [Fact]
    public void At_the_reference_weight_potentiation_and_depression_nearly_cancel()
    {
        // c+ tau+ e^(-1/b) against c- tau-: 16.7 against 17. Uncorrelated spikes hold the mean weight there, whatever it was at first.
        foreach (double start in new[] { 0.002, 0.01 })
        {
            var net = new Network();
            var source = net.Poisson("source", 200, rate: 20);
            var cell = net.Lif("cell", 1, new() { TauM = 20, TauS = 5, Current = 1.2, Refractory = 2 });
            var plastic = net.Connect(source, cell, Connectivity.AllToAll, Distribution.Constant(start)).Add(new LogStdp());
            var sim = new Simulation(net, 11);
            sim.Run(100_000);
            Assert.InRange(sim.Weights(plastic).Average(s => s.Weight), 0.0045, 0.0057);
        }
    }

    private static void Reference(LogStdp rule, double[] w, (double Time, int Neuron)[] arrivals, double[] spikes, double sum)
    {
        // A spike of the neuron goes before what arrives in that very instant.
        foreach (var (time, kind, neuron) in spikes.Select(t => (t, 0, 0)).Concat(arrivals.Select(a => (a.Time, 1, a.Neuron))).Order())
        {
            if (kind == 0)
            {
                for (int i = 0; i < w.Length; i++)
                {
                    double x = arrivals.Where(a => a.Neuron == i && a.Time < time).Sum(a => Math.Exp(-(time - a.Time) / rule.TauPlus));
                    w[i] += rule.Rate * rule.Potentiation * Math.Exp(-w[i] / (rule.Reference * rule.Reach)) * x;
                }
            }
            else
            {
                double y = spikes.Where(t => t <= time).Sum(t => Math.Exp(-(time - t) / rule.TauMinus)), r = w[neuron] / rule.Reference;
                double f = r <= 1 ? r : 1 + (Math.Log(1 + (rule.Saturation * (r - 1))) / rule.Saturation);
                w[neuron] = Math.Max(0, w[neuron] - (rule.Rate * rule.Depression * f * y));
            }

            double scale = sum > 0 ? sum / w.Sum() : 1;
            for (int i = 0; i < w.Length; i++)
                w[i] *= scale;
        }
    }
}
