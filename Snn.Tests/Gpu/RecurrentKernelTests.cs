using Snn.Core.Engines;

namespace Snn.Tests.Gpu;

/// <summary>A recurrent network through the same loop: the CPU engine and the kernel, the same bits.</summary>
public class RecurrentKernelTests(SimulatedDevice device) : IClassFixture<SimulatedDevice>
{
    private const int Windows = 80;
    private static readonly RecurrentNet[] Nets = [new(1), new(2)];

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void TheKernelHasTheBitsOfTheCpuEngine(int groupSize)
    {
        var results = device.Run(groupSize, Windows, [.. Nets.Select(n => (n.Block, n.Body))]);
        for (int i = 0; i < Nets.Length; i++)
        {
            var net = Nets[i];
            var expected = Twins.Wide(net.Block, net.Body, Windows);
            Assert.Empty(Twins.Differences(net.Compiled, expected, results[i]));
            Assert.Empty(Twins.Differences(net.Compiled, expected, Twins.Narrow(net.Block, net.Body, Windows)));

            // Neurons fire, synapses learn, nothing overflows.
            int weights = expected.Words[net.Compiled.Of(net.Recurrent) + Proj.Weights];
            Assert.Equal(0, expected.Words[Head.Error]);
            Assert.True(expected.Words[Head.Spikes] > 60);
            Assert.NotEqual(net.Block.Words.Slice(weights, 200).ToArray(), expected.Words.Slice(weights, 200).ToArray());
        }
    }

    [Fact]
    public void DamageShows()
    {
        var net = Nets[0];
        var expected = Twins.Wide(net.Block, net.Body, Windows);
        var damaged = Twins.Copy(net.Block);
        damaged.Words[net.Compiled.Of(net.Recurrent) + Proj.Stdp] += 1 << 10;
        var reseeded = Twins.Copy(net.Block);
        reseeded.Words[Head.Seed]++;
        foreach (var result in device.Run(2, Windows, (damaged, net.Body), (reseeded, net.Body)))
            Assert.True(Twins.Differences(net.Compiled, expected, result).Count > 1);
    }
}
