using Snn.Core.Memory;

namespace Snn.Core.Lanes;

/// <summary>One float: the lanes of kernels and of scalar code.</summary>
public readonly struct F1 : ILanes<F1>
{
    /// <summary>The float.</summary>
    public readonly float Value;

    /// <summary>Wraps a float.</summary>
    public F1(float value) => Value = value;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static int All => 1;

    /// <inheritdoc/>
    public static F1 Of(float value) => new(value);

    /// <inheritdoc/>
    public static F1 Load<M>(M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct => new(mem.F(at, k));

    /// <inheritdoc/>
    public static void Store<M>(F1 value, M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct => mem.F(at, k) = value.Value;

    /// <inheritdoc/>
    public static F1 Expand<M>(M mem, int at, int bits)
        where M : struct, IMem, allows ref struct => new((bits & 1) != 0 ? mem.F(at) : 0f);

    /// <inheritdoc/>
    public static void Compress<M>(F1 value, M mem, int at, int bits)
        where M : struct, IMem, allows ref struct
    {
        if ((bits & 1) != 0)
            mem.F(at) = value.Value;
    }

    /// <inheritdoc/>
    public static F1 operator +(F1 a, F1 b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static F1 operator -(F1 a, F1 b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static F1 operator *(F1 a, F1 b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static F1 operator /(F1 a, F1 b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static F1 Sqrt(F1 a) => new(MathF.Sqrt(a.Value));

    /// <inheritdoc/>
    public static F1 IfGe(F1 a, F1 b, F1 x, F1 y) => a.Value >= b.Value ? x : y;

    /// <inheritdoc/>
    public static bool AnyGe(F1 a, F1 b) => a.Value >= b.Value;

    /// <inheritdoc/>
    public static int MaskGe(F1 a, F1 b) => a.Value >= b.Value ? 1 : 0;

    /// <inheritdoc/>
    public static int FirstLane(int mask) => 0;

    /// <inheritdoc/>
    public static float Sum(F1 a) => a.Value;

    /// <inheritdoc/>
    public static F1 Pow2(F1 n) => new(BitConverter.Int32BitsToSingle(((int)n.Value + 127) << 23));

    /// <inheritdoc/>
    public static F1 Exponent(F1 a) => new((BitConverter.SingleToInt32Bits(a.Value) >> 23) - 127);

    /// <inheritdoc/>
    public static F1 Mantissa(F1 a) =>
        new(BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(a.Value) & 0x7fffff) | 0x3f800000));
}
