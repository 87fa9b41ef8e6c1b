using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;

namespace Snn.Tests.Core.Engines;

/// <summary>A population is swept or touched depending on what it listens to; the spikes must not depend on it. A silent second projection
/// turns the one into the other.</summary>
public sealed class SolverAgreementTests
{
    [Theory]
    [InlineData(20, 10, 25, false)]
    [InlineData(20, 10, 100, false)]
    [InlineData(15, 4, 50, false)]
    [InlineData(6, 15, 50, false)]
    [InlineData(20, 10, 30, true)]
    [InlineData(15, 4, 30, true)]
    public void Swept_and_touched_populations_fire_alike(double tauM, double tauS, double window, bool volley)
    {
        Spike[] swept = Spikes(tauM, tauS, window, volley, false), touched = Spikes(tauM, tauS, window, volley, true);
        Assert.InRange(swept.Length, 200, 20000);
        Assert.Equal(swept.Length, touched.Length);
        for (int k = 0; k < swept.Length; k++)
        {
            Assert.Equal(swept[k].Neuron, touched[k].Neuron);
            Assert.Equal(swept[k].TimeMs, touched[k].TimeMs, 5e-3);
        }
    }

    /// <summary>Ordered by neuron, so that two that fire in the same instant cannot change places.</summary>
    private static Spike[] Spikes(double tauM, double tauS, double window, bool volley, bool touch)
    {
        var net = new Network(window);
        var input = net.Input("in", 20, atOnset: volley);
        var lif = net.Lif("out", 37, new() { TauM = tauM, TauS = tauS, Current = volley ? 0.5 : 0.8, InitialMin = -1, InitialMax = 0.9 });
        net.Connect(input, lif, volley ? Connectivity.FixedInDegree(7) : Connectivity.AllToAll, Distribution.Uniform(-0.3, 0.6));
        if (touch)
            net.Connect(net.Input("silent", 1), lif, Connectivity.AllToAll, Distribution.Constant(1));
        var sim = new Simulation(net, 3);
        sim.Record(lif);
        var draws = new Draws(9);
        if (volley)
        {
            for (int w = 0; w < 30; w++)
            {
                sim.Fire(input, [.. Enumerable.Range(0, 20).Where(_ => draws.Unit() < 0.5)]);
                sim.RunWindows(1);
            }
        }
        else
        {
            for (int i = 0; i < 20; i++)
            {
                foreach (double t in draws.Train(0.02, 500))
                    sim.FireAt(input, i, t);
            }

            sim.Run(500);
        }

        return [.. sim.Spikes(lif).OrderBy(s => s.Neuron).ThenBy(s => s.TimeMs)];
    }
}
