using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Plasticity;

public sealed class FreezingTests
{
    private const int Sources = 12, Targets = 5;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Frozen_synapses_stay_and_the_others_share_what_is_left(bool additive, bool normalised)
    {
        var rule = new RewardStdp { Rate = 0.3, Windows = 1, Depression = 0.5, Additive = additive, Bound = 5, Floor = 0.01 };
        var (bench, source, target, projection) = Describe(rule, normalised);
        var draws = new Draws(3);
        for (int w = 0; w < 40; w++)
            Live(bench, draws, source, target);
        double[,] before = bench.Weights(projection);
        int proj = bench.Sim.Compiled.Of(projection);
        int count = Freezing.Strongest(bench.Mem, proj, 0.25);

        // Which: a quarter, the strongest. None of the weights moves as it is frozen.
        Assert.Equal(Sources * Targets / 4, count);
        double weakest = Enumerable.Range(0, Sources * Targets).Select(k => before[k / Targets, k % Targets]).OrderDescending().ElementAt(count - 1);
        Bench.Near(before, bench.Weights(projection), 1e-5);
        float[,] held = bench.Sim.WeightMatrix(projection);

        // An independent account of one window: every synapse changes as the rule says, the frozen ones are put back, then the free ones of each
        // column are scaled so that all sum to the target.
        for (int w = 0; w < 30; w++)
        {
            double[,] now = bench.Weights(projection);
            var pre = Bench.Train(draws, Sources, 10, 100);
            var post = Bench.Train(draws, Targets, 10, 100);
            float reward = (float)draws.Between(-1, 1);
            double[,] expected = Naive(rule, now, pre, post, reward, i => j => before[i, j] >= weakest, normalised);
            bench.Learn(reward, -1, (source, pre), (target, post));
            Bench.Near(expected, bench.Weights(projection), 1e-4);
        }

        float[,] after = bench.Sim.WeightMatrix(projection);
        double moved = 0;
        for (int i = 0; i < Sources; i++)
        {
            for (int j = 0; j < Targets; j++)
            {
                if (before[i, j] >= weakest)
                    Assert.Equal(held[i, j], after[i, j]); // to the bit
                else
                    moved = Math.Max(moved, Math.Abs(held[i, j] - after[i, j]));
            }
        }

        Assert.True(moved > 0.1, "nothing was learnt");
        ColumnNormalisation.Fold<FlatMem, Solo, F8>(bench.Mem, default, proj);
        Bench.Near(bench.Weights(projection), Doubles(after), 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_held_synapse_changes_by_its_share_of_what_a_free_one_would(bool normalised)
    {
        // One window, spike by spike in double precision. Of a weight w the free part m w changes as the rule says, with room below the bound for the
        // whole weight; then the free parts of each column are scaled so that all sums to the target.
        var rule = new RewardStdp { Rate = 0.3, Windows = 1, Depression = 0.5, Bound = 3, Floor = 1e-5 };
        var (bench, source, target, projection) = Describe(rule, normalised);
        var draws = new Draws(8);
        for (int w = 0; w < 40; w++)
            Live(bench, draws, source, target);
        int proj = bench.Sim.Compiled.Of(projection);
        double moved = 0;
        for (int w = 0; w < 30; w++)
        {
            float[] share = [.. Enumerable.Range(0, Sources * Targets).Select(_ => (float)draws.Between(0.05, 1))];
            double[,] now = bench.Weights(projection), expected = (double[,])now.Clone();
            Freezing.Hold(bench.Mem, proj, share);
            Bench.Near(now, bench.Weights(projection), 1e-5);
            var pre = Bench.Train(draws, Sources, 10, 100);
            var post = Bench.Train(draws, Targets, 10, 100);
            float reward = (float)draws.Between(-1, 1);
            double[,] free = new double[Sources, Targets];
            for (int k = 0; k < Sources * Targets; k++)
                free[k / Targets, k % Targets] = share[k] * now[k / Targets, k % Targets];
            foreach (var (t, i) in pre.Order())
            {
                double row = Math.Min(rule.MaxRowFactor, Targets / Enumerable.Range(0, Targets).Sum(j => now[i, j]));
                for (int j = 0; j < Targets; j++)
                {
                    double trace = post.Where(p => p.Neuron == j && p.Time != t && Math.Abs(p.Time - t) <= rule.Reach)
                        .Sum(p => p.Time > t ? Math.Exp((t - p.Time) / rule.Tau) : -rule.Depression * Math.Exp((p.Time - t) / rule.Tau));
                    double x = rule.Rate * reward * trace * row, whole = now[i, j] - (share[(i * Targets) + j] * now[i, j]) + free[i, j];
                    free[i, j] = Math.Max(rule.Floor, free[i, j] * Math.Clamp(1 + (x > 0 ? x * Math.Max(0, 1 - (whole / rule.Bound)) : x), 0.5, 1.5));
                }
            }

            for (int j = 0; j < Targets; j++)
            {
                double held = Enumerable.Range(0, Sources).Sum(i => (1 - share[(i * Targets) + j]) * now[i, j]), sum = Enumerable.Range(0, Sources).Sum(i => free[i, j]);
                for (int i = 0; i < Sources; i++)
                    expected[i, j] = ((1 - share[(i * Targets) + j]) * now[i, j]) + (free[i, j] * (normalised ? (Sources - held) / sum : 1));
            }

            bench.Learn(reward, -1, (source, pre), (target, post));
            Bench.Near(expected, bench.Weights(projection), 1e-4);
            for (int k = 0; k < Sources * Targets; k++)
                moved = Math.Max(moved, Math.Abs(expected[k / Targets, k % Targets] - now[k / Targets, k % Targets]));
        }

        Assert.True(moved > 0.1, "nothing was learnt");
    }

    [Fact]
    public void Weights_are_set_except_frozen_ones_and_columns_keep_their_sum()
    {
        var (bench, source, target, projection) = Describe(new RewardStdp { Rate = 0.3, Windows = 1, Bound = 5 }, true);
        var draws = new Draws(4);
        for (int w = 0; w < 20; w++)
            Live(bench, draws, source, target);
        int proj = bench.Sim.Compiled.Of(projection);
        double[,] before = bench.Weights(projection);
        Freezing.Strongest(bench.Mem, proj, 0.1);
        Freezing.Hold(bench.Mem, proj, [.. Enumerable.Repeat(0.5f, Sources * Targets)]); // what is frozen stays so
        float[] to = [.. Enumerable.Range(0, Sources * Targets).Select(_ => (float)draws.Between(1, 2))];
        Freezing.Hold(bench.Mem, proj, [.. Enumerable.Repeat(1f, Sources * Targets)]);
        Freezing.SetWeights(bench.Mem, proj, to);
        double[,] after = bench.Weights(projection);
        double weakest = before.Cast<double>().OrderDescending().ElementAt(5);
        for (int j = 0; j < Targets; j++)
        {
            double held = Enumerable.Range(0, Sources).Where(i => before[i, j] >= weakest).Sum(i => before[i, j]), free = Enumerable.Range(0, Sources).Where(i => before[i, j] < weakest).Sum(i => to[(i * Targets) + j]);
            for (int i = 0; i < Sources; i++)
                Assert.Equal(before[i, j] >= weakest ? before[i, j] : to[(i * Targets) + j] * (Sources - held) / free, after[i, j], 1e-4);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Freezing.Hold(bench.Mem, proj, [1.5f]));
    }

    [Fact]
    public void Freezing_again_keeps_what_was_frozen()
    {
        var (bench, source, target, projection) = Describe(new RewardStdp { Rate = 0.3, Windows = 1, Bound = 5 }, true);
        var draws = new Draws(4);
        Live(bench, draws, source, target);
        int proj = bench.Sim.Compiled.Of(projection);
        Assert.Equal(6, Freezing.Strongest(bench.Mem, proj, 0.1));
        float[,] held = bench.Sim.WeightMatrix(projection);
        bool[] first = [.. Enumerable.Range(0, Sources * Targets).Select(k => bench.Mem.F(bench.Mem.I(proj + Proj.Frozen) + (k / Targets * bench.Mem.I(proj + Proj.Stride)) + (k % Targets)) > 0)];
        Assert.Equal(6, first.Count(f => f));
        for (int w = 0; w < 20; w++)
            Live(bench, draws, source, target);
        int then = Freezing.Strongest(bench.Mem, proj, 0.2);
        Assert.InRange(then, 12, 18);
        float[,] after = bench.Sim.WeightMatrix(projection);
        Assert.All(Enumerable.Range(0, Sources * Targets).Where(k => first[k]), k => Assert.Equal(held[k / Targets, k % Targets], after[k / Targets, k % Targets]));
    }

    [Fact]
    public void Spikes_carry_the_frozen_part_too()
    {
        // All of a network's synapses frozen: the same spikes as without freezing, for as long as nothing learns.
        (int, double)[] Spikes(bool frozen)
        {
            var net = new Network(100);
            var source = net.Poisson("source", Sources, 40);
            var target = net.Lif("target", Targets, new());
            var projection = net.Connect(source, target, Connectivity.AllToAll, Distribution.Uniform(0, 2), balancedInhibition: true, freezable: true).Add(new ColumnNormalisation { Sum = 30 });
            var sim = new Simulation(net, 9);
            if (frozen)
                Assert.Equal(Sources * Targets, Freezing.Strongest(sim.State.Mem, sim.Compiled.Of(projection), 1));
            sim.Record(target);
            sim.Run(5000);
            return [.. sim.Spikes(target).Select(s => (s.Neuron, s.TimeMs))];
        }

        var free = Spikes(false);
        var held = Spikes(true);
        Assert.True(free.Length > 50);
        Assert.Equal(free.Select(s => s.Item1), held.Select(s => s.Item1));
        Assert.All(free.Zip(held), p => Assert.Equal(p.First.Item2, p.Second.Item2, 1e-2));
    }

    [Fact]
    public void Only_dense_projections_can_be_frozen()
    {
        var net = new Network(100);
        net.Connect(net.Poisson("in", 10, 5), net.Lif("out", 4, new()), Connectivity.FixedProbability(0.5), Distribution.Constant(1), freezable: true);
        Assert.Contains("freezing needs an all-to-all", Assert.Throws<NetworkException>(() => NetworkCompiler.Compile(net, 1)).Message, StringComparison.Ordinal);
    }

    private static (Bench Bench, LifPopulation Source, LifPopulation Target, Projection Projection) Describe(RewardStdp rule, bool normalised)
    {
        var net = new Network(100);
        var source = net.Lif("source", Sources, new());
        var target = net.Lif("target", Targets, new());
        var projection = net.Connect(source, target, Connectivity.AllToAll, Distribution.Constant(1), freezable: true).Add(rule);
        if (normalised)
            projection.Add(new ColumnNormalisation { Sum = Sources });
        return (new Bench(net), source, target, projection);
    }

    private static void Live(Bench bench, Draws draws, LifPopulation source, LifPopulation target) =>
        bench.Learn((float)draws.Between(-1, 1), -1, (source, Bench.Train(draws, Sources, 10, 100)), (target, Bench.Train(draws, Targets, 10, 100)));

    private static double[,] Naive(RewardStdp rule, double[,] w, (float Time, int Neuron)[] pre, (float Time, int Neuron)[] post, double reward, Func<int, Func<int, bool>> frozen, bool normalised)
    {
        double[,] next = (double[,])w.Clone();
        double[] row = [.. Enumerable.Range(0, Sources).Select(i => Math.Min(rule.MaxRowFactor, Targets / Enumerable.Range(0, Targets).Sum(j => w[i, j])))];
        foreach (var (t, i) in pre.Order())
        {
            for (int j = 0; j < Targets; j++)
            {
                double trace = 0;
                foreach (var (u, k) in post)
                {
                    double lag = u - t;
                    if (k == j && Math.Abs(lag) <= rule.Reach && lag != 0)
                        trace += lag > 0 ? Math.Exp(-lag / rule.Tau) : -rule.Depression * Math.Exp(lag / rule.Tau);
                }

                double x = rule.Rate * reward * trace * (rule.Additive ? 1 : row[i]);
                if (rule.Additive)
                    next[i, j] = Math.Clamp(next[i, j] + x, 0, rule.Bound);
                else
                    next[i, j] = Math.Max(rule.Floor, next[i, j] * Math.Clamp(1 + (x > 0 ? x * Math.Max(0, 1 - (next[i, j] / rule.Bound)) : x), 0.5, 1.5));
                if (frozen(i)(j))
                    next[i, j] = w[i, j];
            }
        }

        for (int j = 0; j < Targets && normalised; j++)
        {
            double free = Enumerable.Range(0, Sources).Where(i => !frozen(i)(j)).Sum(i => next[i, j]), held = Enumerable.Range(0, Sources).Where(i => frozen(i)(j)).Sum(i => next[i, j]);
            for (int i = 0; i < Sources; i++)
                next[i, j] *= frozen(i)(j) ? 1 : (Sources - held) / free;
        }

        return next;
    }

    private static double[,] Doubles(float[,] w)
    {
        double[,] result = new double[w.GetLength(0), w.GetLength(1)];
        for (int k = 0; k < w.Length; k++)
            result[k / w.GetLength(1), k % w.GetLength(1)] = w[k / w.GetLength(1), k % w.GetLength(1)];
        return result;
    }
}
