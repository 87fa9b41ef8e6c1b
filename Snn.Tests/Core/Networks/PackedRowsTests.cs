using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Networks;

public sealed class PackedRowsTests
{
    private const int Sources = 70, Targets = 5;

    [Theory]
    [InlineData(false, 0.6, 1)]
    [InlineData(false, 0.95, 2)]
    [InlineData(true, 0.8, 3)]
    public void Packed_and_masked_have_the_same_bits(bool additive, double share, int seed)
    {
        // Under the additive rule a masked synapse could grow again: there both begin with the synapses that both have, in rows without gaps.
        var draws = new Draws(seed);
        bool[] gone = new bool[Sources * Targets];
        for (int k = 0; k < gone.Length; k++)
            gone[k] = additive ? k / Targets % 10 != 0 : draws.Unit() < share;
        var pairs = Enumerable.Range(0, gone.Length).Where(k => !gone[k]).Select(k => (k / Targets, k % Targets)).ToArray();
        var masked = Describe(Connectivity.AllToAll, additive);
        var packed = Describe(Connectivity.Listed([.. pairs.Reverse()]), additive);
        Simulation a = new(masked.Net, seed), b = new(packed.Net, seed);
        a.RunWindows(1);
        Pruning.Remove(a.State.Mem, a.Compiled.Of(masked.Plastic), gone);
        Assert.Equal(pairs.Length, Weights(a, masked.Plastic).Count(w => w != 0));
        Compaction.Move(a.Compiled, a.State, b.Compiled, b.State, p => [.. Enumerable.Range(0, p.Size)]);
        Assert.True(b.Compiled.Length < a.Compiled.Length);
        a.Record(masked.Net.Populations[1]);
        b.Record(packed.Net.Populations[1]);
        float[] before = Weights(b, packed.Plastic);
        for (int w = 0; w < 1100; w++)
        {
            for (int spike = 0; spike < 12; spike++)
            {
                // Sources without a synapse fire, too, and some fire twice in a window.
                int source = additive ? 10 * draws.Below(Sources / 10) : draws.Below(Sources);
                double t = a.Time + (50 * draws.Unit());
                a.FireAt((InputPopulation)masked.Net.Populations[0], source, t);
                b.FireAt((InputPopulation)packed.Net.Populations[0], source, t);
            }

            a.Reward = b.Reward = (float)draws.Between(-1, 1);
            a.RunWindows(1);
            b.RunWindows(1);
        }

        Assert.Equal(a.Spikes(masked.Net.Populations[1]), b.Spikes(packed.Net.Populations[1]));
        Assert.True(a.Spikes(masked.Net.Populations[1]).Count > 500);
        Assert.Equal(Weights(a, masked.Plastic).Where((_, k) => !gone[k]), Weights(b, packed.Plastic));
        Assert.True(before.Zip(Weights(b, packed.Plastic), (x, y) => Math.Abs(x - y)).Max() > 0.05, "nothing was learnt");
        Assert.True(additive || a.SynapticEvents > b.SynapticEvents);
    }

    [Fact]
    public void Impossible_pairs_are_refused()
    {
        foreach (var pairs in new (int, int)[][] { [(0, Targets)], [(Sources, 0)], [(1, 1), (1, 1)] })
            Assert.Throws<NetworkException>(() => new Simulation(Describe(Connectivity.Listed(pairs), false).Net, 1));
    }

    private static (Network Net, Projection Plastic) Describe(Connectivity connectivity, bool additive)
    {
        var net = new Network(window: 50);
        var source = net.Input("source", Sources);
        var target = net.Lif("target", Targets, new() { TauM = 20, TauS = 10, Refractory = 2 });
        var plastic = net.Connect(source, target, connectivity, Distribution.Constant(1), releaseNoise: 0.2, balancedInhibition: true)
            .Add(new RewardStdp { Rate = 0.02, Windows = 3, Depression = 0.4, Additive = additive, Bound = 60 })
            .Add(new ColumnNormalisation { Sum = Sources });
        net.Gain(target, new() { Target = 1, Step = 0.01, Initial = 0.5 });
        return (net, plastic);
    }

    private static float[] Weights(Simulation sim, Projection projection) => [.. sim.Weights(projection).Select(s => s.Weight)];
}
