using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Plasticity;

public sealed class HomeostaticGainTests
{
    private const int Neurons = 6;

    /// <summary>At a constant rate the batched update is the one for every window, to the power of 32.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Batches_equal_single_windows_at_a_constant_rate(int spikes)
    {
        var rule = new HomeostaticGain { Target = 2, Step = 0.001, Averaging = 0.01, Initial = 1.2 };
        var (bench, lif) = New(rule);
        double rate = 2, gain = 1.2;
        for (int w = 1; w <= 320; w++)
        {
            bench.Learn(0, -1, (lif, [.. Enumerable.Range(0, spikes).Select(k => (10f * k, 3))]));

            // Single windows look at the rate before the batch that they are part of; the sign is the same all along.
            rate += rule.Averaging * (spikes - rate);
            gain *= spikes < 2 ? 1 + rule.Step : 1 - rule.Step;
            if (w % HomeostaticGain.Every == 0)
                Assert.Equal(gain, Gain(bench, lif, 3), 1e-4);
        }
    }

    [Fact]
    public void Batches_follow_the_equations_on_any_train()
    {
        var rule = new HomeostaticGain { Target = 0.8, Step = 0.003, Averaging = 0.01, Initial = 1, Min = 0.8, Max = 1.1 };
        var (bench, lif) = New(rule);
        double[] rates = [.. Enumerable.Repeat(0.8, Neurons)], gains = [.. Enumerable.Repeat(1.0, Neurons)];
        int[] counts = new int[Neurons];
        var draws = new Draws(2);
        bool low = false, high = false;
        for (int w = 1; w <= 3200; w++)
        {
            (float, int)[] spikes = [.. Enumerable.Range(0, Neurons).Where(i => draws.Unit() < 0.15 * (i + 1) + (0.3 * Math.Sin(w / 300.0))).Select(i => (5f, i))];
            bench.Learn(0, -1, (lif, spikes));
            foreach (var (_, i) in spikes)
                counts[i]++;
            for (int i = 0; i < Neurons && w % 32 == 0; i++)
            {
                rates[i] += (1 - Math.Pow(1 - rule.Averaging, 32)) * ((counts[i] / 32.0) - rates[i]);
                gains[i] = Math.Clamp(gains[i] * Math.Pow(rates[i] < rule.Target ? 1 + rule.Step : 1 - rule.Step, 32), rule.Min, rule.Max);
                counts[i] = 0;
                low |= gains[i] == rule.Min;
                high |= gains[i] == rule.Max;
                Assert.Equal(gains[i], Gain(bench, lif, i), 1e-4);
            }
        }

        Assert.True(low && high, "the bounds were not tried");
    }

    [Fact]
    public void A_gain_scales_what_a_neuron_hears()
    {
        foreach (double gain in new[] { 0.5, 2 })
        {
            var net = new Network(100);
            var input = net.Input("in", 1);
            var lif = net.Lif("out", 1, new() { Threshold = 100 });
            net.Connect(input, lif, Connectivity.AllToAll, Distribution.Constant(1));
            net.Gain(lif, new() { Initial = gain });
            var sim = new Simulation(net, 1);
            sim.FireAt(input, 0, 100 - (20 * Math.Log(2)));
            sim.RunWindows(1);

            // At the peak of its response, 20 ln 2 after the input.
            Assert.Equal(gain, sim.State.Mem.F(sim.State.Mem.I(sim.Compiled.Of(lif) + Pop.V)), 1e-5);
        }
    }

    private static (Bench Bench, LifPopulation Lif) New(HomeostaticGain rule)
    {
        var net = new Network(100);
        var lif = net.Lif("out", Neurons, new());
        net.Gain(lif, rule);
        return (new(net), lif);
    }

    private static double Gain(Bench bench, LifPopulation lif, int neuron)
    {
        var mem = bench.Mem;
        for (int s = mem.I(Head.SolveCount); s < mem.I(Head.StageCount); s++)
        {
            int stage = mem.I(Head.Stages) + (s * Stage.Size);
            if (mem.I(stage + Stage.Kind) == (int)StageKind.Gain && mem.I(stage + Stage.On) == bench.Sim.Compiled.Of(lif))
                return mem.F(mem.I(stage + HomeostaticGain.Gains) + neuron);
        }

        throw new InvalidOperationException("no gain");
    }
}
