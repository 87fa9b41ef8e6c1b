using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Snn.Core.Lanes;

/// <summary>Sixteen 32-bit words: one 512-bit register, or two of 256 bits where there are no longer ones. Without AVX2 the products are
/// formed lane by lane.</summary>
public readonly struct W16 : IWords<W16>
{
    /// <summary>The words.</summary>
    public readonly Vector512<uint> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public W16(Vector512<uint> value) => Value = value;

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W16 Of(uint value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W16 From(uint first) => new(Vector512.Create(first) + Vector512<uint>.Indices);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W16 operator ^(W16 a, W16 b) => new(a.Value ^ b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(W16 a, uint by, out W16 high, out W16 low)
    {
        if (Avx512F.IsSupported)
        {
            // Products of the even lanes and of the odd ones, 64 bits each, then sorted into high and low words.
            var m = Vector512.Create(by);
            var even = Avx512F.Multiply(a.Value, m).AsUInt32();
            var odd = Avx512F.Multiply((a.Value.AsUInt64() >> 32).AsUInt32(), m).AsUInt32();
            var odds = Vector512.Create(0xffffffff_00000000ul).AsUInt32();
            high = new(Vector512.ConditionalSelect(odds, odd, (even.AsUInt64() >> 32).AsUInt32()));
            low = new(Vector512.ConditionalSelect(odds, (odd.AsUInt64() << 32).AsUInt32(), even));
            return;
        }

        Multiply(a.Value.GetLower(), by, out var highA, out var lowA);
        Multiply(a.Value.GetUpper(), by, out var highB, out var lowB);
        high = new(Vector512.Create(highA, highB));
        low = new(Vector512.Create(lowA, lowB));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(W16 a, float scale, float offset, ref float low, ref float high)
    {
        var half = Vector512.Create(0.5f);
        var s = Vector512.Create(scale);
        var o = Vector512.Create(offset);
        ((Vector512.ConvertToSingle((a.Value & Vector512.Create(0xffffu)).AsInt32()) + half) * s + o).StoreUnsafe(ref low);
        ((Vector512.ConvertToSingle((a.Value >> 16).AsInt32()) + half) * s + o).StoreUnsafe(ref high);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUnit(W16 a, ref float at) =>
        ((Vector512.ConvertToSingle((a.Value >> 9).AsInt32()) + Vector512.Create(0.5f)) * Vector512.Create(1f / 8388608f)).StoreUnsafe(ref at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(W16 a, ref int at) => a.Value.AsInt32().StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(Vector256<uint> a, uint by, out Vector256<uint> high, out Vector256<uint> low)
    {
        if (!Avx2.IsSupported)
        {
            high = low = default;
            for (int i = 0; i < 8; i++)
            {
                ulong product = (ulong)a.GetElement(i) * by;
                high = high.WithElement(i, (uint)(product >> 32));
                low = low.WithElement(i, (uint)product);
            }

            return;
        }

        var m = Vector256.Create(by);
        var even = Avx2.Multiply(a, m).AsUInt32();
        var odd = Avx2.Multiply((a.AsUInt64() >> 32).AsUInt32(), m).AsUInt32();
        high = Avx2.Blend((even.AsUInt64() >> 32).AsUInt32(), odd, 0b10101010);
        low = Avx2.Blend(even, (odd.AsUInt64() << 32).AsUInt32(), 0b10101010);
    }
}
