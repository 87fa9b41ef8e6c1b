using System.Runtime.Intrinsics;
using CsCheck;
using Snn.Core.Lanes;
using Snn.Core.Numerics;

namespace Snn.Tests.Core.Numerics;

public sealed class PhiloxTests
{
    /// <summary>Known answers of the Random123 distribution, file kat_vectors, philox4x32 with 10 rounds.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Gives_the_published_answers(uint a, uint b, uint c, uint d, uint k0, uint k1, uint x, uint y, uint z, uint v)
    {
        var one = Philox.Rounds(k0, k1, new W1(a), new W1(b), new W1(c), new W1(d));
        Assert.Equal((x, y, z, v), (one.X.Value, one.Y.Value, one.Z.Value, one.V.Value));
        var many = Philox.Rounds(k0, k1, W16.Of(a), W16.Of(b), W16.Of(c), W16.Of(d));
        for (int lane = 0; lane < 16; lane++)
            Assert.Equal((x, y, z, v), (many.X.Value.GetElement(lane), many.Y.Value.GetElement(lane), many.Z.Value.GetElement(lane), many.V.Value.GetElement(lane)));
    }

    [Fact]
    public void Sixteen_lanes_are_sixteen_single_draws() =>
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.UInt).Sample((seed, purpose, time, first) =>
        {
            var many = Philox.Draw(seed, purpose, time, W16.From(first));
            for (int lane = 0; lane < 16; lane++)
            {
                var one = Philox.Draw(seed, purpose, time, unchecked((int)(first + (uint)lane)));
                Assert.Equal(
                    (one.X.Value, one.Y.Value, one.Z.Value, one.V.Value),
                    (many.X.Value.GetElement(lane), many.Y.Value.GetElement(lane), many.Z.Value.GetElement(lane), many.V.Value.GetElement(lane)));
            }
        });

    [Fact]
    public void Unit_is_never_0_and_never_1()
    {
        Assert.True(Philox.Unit(0) > 0f);
        Assert.True(Philox.Unit(uint.MaxValue) < 1f);
        Assert.True(Philox.Unit(0x80000000) is > 0.4999f and < 0.5001f);
    }

    [Fact]
    public void Below_stays_below() =>
        Gen.Select(Gen.UInt, Gen.Int[1, int.MaxValue]).Sample((word, count) => Assert.InRange(Philox.Below(word, count), 0, count - 1));
}
