using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Neurons;

namespace Snn.Tests.Core.Engines;

/// <summary>A hundred neurons, excitatory and inhibitory, that drive themselves. Such a network forgets its past in a few hundred ms whatever
/// computes it; the measure is how long. The naive network runs with two steps, and ours must stay with the finer one at least as long as the
/// coarser does.</summary>
public sealed class RecurrentReferenceTests
{
    private const double Duration = 600, Coarse = 0.05, Fine = 0.0025, Same = 0.02;

    [Theory]
    [InlineData(false, 10, 5, 1)]
    [InlineData(true, 10, 5, 2)]
    [InlineData(false, 20, 6, 3)]
    [InlineData(true, 5, 9, 4)]
    public void Stays_with_the_finer_reference_as_long_as_the_coarser_does(bool drawn, double tauM, double tauS, int seed)
    {
        var model = new Lif { TauM = tauM, TauS = tauS, Current = 1.1, InitialMin = 0, InitialMax = 0.99, Refractory = 2 };
        var net = new Network();
        var e = net.Lif("e", 80, model);
        var i = net.Lif("i", 20, model with { Current = 1.05, Refractory = 1 });
        var delays = drawn ? Distribution.Uniform(0.8, 4) : Distribution.Constant(1.5);
        var connect = Connectivity.FixedProbability(0.2);
        Projection[] projections =
        [
            net.Connect(e, e, connect, Distribution.Uniform(0.1, 0.4), delays), net.Connect(e, i, connect, Distribution.Uniform(0.1, 0.4), delays),
            net.Connect(i, e, connect, Distribution.Uniform(-1.6, -0.4), delays), net.Connect(i, i, connect, Distribution.Uniform(-1.6, -0.4), delays),
        ];
        var sim = new Simulation(net, seed);
        double[] initial = [.. Potentials(sim, e), .. Potentials(sim, i)];
        sim.Record(e);
        sim.Record(i);
        sim.Run(Duration);
        List<double>[] ours = [.. Enumerable.Range(0, 100).Select(n => (n < 80 ? sim.Spikes(e).Where(s => s.Neuron == n) : sim.Spikes(i).Where(s => s.Neuron == n - 80)).Select(s => s.TimeMs).ToList())];

        var coarse = Reference(sim, projections, initial, Coarse);
        var fine = Reference(sim, projections, initial, Fine);
        double usLong = Together(ours, n => fine.SpikesOf(n)), coarseLong = Together([.. ours.Select((_, n) => coarse.SpikesOf(n))], n => fine.SpikesOf(n));
        int spikes = ours.Sum(o => o.Count);
        Assert.InRange(spikes, 300, 20000);
        Assert.True(usLong >= coarseLong, $"{spikes} spikes: we stay {usLong} ms, the coarse reference {coarseLong} ms");
        Assert.True(coarseLong < Duration, "the network is too tame to tell");
        Assert.True(usLong > 60, $"only {usLong} ms");
    }

    private static NaiveNetwork Reference(Simulation sim, Projection[] projections, double[] initial, double step)
    {
        var populations = sim.Compiled.Network.Populations.Cast<LifPopulation>().ToList();
        var net = new NaiveNetwork([.. populations.SelectMany(p => Enumerable.Repeat(p.Neuron, p.Size))], step, initial);
        foreach (var projection in projections)
        {
            int from = projection.Source.Index * 80, to = projection.Target.Index * 80;
            double unit = Neurons.NaiveNeuron.CurrentOf(((LifPopulation)projection.Target).Neuron, 1);
            float[] delays = Delays(sim, projection);
            foreach (var (synapse, k) in sim.Weights(projection).Select((s, k) => (s, k)))
                net.Connect(from + synapse.Source, to + synapse.Target, synapse.Weight * unit, delays[k]);
        }

        net.Run(Duration, 0.8);
        return net;
    }

    /// <summary>The time until which all neurons' spikes agree.</summary>
    private static double Together(IReadOnlyList<IReadOnlyList<double>> some, Func<int, IReadOnlyList<double>> reference)
    {
        double until = Duration;
        for (int n = 0; n < some.Count; n++)
        {
            var (a, b) = (some[n], reference(n));
            for (int k = 0; k < Math.Max(a.Count, b.Count); k++)
            {
                double x = k < a.Count ? a[k] : Duration, y = k < b.Count ? b[k] : Duration;
                if (Math.Abs(x - y) > Same)
                {
                    until = Math.Min(until, Math.Min(x, y));
                    break;
                }
            }
        }

        return until;
    }

    private static IEnumerable<double> Potentials(Simulation sim, LifPopulation population)
    {
        int v = sim.State.Mem.I(sim.Compiled.Of(population) + Pop.V);
        return [.. Enumerable.Range(0, population.Size).Select(i => (double)sim.State.Mem.F(v + i))];
    }

    private static float[] Delays(Simulation sim, Projection projection)
    {
        int proj = sim.Compiled.Of(projection), at = sim.State.Mem.I(proj + Proj.Delays);
        return [.. Enumerable.Range(0, sim.Weights(projection).Length).Select(k => at == 0 ? sim.State.Mem.F(proj + Proj.Delay) : sim.State.Mem.F(at + k))];
    }
}
