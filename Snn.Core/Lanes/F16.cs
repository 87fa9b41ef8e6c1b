using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Snn.Core.Memory;

namespace Snn.Core.Lanes;

/// <summary>Sixteen floats in one 512-bit register, for processors that have them.</summary>
public readonly struct F16 : ILanes<F16>
{
    /// <summary>The floats.</summary>
    public readonly Vector512<float> Value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public F16(Vector512<float> value) => Value = value;

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    public static int All => 0xffff;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Of(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Load<M>(M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct => new(Vector512.LoadUnsafe(ref mem.F(at, k)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<M>(F16 value, M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct => value.Value.StoreUnsafe(ref mem.F(at, k));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Expand<M>(M mem, int at, int bits)
        where M : struct, IMem, allows ref struct
    {
        int low = bits & 0xff, high = bits >> 8;
        var first = F8.Expand(mem, at, low).Value;
        return new(Vector512.Create(first, high == 0 ? default : F8.Expand(mem, at + BitOperations.PopCount((uint)low), high).Value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compress<M>(F16 value, M mem, int at, int bits)
        where M : struct, IMem, allows ref struct
    {
        int low = bits & 0xff;
        F8.Compress(new(value.Value.GetLower()), mem, at, low);
        F8.Compress(new(value.Value.GetUpper()), mem, at + BitOperations.PopCount((uint)low), bits >> 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator +(F16 a, F16 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator -(F16 a, F16 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator *(F16 a, F16 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 operator /(F16 a, F16 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Sqrt(F16 a) => new(Vector512.Sqrt(a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 IfGe(F16 a, F16 b, F16 x, F16 y) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(a.Value, b.Value), x.Value, y.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGe(F16 a, F16 b) => Vector512.GreaterThanOrEqual(a.Value, b.Value).ExtractMostSignificantBits() != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MaskGe(F16 a, F16 b) => (int)Vector512.GreaterThanOrEqual(a.Value, b.Value).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstLane(int mask) => BitOperations.TrailingZeroCount(mask);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(F16 a)
    {
        var eight = a.Value.GetLower() + a.Value.GetUpper();
        return F8.Tree(eight);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Pow2(F16 n) =>
        new(((Vector512.ConvertToInt32Native(n.Value) + Vector512.Create(127)) << 23).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Exponent(F16 a) => new(Vector512.ConvertToSingle((a.Value.AsInt32() >> 23) - Vector512.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F16 Mantissa(F16 a) =>
        new(((a.Value.AsInt32() & Vector512.Create(0x7fffff)) | Vector512.Create(0x3f800000)).AsSingle());
}
