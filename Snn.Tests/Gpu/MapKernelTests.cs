using Snn.Core.Engines;
using Snn.Foraging.Agent;
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
}
