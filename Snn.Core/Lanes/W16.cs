using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Snn.Core.Lanes;

/// <summary>Sixteen 32-bit words in two 256-bit registers. Without AVX2 the products are formed lane by lane.</summary>
public readonly struct W16 : IWords<W16>
{
    /// <summary>Lanes 0 to 7.</summary>
    public readonly Vector256<uint> A;

    /// <summary>Lanes 8 to 15.</summary>
    public readonly Vector256<uint> B;

    /// <summary>Wraps two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public W16(Vector256<uint> a, Vector256<uint> b)
    {
        A = a;
        B = b;
    }

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W16 Of(uint value) => new(Vector256.Create(value), Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W16 From(uint first)
    {
        var a = Vector256.Create(first) + Vector256<uint>.Indices;
        return new(a, a + Vector256.Create(8u));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W16 operator ^(W16 a, W16 b) => new(a.A ^ b.A, a.B ^ b.B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(W16 a, uint by, out W16 high, out W16 low)
    {
        Multiply(a.A, by, out var highA, out var lowA);
        Multiply(a.B, by, out var highB, out var lowB);
        high = new(highA, highB);
        low = new(lowA, lowB);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(W16 a, float scale, float offset, ref float low, ref float high)
    {
        Halves(a.A, scale, offset, ref low, ref high);
        Halves(a.B, scale, offset, ref Unsafe.Add(ref low, 8), ref Unsafe.Add(ref high, 8));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUnit(W16 a, ref float at)
    {
        Unit(a.A, ref at);
        Unit(a.B, ref Unsafe.Add(ref at, 8));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(W16 a, ref int at)
    {
        a.A.AsInt32().StoreUnsafe(ref at);
        a.B.AsInt32().StoreUnsafe(ref Unsafe.Add(ref at, 8));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unit(Vector256<uint> a, ref float at) =>
        ((Vector256.ConvertToSingle((a >> 9).AsInt32()) + Vector256.Create(0.5f)) * Vector256.Create(1f / 8388608f)).StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<uint> a, float scale, float offset, ref float low, ref float high)
    {
        var half = Vector256.Create(0.5f);
        var s = Vector256.Create(scale);
        var o = Vector256.Create(offset);
        ((Vector256.ConvertToSingle((a & Vector256.Create(0xffffu)).AsInt32()) + half) * s + o).StoreUnsafe(ref low);
        ((Vector256.ConvertToSingle((a >> 16).AsInt32()) + half) * s + o).StoreUnsafe(ref high);
    }

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
