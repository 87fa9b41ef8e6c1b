using MathNet.Numerics.Distributions;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Synapses;

namespace Snn.Tests.Core.Plasticity;

public sealed class SynapseTests
{
    [Fact]
    public void Balanced_inhibition_takes_the_mean_of_a_sources_weights()
    {
        const int Targets = 7;
        var net = new Network(window: 20 * Math.Log(2));
        var input = net.Input("in", 4);
        var lif = net.Lif("out", Targets, new() { Threshold = 100 });
        var projection = net.Connect(input, lif, Connectivity.AllToAll, Distribution.Uniform(0, 2), balancedInhibition: true);
        for (int source = 0; source < 4; source++)
        {
            var sim = new Simulation(net, 1);
            float[,] w = sim.WeightMatrix(projection);
            sim.Fire(input, source);
            sim.RunWindows(1);
            double mean = Enumerable.Range(0, Targets).Average(j => w[source, j]);
            var mem = sim.State.Mem;
            int v = mem.I(sim.Compiled.Of(lif) + Pop.V);
            for (int j = 0; j < Targets; j++)
                Assert.Equal(w[source, j] - mean, mem.F(v + j), 1e-5);
            Assert.Equal(2 * Targets, sim.SynapticEvents);
        }
    }

    [Fact]
    public void One_noise_factor_is_the_factor_of_the_block()
    {
        var (sim, proj) = Noisy(0.12);
        var mem = sim.State.Mem;
        foreach (int window in new[] { 0, 1, 77777 })
        {
            mem.I(Head.Window) = window;
            ReleaseNoise.Fill<FlatMem, Solo, W16>(mem, default, proj, 1000);
            float[] wide = new float[1000];
            for (int k = 0; k < 1000; k++)
                wide[k] = mem.F(mem.I(proj + Proj.NoiseScratch) + k);
            ReleaseNoise.Fill<FlatMem, Solo, W1>(mem, default, proj, 1000);
            for (int k = 0; k < 1000; k++)
            {
                Assert.Equal(wide[k], mem.F(mem.I(proj + Proj.NoiseScratch) + k));
                Assert.Equal(wide[k], ReleaseNoise.One(mem, proj, k));
            }
        }
    }

    /// <summary>False-alarm probability 1e-6, for seeds unseen; with this seed the outcome is fixed.</summary>
    [Fact]
    public void Noise_is_uniform_between_its_bounds()
    {
        const double R = 0.12;
        const int Bins = 100, PerWindow = 1000, Windows = 200;
        var (sim, proj) = Noisy(R);
        var mem = sim.State.Mem;
        int[] counts = new int[Bins];
        double sum = 0;
        for (int w = 0; w < Windows; w++)
        {
            mem.I(Head.Window) = w;
            ReleaseNoise.Fill<FlatMem, Solo, W16>(mem, default, proj, PerWindow);
            for (int k = 0; k < PerWindow; k++)
            {
                float factor = mem.F(mem.I(proj + Proj.NoiseScratch) + k);
                Assert.InRange(factor, 1 - R - 1e-6, 1 + R + 1e-6);
                counts[Math.Clamp((int)((factor - 1 + R) / (2 * R) * Bins), 0, Bins - 1)]++;
                sum += factor;
            }
        }

        double expected = (double)PerWindow * Windows / Bins;
        Assert.True(counts.Sum(c => (c - expected) * (c - expected) / expected) < ChiSquared.InvCDF(Bins - 1, 1 - 1e-6));
        Assert.Equal(1, sum / (PerWindow * Windows), 5 * 2 * R / Math.Sqrt(12.0 * PerWindow * Windows));
    }

    [Fact]
    public void Without_noise_factors_are_one()
    {
        var (sim, proj) = Noisy(0);
        var mem = sim.State.Mem;
        ReleaseNoise.Fill<FlatMem, Solo, W16>(mem, default, proj, 1000);
        for (int k = 0; k < 1000; k++)
            Assert.Equal(1f, mem.F(mem.I(proj + Proj.NoiseScratch) + k));
    }

    private static (Simulation Sim, int Proj) Noisy(double r)
    {
        var net = new Network(10);
        var input = net.Input("in", 10);
        var lif = net.Lif("out", 100, new());
        var projection = net.Connect(input, lif, Connectivity.AllToAll, Distribution.Constant(0.01), releaseNoise: r);
        var sim = new Simulation(net, 1);
        return (sim, sim.Compiled.Of(projection));
    }
}
