using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Gpu;
using Snn.Tests.Foraging;

namespace Snn.Tests.Gpu;

/// <summary>Blocks of several trials, a warp each, as an NVIDIA card runs them.</summary>
public class SquadTests
{
    /// <summary>A block that is full and one that is not; agents awake beside one asleep, lives of different lengths.</summary>
    [Fact]
    public void WarpsOfOneBlockLiveTrialsOfTheirOwn()
    {
        const int Short = 20, Long = 30;
        Forager[] agents = [Begun(1, "T1"), Begun(2, "sleep"), Begun(3, "sleep+T2")];
        using var warps = new SimulatedDevice(2);
        var lived = warps.Run(WarpGroup.Threads, [Short, Long, Short], [.. agents.Select(a => (a.Block, a.Body))]);
        foreach (var (agent, there, cycles) in new[] { (agents[0], lived[0], Short), (agents[1], lived[1], Long), (agents[2], lived[2], Short) })
            Assert.Empty(Twins.Differences(agent.Compiled, Twins.Wide(agent.Block, agent.Body, cycles), there));
    }

    [Theory]
    [InlineData(5, 5, 32)] // too few: each has a block of its own
    [InlineData(6, 3, 64)]
    [InlineData(7, 4, 64)] // the last block is half empty
    public void ManyTrialsShareBlocks(int trials, int blocks, int threads)
    {
        using var devices = GpuDevices.Simulated(64, WarpGroup.Threads);
        using var device = devices.Open(devices.Found[0]);
        (device.Squad, device.Crowd) = (2, 6);
        var shape = device.Shape(trials);
        Assert.Equal((blocks, threads), (shape.GridDim.X, shape.GroupDim.X));
    }

    /// <summary>What is timed are agents that live apart, in blocks as elsewhere.</summary>
    [Fact]
    public void CopiesThatAreTimedHaveSeedsOfTheirOwn()
    {
        var agent = Begun(1, "T1");
        int[] head = agent.Block.Words[..Head.Size].ToArray(), heads = GpuEngine.HeadsWithSeedsOfTheirOwn(head, 3);
        Assert.Equal([head[Head.Seed], head[Head.Seed] + 1, head[Head.Seed] + 2], heads.Chunk(Head.Size).Select(h => h[Head.Seed]));
        Assert.All(heads.Chunk(Head.Size), h => Assert.Equal(head.Where((_, i) => i != Head.Seed), h.Where((_, i) => i != Head.Seed)));
    }

    private static Forager Begun(int seed, string phase)
    {
        var agent = new Forager(Tiny.Experiment, seed, seed);
        foreach (string name in (ReadOnlySpan<string>)["unsupervised", "T1", phase])
        {
            agent.Begin(Phase.Parse(name), SleepKind.Measured);
            agent.Run(300);
        }

        return agent;
    }
}
