using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Tests.Foraging;

namespace Snn.Tests.Gpu;

/// <summary>The clock-driven engine inside a kernel: the bits of the CPU engine.</summary>
public class MapKernelTests(SimulatedDevice device) : IClassFixture<SimulatedDevice>
{
    private const int Cycles = 4;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheKernelHasTheBitsOfTheCpuEngine(int groupSize)
    {
        var settings = Tiny.Experiment with
        {
            Network = new() { Neuron = NeuronKind.Map, Hidden = 40, InputSum = 9 },
            Sleep = new() { WakeCycles = 2, SleepCycles = 2, RateFactor = 10 },
        };
        var forager = new Forager(settings, 1, 1);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(200);
        forager.Begin(Phase.Parse("sleep+T1"), SleepKind.Measured);
        var expected = Twins.Wide(forager.Block, forager.Body, Cycles);
        Assert.True(expected.Words[Head.Spikes] > forager.Block.Words[Head.Spikes] + 25);
        Assert.Equal(2, expected.Words[forager.Body.At + ForagerBody.SleepCycles]);
        Assert.Empty(Twins.Differences(forager.Compiled, expected, device.Run(groupSize, Cycles, (forager.Block, forager.Body))[0]));
    }

    /// <summary>Eight outputs leave half of sixteen lanes empty: what lies behind them depends on the width, and no comparison of engines may count it.</summary>
    [Fact]
    public void EnginesOfAnyWidthCompareAsTheSame()
    {
        var settings = Tiny.Experiment with { Network = new() { Neuron = NeuronKind.Map, Hidden = 40, InputSum = 9 } };
        Forager[] agents = [new(settings, 1, 1), new(settings, 1, 1)];
        foreach (var agent in agents)
            agent.Begin(Phase.Parse("T1"), SleepKind.Measured);
        agents[0].Body.Run<FlatMem, Solo, F1, F1, W1>(agents[0].Block.Mem, default, 200);
        agents[1].Body.Run<FlatMem, Solo, F16, F16, W16>(agents[1].Block.Mem, default, 200);
        Assert.True(agents[0].Block.Words[Head.Spikes] > 500);
        Assert.Equal(0, BitComparison.Differences(agents[0], agents[1]));
        int motor = agents[1].Compiled.Of(agents[1].Compiled.Network.Populations[2]);
        foreach (int array in (int[])[Pop.V, Pop.Before, Pop.Slow, Pop.J])
            agents[1].Block.Words[agents[1].Block.Words[motor + array] + 7] ^= 1;
        Assert.Equal(4, BitComparison.Differences(agents[0], agents[1]));
    }
}
