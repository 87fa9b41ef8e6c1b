using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Tests.Gpu;

namespace Snn.Tests.Core.Engines;

/// <summary>Where a neuron comes within rounding of threshold as a window ends, the cheap test whether it may fire and the search for when can
/// disagree. Which of the two is heard must not depend on the neurons solved beside it: an engine one lane wide has none.</summary>
public sealed class LaneBorderTests
{
    private const int Neurons = 1_024;
    private const double Window = 10;

    [Theory]
    [InlineData(20, 10, false)]
    [InlineData(20, 10, true)]
    [InlineData(20, 5, false)]
    [InlineData(20, 5, true)]
    public void A_neuron_at_the_border_does_what_it_would_do_alone(double tauM, double tauS, bool volley)
    {
        var net = new Network(Window);
        var input = net.Input("in", 1, atOnset: volley);
        var lif = net.Lif("out", Neurons, new() { TauM = tauM, TauS = tauS });
        net.Connect(input, lif, volley ? Connectivity.FixedInDegree(1) : Connectivity.AllToAll, Distribution.Constant(0.1));
        var compiled = NetworkCompiler.Compile(net, 1, NetworkBody.Words(net));
        var body = new NetworkBody(compiled.Body, Jumps: 0);
        int fired = 0;
        var draws = new Draws(5);
        for (int trial = 0; trial < 20; trial++)
        {
            var block = compiled.NewState();
            NetworkBody.Set(compiled, block);
            int pop = compiled.Of(lif), v = block.Words[pop + Pop.V], j = block.Words[pop + Pop.J];
            for (int k = 0; k < Neurons; k++)
            {
                // One in eight fires for certain, so that its neighbours' lanes are looked at. The others, still rising, come to 1 as the window ends.
                double drive = k % 8 == 0 ? 50 : 3.2 + (2 * draws.Unit());
                double m = Math.Exp(-Window / tauM), s = Math.Exp(-Window / tauS);
                float potential = k % 8 == 0 ? 0 : (float)((1 + (drive * s)) / m - (float)drive);
                for (int ulps = (int)(9 * draws.Unit()) - 4; ulps != 0; ulps -= Math.Sign(ulps))
                    potential = ulps > 0 ? MathF.BitIncrement(potential) : MathF.BitDecrement(potential);
                block.Words[v + k] = BitConverter.SingleToInt32Bits(potential);
                block.Words[j + k] = BitConverter.SingleToInt32Bits((float)drive);
            }

            var alone = Twins.Narrow(block, body, 1);
            Assert.Empty(Twins.Differences(compiled, alone, Twins.Wide(block, body, 1)));
            Assert.Empty(Twins.Differences(compiled, alone, Twins.Widest(block, body, 1)));
            fired += Enumerable.Range(0, Neurons).Count(k => k % 8 != 0 && BitConverter.Int32BitsToSingle(alone.Words[alone.Words[pop + Pop.T0] + k]) > 0); // refractory
        }

        Assert.InRange(fired, 20 * Neurons / 4, 20 * Neurons * 3 / 4); // some of them do, some do not
    }
}
