using Snn.Core.Lanes;

namespace Snn.Tests.Core.Numerics;

/// <summary>Every operation of eight lanes has the bits of eight operations of one, special values included.</summary>
public sealed class LanesTests
{
    private static readonly float[] Special = [0f, -0f, 1f, -1f, float.Epsilon, -1e-40f, 1e-38f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0.5f, 3f, 1e30f, 2f];

    public static TheoryData<string> Names => [.. Operations.Keys];

    private static Dictionary<string, (Func<F8, F8, F8> Eight, Func<F1, F1, F1> One)> Operations { get; } = new()
    {
        ["add"] = ((a, b) => a + b, (a, b) => a + b),
        ["subtract"] = ((a, b) => a - b, (a, b) => a - b),
        ["multiply"] = ((a, b) => a * b, (a, b) => a * b),
        ["divide"] = ((a, b) => a / b, (a, b) => a / b),
        ["root"] = ((a, _) => F8.Sqrt(a), (a, _) => F1.Sqrt(a)),
        ["select"] = ((a, b) => F8.IfGe(a, b, b, a), (a, b) => F1.IfGe(a, b, b, a)),
        ["constant"] = ((a, _) => a + F8.Of(0.1f), (a, _) => a + F1.Of(0.1f)),
    };

    private static Dictionary<string, Func<Pair<F8>, Pair<F8>, Pair<F8>>> PairOperations { get; } = new()
    {
        ["add"] = (a, b) => a + b,
        ["subtract"] = (a, b) => a - b,
        ["multiply"] = (a, b) => a * b,
        ["divide"] = (a, b) => a / b,
        ["root"] = (a, _) => Pair<F8>.Sqrt(a),
        ["select"] = (a, b) => Pair<F8>.IfGe(a, b, b, a),
        ["constant"] = (a, _) => a + Pair<F8>.Of(0.1f),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Eight_are_eight_times_one(string name)
    {
        var (eight, one) = Operations[name];
        foreach (var (a, b) in Pairs())
        {
            float[] result = new float[8];
            F8.Store(eight(F8.Load(Floats.Of(a), 0), F8.Load(Floats.Of(b), 0)), Floats.Of(result), 0);
            for (int lane = 0; lane < 8; lane++)
                Same(one(new(a[lane]), new(b[lane])).Value, result[lane]);
        }
    }

    /// <summary>A pair of eights has the bits of its halves in every operation, comparison and sum of masks included.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_pair_is_its_halves(string name)
    {
        var (eight, _) = Operations[name];
        var pair = PairOperations[name];
        float[]? a = null, b = null;
        foreach (var (c, d) in Pairs())
        {
            if (a is not null && b is not null)
            {
                float[] x = [.. a, .. c], y = [.. b, .. d], result = new float[16], halves = new float[16];
                Pair<F8> p = Pair<F8>.Load(Floats.Of(x), 0), q = Pair<F8>.Load(Floats.Of(y), 0);
                Pair<F8>.Store(pair(p, q), Floats.Of(result), 0);
                F8.Store(eight(p.A, q.A), Floats.Of(halves), 0);
                F8.Store(eight(p.B, q.B), Floats.Of(halves), 8);
                for (int lane = 0; lane < 16; lane++)
                    Same(halves[lane], result[lane]);
                int mask = F8.MaskGe(p.A, q.A) | F8.MaskGe(p.B, q.B) << 8;
                Assert.Equal((mask, mask != 0), (Pair<F8>.MaskGe(p, q), Pair<F8>.AnyGe(p, q)));
            }

            (a, b) = (c, d);
        }
    }

    /// <summary>Set bits take consecutive floats and give them back, whatever the width; nothing else is written.</summary>
    [Fact]
    public void Expand_and_compress_follow_the_bits()
    {
        float[] packed = [.. Enumerable.Range(1, 40).Select(k => (float)k)];
        for (int bits = 0; bits < 1 << 16; bits += bits < 256 ? 1 : 37)
        {
            float[] expected = new float[16];
            for (int lane = 0, next = 0; lane < 16; lane++)
                expected[lane] = (bits >> lane & 1) != 0 ? packed[3 + next++] : 0f;
            Unfolds<F1>(packed, expected, bits & 1);
            Unfolds<F8>(packed, expected, bits & 0xff);
            Unfolds<F16>(packed, expected, bits);
            Unfolds<Pair<Pair<F1>>>(packed, expected, bits & 0xf);
            Unfolds<Pair<F8>>(packed, expected, bits);
        }
    }

    private static void Unfolds<T>(float[] packed, float[] expected, int bits)
        where T : struct, ILanes<T>
    {
        float[] row = new float[16], back = new float[40];
        var value = T.Expand(Floats.Of(packed), 3, bits);
        T.Store(value, Floats.Of(row), 0);
        Assert.Equal(expected[..T.Width], row[..T.Width]);
        T.Compress(value, Floats.Of(back), 3, bits);
        Assert.Equal(Enumerable.Range(0, 40).Select(k => k >= 3 && k < 3 + int.PopCount(bits) ? packed[k] : 0f), back);
    }

    [Fact]
    public void Masks_are_bits_of_comparisons()
    {
        foreach (var (a, b) in Pairs())
        {
            int expected = 0;
            for (int lane = 0; lane < 8; lane++)
                expected |= F1.MaskGe(new(a[lane]), new(b[lane])) << lane;
            F8 x = F8.Load(Floats.Of(a), 0), y = F8.Load(Floats.Of(b), 0);
            Assert.Equal(expected, F8.MaskGe(x, y));
            Assert.Equal(expected != 0, F8.AnyGe(x, y));
            if (expected != 0)
                Assert.True((expected >> F8.FirstLane(expected) & 1) == 1 && (expected & ((1 << F8.FirstLane(expected)) - 1)) == 0);
        }
    }

    [Fact]
    public void Powers_of_two_are_exact()
    {
        float[] result = new float[8];
        for (int n = -126; n <= 127; n++)
        {
            F8.Store(F8.Pow2(F8.Of(n)), Floats.Of(result), 0);
            Assert.Equal((float)Math.ScaleB(1.0, n), result[5]);
            Assert.Equal(result[5], F1.Pow2(new(n)).Value);
        }
    }

    [Fact]
    public void Exponent_and_mantissa_make_the_number_again()
    {
        var draws = new Draws(2);
        float[] x = new float[8], e = new float[8], m = new float[8];
        for (int k = 0; k < 20_000; k++)
        {
            // Any positive normal number.
            for (int lane = 0; lane < 8; lane++)
                x[lane] = BitConverter.Int32BitsToSingle((int)((1 + draws.Below(254)) << 23 | (int)(draws.Word() & 0x7fffff)));
            F8.Store(F8.Exponent(F8.Load(Floats.Of(x), 0)), Floats.Of(e), 0);
            F8.Store(F8.Mantissa(F8.Load(Floats.Of(x), 0)), Floats.Of(m), 0);
            for (int lane = 0; lane < 8; lane++)
            {
                Assert.InRange(m[lane], 1f, MathF.BitDecrement(2f));
                Assert.Equal(x[lane], (float)Math.ScaleB((double)m[lane], (int)e[lane]));
                Assert.Equal((e[lane], m[lane]), (F1.Exponent(new(x[lane])).Value, F1.Mantissa(new(x[lane])).Value));
            }
        }
    }

    [Fact]
    public void Halves_of_words_become_the_same_floats()
    {
        var draws = new Draws(3);
        float[] low = new float[16], high = new float[16];
        for (int k = 0; k < 1000; k++)
        {
            uint word = draws.Word();
            W16.StoreHalves(W16.From(word), 0.001f, 0.9f, ref low[0], ref high[0]);
            for (int lane = 0; lane < 16; lane++)
            {
                float oneLow = 0, oneHigh = 0;
                W1.StoreHalves(new(unchecked(word + (uint)lane)), 0.001f, 0.9f, ref oneLow, ref oneHigh);
                Assert.Equal((oneLow, oneHigh), (low[lane], high[lane]));
            }
        }
    }

    private static IEnumerable<(float[] A, float[] B)> Pairs()
    {
        foreach (float a in Special)
        {
            for (int shift = 0; shift < Special.Length; shift += 8)
                yield return ([a, a, a, a, a, a, a, a], Special[shift..(shift + 8)]);
        }

        var draws = new Draws(4);
        for (int k = 0; k < 5000; k++)
            yield return (Random(draws), Random(draws));
    }

    /// <summary>Any bits at all.</summary>
    private static float[] Random(Draws draws) => [.. Enumerable.Range(0, 8).Select(_ => BitConverter.UInt32BitsToSingle(draws.Word()))];

    /// <summary>NaN carries bits that no standard fixes; otherwise all 32 must agree.</summary>
    private static void Same(float expected, float actual) =>
        Assert.True(float.IsNaN(expected) ? float.IsNaN(actual) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual), $"{expected:R} became {actual:R}");
}
