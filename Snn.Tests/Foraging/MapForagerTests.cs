using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Tests.Gpu;

namespace Snn.Tests.Foraging;

/// <summary>A forager on map-based neurons: the same life on one lane, eight and sixteen, on one thread and three, and when it is put down and
/// taken up again.</summary>
public class MapForagerTests
{
    private static readonly Experiment Experiment = Tiny.Experiment with { Network = new() { Neuron = NeuronKind.Map, Hidden = 100 } };

    [Theory]
    [InlineData("unsupervised")]
    [InlineData("T1")]
    [InlineData("sleep+T2")]
    public void LanesDoNotShow(string phase)
    {
        var forager = Grown(phase);
        const int Cycles = 220;
        var wide = Twins.Wide(forager.Block, forager.Body, Cycles);
        Assert.True(wide.Words[Head.Spikes] > forager.Block.Words[Head.Spikes] + 500);
        Assert.Empty(Twins.Differences(forager.Compiled, wide, Twins.Narrow(forager.Block, forager.Body, Cycles)));
        Assert.Empty(Twins.Differences(forager.Compiled, wide, Twins.Widest(forager.Block, forager.Body, Cycles)));
        var other = Twins.Copy(forager.Block);
        other.Words[Head.Seed]++;
        Assert.True(Twins.Differences(forager.Compiled, wide, Twins.Wide(other, forager.Body, Cycles)).Count > 1);
    }

    [Fact]
    public void StateIsTheWholeOfIt()
    {
        var through = Grown("sleep+T2");
        through.Run(33);
        var other = Grown("T1");
        other.Run(7);
        other.Restore(through.State);
        through.Run(200);
        other.Run(120);
        other.Run(80);
        Assert.True(through.State.SequenceEqual(other.State));
    }

    [Fact]
    public void ThreadsMakeNoDifference()
    {
        int[] seeds = [1, 2];
        var tree = new PhaseTree(Experiment);
        var stores = new[] { new Tiny.Store(), new Tiny.Store() };
        Assert.True(TrialRunner.Run(Experiment, tree, seeds, stores[0], new CpuEngine(1), new RunProgress(1), default));
        Assert.True(TrialRunner.Run(Experiment, tree, seeds, stores[1], new CpuEngine(3), new RunProgress(1), default));
        foreach (var seed in seeds)
        {
            foreach (var node in tree.Nodes)
            {
                PhaseRecord one = stores[0].Load(seed, node)!, three = stores[1].Load(seed, node)!;
                Assert.Equal(one.State, three.State);
                Assert.Equal(one.Tests, three.Tests);
                Assert.Equal(one.Snapshots.Select(s => s.Weights), three.Snapshots.Select(s => s.Weights));
            }
        }
    }

    /// <summary>Any change of a bit anywhere in the map-based network changes this number.</summary>
    [Fact]
    public void FixedSeedHasFixedBits()
    {
        var forager = Grown("sleep+T2");
        forager.Run(400);
        Assert.Equal("0C47D7C8A16BB115", Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(forager.Weights())))[..16]);
    }

    private static Forager Grown(string phase)
    {
        var forager = new Forager(Experiment, 1, 1);
        forager.Begin(Phase.Parse("unsupervised"), SleepKind.Measured);
        forager.Run(200);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(1000);
        forager.Begin(Phase.Parse(phase), SleepKind.Measured);
        return forager;
    }
}
