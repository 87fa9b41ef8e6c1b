using CsCheck;
using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Plasticity;

public sealed class PruningTests
{
    private const int Sources = 30, Targets = 5;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_left_fills_the_column_and_its_bounds_rise_with_it(bool freezable) => Gen.Select(Gen.Int[1, 1000], Gen.Double[0.05, 0.9]).Sample((seed, share) =>
    {
        var draws = new Draws(seed);
        var (bench, source, target, plastic, other) = Describe(freezable, seed);
        Live(bench, source, target, draws);
        if (freezable)
            Freezing.Strongest(bench.Mem, bench.Sim.Compiled.Of(plastic), 0.1);
        double[,] before = bench.Weights(plastic);
        bool[] gone = [.. Enumerable.Range(0, Sources * Targets).Select(k => draws.Unit() < share && k / Targets != 7)];
        float up = Pruning.Remove(bench.Mem, bench.Sim.Compiled.Of(plastic), gone);

        double[,] after = bench.Weights(plastic);
        double all = 0, left = 0;
        for (int k = 0; k < gone.Length; k++)
        {
            all += before[k / Targets, k % Targets];
            left += gone[k] ? 0 : before[k / Targets, k % Targets];
            Assert.Equal(gone[k], after[k / Targets, k % Targets] == 0);
        }

        Assert.Equal(all / left, up, 1e-4 * up);
        for (int j = 0; j < Targets; j++)
            Assert.Equal(Sources, Enumerable.Range(0, Sources).Sum(i => after[i, j]), 1e-2);
        Assert.Equal([12 * up, 8 * up], Bounds(bench, plastic));
        Assert.Equal([5f], Bounds(bench, other));
        Live(bench, source, target, draws);
        double[,] later = bench.Weights(plastic);
        for (int k = 0; k < gone.Length; k++)
            Assert.Equal(gone[k], later[k / Targets, k % Targets] == 0);
    }, iter: 30);

    [Fact]
    public void Half_of_a_network_learns_as_the_whole_did()
    {
        // Every second source goes, all of them alike: what is left has twice its weight, and with twice the bounds every change is the same share of it
        // (the factors of rows held at one value: they follow a source's output, which here is twice what it was).
        var (whole, source, target, plastic, _) = Describe(freezable: false, 3, like: true);
        var (half, _, _, halved, _) = Describe(freezable: false, 3, like: true);
        bool[] gone = [.. Enumerable.Range(0, Sources * Targets).Select(k => k / Targets % 2 == 1)];
        Assert.Equal(2f, Pruning.Remove(half.Mem, half.Sim.Compiled.Of(halved), gone));
        var draws = new Draws(4);
        for (int w = 0; w < 40; w++)
        {
            // In the whole network the others do as their neighbours do.
            var spikes = Bench.Train(draws, Sources / 2, 12, 50);
            var after = Bench.Train(draws, Targets, 5, 50);
            float reward = (float)draws.Between(-1, 1);
            whole.Learn(reward, -1, (source, [.. spikes.SelectMany(s => new[] { (s.Time, 2 * s.Neuron), (s.Time, (2 * s.Neuron) + 1) })]), (target, after));
            half.Learn(reward, -1, (half.Sim.Compiled.Network.Populations.OfType<InputPopulation>().Single(), [.. spikes.Select(s => (s.Time, 2 * s.Neuron))]), (half.Sim.Compiled.Network.Populations.OfType<LifPopulation>().First(), after));
        }

        double[,] all = whole.Weights(plastic), left = half.Weights(halved);
        double moved = 0;
        for (int i = 0; i < Sources; i += 2)
        {
            for (int j = 0; j < Targets; j++)
            {
                Assert.Equal(2 * all[i, j], left[i, j], 2e-3 * Math.Max(1, left[i, j]));
                moved = Math.Max(moved, Math.Abs(all[i, j] - 1));
            }
        }

        Assert.True(moved > 1, "the weights come near their bounds");
    }

    private static float[] Bounds(Bench bench, Projection projection) =>
        [.. bench.Sim.Compiled.StagesOf(StageKind.RewardStdp).Where(s => bench.Mem.I(s + Stage.On) == bench.Sim.Compiled.Of(projection)).Select(s => bench.Mem.F(s + RewardStdp.BoundOf))];

    private static void Live(Bench bench, InputPopulation source, LifPopulation target, Draws draws)
    {
        for (int w = 0; w < 20; w++)
            bench.Learn((float)draws.Between(-1, 1), -1, (source, Bench.Train(draws, Sources, 12, 50)), (target, Bench.Train(draws, Targets, 5, 50)));
    }

    private static (Bench Bench, InputPopulation Source, LifPopulation Target, Projection Plastic, Projection Other) Describe(bool freezable, int seed, bool like = false)
    {
        var net = new Network(window: 50);
        var source = net.Input("source", Sources);
        var target = net.Lif("target", Targets, new() { TauM = 20, TauS = 10 });
        var asleep = net.State("asleep");
        var rule = new RewardStdp { Rate = 0.3, Windows = 2, Depression = 0.4, Bound = like ? 3 : 12, MaxRowFactor = like ? 1e-3 : 5 };
        rule = like ? rule with { Rate = 300 } : rule;
        var plastic = net.Connect(source, target, Connectivity.AllToAll, like ? Distribution.Constant(1) : Distribution.Uniform(0.5, 1.5), freezable: freezable)
            .Add(rule).Add(rule with { Bound = 8 }, asleep).Add(new ColumnNormalisation { Sum = Sources });
        var other = net.Connect(source, net.Lif("others", 3, new() { TauM = 20, TauS = 10 }), Connectivity.AllToAll, Distribution.Constant(1)).Add(rule with { Bound = 5 });
        return (new Bench(net, seed), source, target, plastic, other);
    }
}
