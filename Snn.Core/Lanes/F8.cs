using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Snn.Core.Memory;

namespace Snn.Core.Lanes;

/// <summary>Eight floats in one 256-bit register.</summary>
public readonly struct F8 : ILanes<F8>
{
    /// <summary>The floats.</summary>
    public readonly Vector256<float> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F8(Vector256<float> value) => Value = value;

    /// <inheritdoc/>
    public static int Width => 8;

    /// <inheritdoc/>
    public static int All => 0xff;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Of(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Load<M>(M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct => new(Vector256.LoadUnsafe(ref mem.F(at, k)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<M>(F8 value, M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct => value.Value.StoreUnsafe(ref mem.F(at, k));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Expand<M>(M mem, int at, int bits)
        where M : struct, IMem, allows ref struct
    {
        // A byte for each lane, 1 where its bit is set; times a row of ones, the number of set bits before each lane: which float it gets.
        ulong ones = ((ulong)(bits & 0x7f) * 0x02040810204081 & 0x01010101010101) | (ulong)(bits & 0x80) << 49;
        var (low, high) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalar(ones * 0x0101010101010100).AsByte()));
        var lanes = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        var there = Vector256.Equals(Vector256.Create(bits) & lanes, lanes).AsSingle();
        return new(Vector256.ShuffleNative(Vector256.LoadUnsafe(ref mem.F(at)), Vector256.Create(low, high).AsInt32()) & there);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compress<M>(F8 value, M mem, int at, int bits)
        where M : struct, IMem, allows ref struct
    {
        for (; bits != 0; bits &= bits - 1)
            mem.F(at++) = value.Value.GetElement(BitOperations.TrailingZeroCount(bits));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator +(F8 a, F8 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator -(F8 a, F8 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator *(F8 a, F8 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 operator /(F8 a, F8 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Sqrt(F8 a) => new(Vector256.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 IfGe(F8 a, F8 b, F8 x, F8 y) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGe(F8 a, F8 b) => Vector256.GreaterThanOrEqual(a.Value, b.Value).ExtractMostSignificantBits() != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MaskGe(F8 a, F8 b) => (int)Vector256.GreaterThanOrEqual(a.Value, b.Value).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstLane(int mask) => BitOperations.TrailingZeroCount(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(F8 a)
    {
        return Tree(a.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Tree(Vector256<float> a)
    {
        var four = a.GetLower() + a.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Pow2(F8 n) =>
        new(((Vector256.ConvertToInt32Native(n.Value) + Vector256.Create(127)) << 23).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Exponent(F8 a) => new(Vector256.ConvertToSingle((a.Value.AsInt32() >> 23) - Vector256.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F8 Mantissa(F8 a) =>
        new(((a.Value.AsInt32() & Vector256.Create(0x7fffff)) | Vector256.Create(0x3f800000)).AsSingle());
}
