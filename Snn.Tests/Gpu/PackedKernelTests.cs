using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Gpu;

/// <summary>Packed rows read and learn the same bits in lanes of any width, and by several threads of a kernel. Rows of 8, 16, 32 and 64 places.</summary>
public class PackedKernelTests(SimulatedDevice device) : IClassFixture<SimulatedDevice>
{
    [Theory]
    [InlineData(5, false)]
    [InlineData(12, true)]
    [InlineData(20, false)]
    [InlineData(40, true)]
    public void Every_width_has_the_same_bits(int targets, bool additive)
    {
        var (compiled, block, body, plastic) = Describe(targets, additive);
        int proj = compiled.Of(plastic);
        Assert.NotEqual(0, block.Words[proj + Proj.Packed]);

        // Beyond a folding of the scales.
        var wide = Twins.Wide(block, body, 1100);
        Assert.Empty(Twins.Differences(compiled, wide, Twins.Narrow(block, body, 1100)));
        Assert.Empty(Twins.Differences(compiled, wide, Twins.Widest(block, body, 1100)));
        Assert.Equal(0, wide.Words[Head.Error]);
        Assert.True(wide.Words[Head.Spikes] > 45_000, "the sources alone have some 38,000 spikes");
        Assert.NotEqual(block.Words.Slice(block.Words[proj + Proj.Weights], 20).ToArray(), wide.Words.Slice(block.Words[proj + Proj.Weights], 20).ToArray());
        Assert.Empty(Twins.Differences(compiled, Twins.Wide(block, body, 20), device.Run(4, 20, (block, body))[0]));
    }

    private static (CompiledNetwork Compiled, StateBlock Block, NetworkBody Body, Projection Plastic) Describe(int targets, bool additive)
    {
        const int sources = 70;
        var net = new Network(window: 50);
        var source = net.Poisson("source", sources, 10);
        var target = net.Lif("target", targets, new() { TauM = 20, TauS = 10, Refractory = 2 });
        var pairs = Enumerable.Range(0, sources * targets).Where(k => k * 7919L % 10 < 4 && k / targets % 5 != 0).Select(k => (k / targets, k % targets));
        var plastic = net.Connect(source, target, Connectivity.Listed([.. pairs]), Distribution.Constant(1), releaseNoise: 0.2, balancedInhibition: true)
            .Add(new RewardStdp { Rate = 0.02, Windows = 3, Depression = 0.4, Additive = additive, Bound = 60 })
            .Add(new ColumnNormalisation { Sum = sources });
        var compiled = NetworkCompiler.Compile(net, 3, NetworkBody.Words(net));
        var block = compiled.NewState();
        NetworkBody.Set(compiled, block);
        block.Mem.F(Head.Reward) = 0.3f;
        return (compiled, block, new(compiled.Body), plastic);
    }
}
