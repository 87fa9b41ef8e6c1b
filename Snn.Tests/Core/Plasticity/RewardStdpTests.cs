using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Plasticity;

public sealed class RewardStdpTests
{
    private const int Sources = 12, Targets = 5;
    private const double Window = 100;

    public static TheoryData<bool, bool, int, double, double, int> Cases()
    {
        var data = new TheoryData<bool, bool, int, double, double, int>();
        foreach (bool additive in new[] { false, true })
        {
            foreach (bool normalised in new[] { false, true })
            {
                foreach (int windows in new[] { 1, 2, 6 })
                {
                    data.Add(additive, normalised, windows, 0, 0, 1);
                    data.Add(additive, normalised, windows, 0.7, 0, 2);
                    data.Add(additive, normalised, windows, 1, 150, 3);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_follow_the_equations(bool additive, bool normalised, int windows, double depression, double eligibility, int seed)
    {
        var rule = new RewardStdp { Rate = 0.1, Depression = depression, EligibilityTau = eligibility, Windows = windows, Bound = 2, Additive = additive, Floor = 0.05, MaxRowFactor = seed == 2 ? 1.02 : 5 };
        var (net, source, target, projection, other) = Describe(rule, normalised);
        var bench = new Bench(net, seed);
        var naive = new Reference(rule, bench.Weights(projection), normalised ? Sources : 0);
        var draws = new Draws(seed);
        double[,] start = bench.Weights(projection);
        for (int w = 0; w < 60; w++)
        {
            var pre = Bench.Train(draws, Sources, draws.Below(14), Window);
            var post = Bench.Train(draws, Targets, draws.Below(14), Window);
            float reward = (float)draws.Between(-1, 1);
            int credit = draws.Below(3) == 0 ? draws.Below(Targets) : -1;
            bench.Learn(reward, credit, (source, pre), (target, post));
            naive.Learn(reward, credit, pre, post);
            if (draws.Below(20) == 0)
            {
                EventLoop<FlatMem, Solo, F8, F8, W16>.Enter(bench.Mem, default, other);
                EventLoop<FlatMem, Solo, F8, F8, W16>.Enter(bench.Mem, default, 0);
                naive.Settle();
            }

            Bench.Near(naive.Weights, bench.Weights(projection), 2e-4);
        }

        Assert.True(Enumerable.Range(0, Sources * Targets).Max(k => Math.Abs(start[k / Targets, k % Targets] - naive.Weights[k / Targets, k % Targets])) > 0.05, "nothing was learnt");
    }

    [Fact]
    public void Hand_picked_pairs_count_as_written()
    {
        var rule = new RewardStdp { Rate = 1, Depression = 0.5, Windows = 1, Additive = true, Tau = 40, Reach = 60 };
        var (net, source, target, projection, _) = Describe(rule, false);
        var bench = new Bench(net);
        bench.Learn(1, -1, (source, [(10f, 0), (20f, 1), (30f, 2), (90f, 3), (20f, 4)]), (target, [(20f, 0), (80f, 1)]));
        double[,] w = bench.Weights(projection);
        Assert.Equal(1 + Math.Exp(-10 / 40.0), w[0, 0], 1e-5);
        Assert.Equal(1, w[1, 0], 1e-6); // In the same instant: neither.
        Assert.Equal(1, w[4, 0], 1e-6);
        Assert.Equal(1 - (0.5 * Math.Exp(-10 / 40.0)), w[2, 0], 1e-5);
        Assert.Equal(1, w[3, 0], 1e-6); // 70 ms apart: out of reach.
        Assert.Equal(1, w[0, 1], 1e-6);
        Assert.Equal(1 + Math.Exp(-60 / 40.0), w[1, 1], 1e-5); // Just within reach.
        Assert.Equal(1 - (0.5 * Math.Exp(-10 / 40.0)), w[3, 1], 1e-5);
    }

    [Fact]
    public void A_reward_reaches_back_over_its_ages()
    {
        var rule = new RewardStdp { Rate = 1, Windows = 4, Additive = true };
        var (net, source, target, projection, _) = Describe(rule, false);
        for (int age = 0; age < 6; age++)
        {
            var bench = new Bench(net);
            for (int w = 0; w < 8; w++)
            {
                (float, int)[] pre = w == 0 ? [(10f, 0)] : [], post = w == 0 ? [(15f, 0)] : [];
                bench.Learn(w == age ? 1 : 0, -1, (source, pre), (target, post));
            }

            double expected = age < 4 ? Math.Exp(-5 / 40.0) / (age + 1) : 0;
            Assert.Equal(1 + expected, bench.Weights(projection)[0, 0], 1e-5);
        }
    }

    [Fact]
    public void Weights_stay_within_their_bounds()
    {
        foreach (bool additive in new[] { false, true })
        {
            var rule = new RewardStdp { Rate = 5, Windows = 1, Additive = additive, Bound = 1.5, Floor = 0.2 };
            var (net, source, target, projection, _) = Describe(rule, false);
            var bench = new Bench(net);
            for (int w = 0; w < 40; w++)
                bench.Learn(1, -1, (source, [(10f, 0), (12f, 1)]), (target, [(15f, 0)]));
            for (int w = 0; w < 40; w++)
                bench.Learn(-1, -1, (source, [(12f, 1)]), (target, [(15f, 0)]));
            Assert.InRange(bench.Weights(projection)[0, 0], additive ? 1.5 : 1.4, 1.500001);
            Assert.Equal(additive ? 0 : 0.2, bench.Weights(projection)[1, 0], 1e-6);
        }
    }

    private static (Network Net, LifPopulation Source, LifPopulation Target, Projection Projection, int Other) Describe(RewardStdp rule, bool normalised)
    {
        var net = new Network(Window);
        var first = net.State("first");
        var other = net.State("other");
        var source = net.Lif("source", Sources, new());
        var target = net.Lif("target", Targets, new());
        var projection = net.Connect(source, target, Connectivity.AllToAll, Distribution.Constant(1)).Add(rule, first);
        if (normalised)
            projection.Add(new ColumnNormalisation { Sum = Sources });
        return (net, source, target, projection, other.Index);
    }

    /// <summary>The rule as it is written down, pair by pair, on effective weights.</summary>
    private sealed class Reference(RewardStdp rule, double[,] weights, double columnSum)
    {
        private readonly Queue<(List<(int Source, double[] Trace)> Rows, double[] D)> open = new();

        public double[,] Weights => weights;

        public void Learn(double reward, int credit, (float Time, int Neuron)[] pre, (float Time, int Neuron)[] post)
        {
            var rows = new List<(int, double[])>();
            foreach (var (t, i) in pre.Order())
            {
                double[] trace = new double[Targets];
                foreach (var (u, j) in post)
                {
                    double lag = u - t, since = rule.EligibilityTau > 0 ? Math.Exp(-(Window - Math.Max(t, u)) / rule.EligibilityTau) : 1;
                    if ((credit >= 0 && credit != j) || Math.Abs(lag) > rule.Reach)
                        continue;
                    if (lag > 0)
                        trace[j] += rule.Potentiation * Math.Exp(-lag / rule.Tau) * since;
                    else if (lag < 0)
                        trace[j] -= rule.Depression * Math.Exp(lag / rule.Tau) * since;
                }

                rows.Add((i, trace));
            }

            open.Enqueue((rows, [0]));
            int age = open.Count;
            foreach (var (_, d) in open)
                d[0] += reward / age--;
            if (open.Count == rule.Windows)
                Apply();
        }

        public void Settle()
        {
            while (open.Count > 0)
                Apply();
        }

        private void Apply()
        {
            var (rows, d) = open.Dequeue();
            double[] factors = [.. rows.Select(r => Math.Min(rule.MaxRowFactor, Targets / Enumerable.Range(0, Targets).Sum(j => weights[r.Source, j])))];
            for (int e = 0; e < rows.Count; e++)
            {
                int i = rows[e].Source;
                for (int j = 0; j < Targets; j++)
                {
                    double drive = rule.Rate * d[0] * rows[e].Trace[j], w = weights[i, j];
                    if (rule.Additive)
                    {
                        weights[i, j] = Math.Clamp(w + drive, 0, rule.Bound);
                    }
                    else
                    {
                        double x = drive * factors[e];
                        x = x > 0 ? x * Math.Max(0, 1 - (w / rule.Bound)) : x;
                        weights[i, j] = Math.Max(rule.Floor, w * Math.Clamp(1 + x, 0.5, 1.5));
                    }
                }
            }

            for (int j = 0; j < Targets && columnSum > 0; j++)
            {
                double sum = Enumerable.Range(0, Sources).Sum(i => weights[i, j]);
                for (int i = 0; i < Sources; i++)
                    weights[i, j] *= columnSum / sum;
            }
        }
    }
}
