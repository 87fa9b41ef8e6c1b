using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Plasticity;

public sealed class ColumnRulesTests
{
    private const int Sources = 20, Targets = 9;

    [Theory]
    [InlineData(false, 100)]
    [InlineData(true, 100)]
    [InlineData(true, 2500)]
    public void Volley_stdp_with_lazy_columns_is_explicit_division(bool normalised, int windows)
    {
        var rule = new VolleyStdp { Amount = 0.03, Tau = 40, Reach = 60 };
        var net = new Network(100);
        var source = net.Input("in", Sources, atOnset: true);
        var target = net.Lif("out", Targets, new());
        var projection = net.Connect(source, target, Connectivity.FixedInDegree(12), Distribution.Uniform(0.5, 1.5)).Add(rule);
        if (normalised)
            projection.Add(new ColumnNormalisation { Sum = 7 });
        var bench = new Bench(net);
        double[,] w = bench.Weights(projection);
        bool[,] there = new bool[Sources, Targets];
        foreach (var s in bench.Sim.Weights(projection))
            there[s.Source, s.Target] = true;
        var draws = new Draws(1);
        for (int window = 0; window < windows; window++)
        {
            (float, int)[] volley = [.. Enumerable.Range(0, Sources).Where(_ => draws.Unit() < 0.3).Select(i => (0f, i))];
            var post = Bench.Train(draws, Targets, draws.Below(6), 100);
            bench.Learn(0, -1, (source, volley), (target, post));
            foreach (var (t, j) in post.Where(p => p.Time <= rule.Reach).Order())
            {
                foreach (var (_, i) in volley)
                    w[i, j] += there[i, j] ? rule.Amount * Math.Exp(-t / rule.Tau) : 0;
                double sum = Enumerable.Range(0, Sources).Sum(i => w[i, j]);
                for (int i = 0; i < Sources && normalised; i++)
                    w[i, j] *= 7 / sum;
            }
        }

        Bench.Near(w, bench.Weights(projection), 1e-3);
        for (int j = 0; j < Targets && normalised; j++)
            Assert.Equal(7, Enumerable.Range(0, Sources).Sum(i => bench.Weights(projection)[i, j]), 1e-4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Folding_changes_nothing_but_the_last_places(bool dense)
    {
        var net = new Network(100);
        var source = net.Input("in", Sources, atOnset: !dense);
        var target = net.Lif("out", Targets, new());
        var projection = net.Connect(source, target, dense ? Connectivity.AllToAll : Connectivity.FixedInDegree(12), Distribution.Uniform(0.5, 1.5)).Add(new ColumnNormalisation { Sum = 3 });
        projection.Add(dense ? new RewardStdp { Windows = 1, Rate = 1, Additive = true } : new VolleyStdp { Amount = 0.5 });
        var bench = new Bench(net);
        var draws = new Draws(5);
        for (int w = 0; w < 50; w++)
        {
            (float, int)[] pre = [.. Enumerable.Range(0, Sources).Where(_ => draws.Unit() < 0.5).Select(i => (0f, i))];
            bench.Learn(1, -1, (source, pre), (target, Bench.Train(draws, Targets, 5, 100)));
        }

        int proj = bench.Sim.Compiled.Of(projection);
        double[,] before = bench.Weights(projection);
        Assert.Contains(Enumerable.Range(0, Targets), j => Math.Abs(bench.Mem.F(bench.Mem.I(proj + Proj.Scale) + j) - 1) > 0.1);
        ColumnNormalisation.Fold<FlatMem, Solo, F8>(bench.Mem, default, proj);
        Bench.Near(before, bench.Weights(projection), 1e-6);
        Assert.All(Enumerable.Range(0, Targets), j => Assert.Equal(1f, bench.Mem.F(bench.Mem.I(proj + Proj.Scale) + j), 1e-5f));
    }

    [Fact]
    public void Columns_start_at_their_sum()
    {
        var net = new Network(100);
        var source = net.Input("in", Sources);
        var target = net.Lif("out", Targets, new());
        var other = net.Lif("other", Targets, new());
        var dense = net.Connect(source, target, Connectivity.AllToAll, Distribution.Uniform(0.5, 1.5)).Add(new ColumnNormalisation { Sum = 3 });
        var sparse = net.Connect(source, other, Connectivity.FixedInDegree(4), Distribution.Uniform(0.5, 1.5)).Add(new ColumnNormalisation { Sum = 5 });
        var bench = new Bench(net);
        for (int j = 0; j < Targets; j++)
        {
            Assert.Equal(3, Enumerable.Range(0, Sources).Sum(i => bench.Weights(dense)[i, j]), 1e-5);
            Assert.Equal(5, Enumerable.Range(0, Sources).Sum(i => bench.Weights(sparse)[i, j]), 1e-5);
        }
    }
}
