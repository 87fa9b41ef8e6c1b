using System.Runtime.CompilerServices;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Lanes;

/// <summary>Two sets of lanes side by side: work on one goes on while a division of the other is under way.</summary>
/// <typeparam name="T">One of the two.</typeparam>
public readonly struct Pair<T> : ILanes<Pair<T>>
    where T : struct, ILanes<T>
{
    /// <summary>The two.</summary>
    public readonly T A, B;

    /// <summary>Puts two together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pair(T a, T b)
    {
        A = a;
        B = b;
    }

    /// <inheritdoc/>
    public static int Width => 2 * T.Width;

    /// <inheritdoc/>
    public static int All => T.All | T.All << T.Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Of(float value) => new(T.Of(value), T.Of(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Load<M>(M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct => new(T.Load(mem, at, k), T.Load(mem, at, k + T.Width));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<M>(Pair<T> value, M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct
    {
        T.Store(value.A, mem, at, k);
        T.Store(value.B, mem, at, k + T.Width);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Expand<M>(M mem, int at, int bits)
        where M : struct, IMem, allows ref struct => new(T.Expand(mem, at, bits & T.All), T.Expand(mem, at + Ones.Count(bits & T.All), bits >> T.Width & T.All));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compress<M>(Pair<T> value, M mem, int at, int bits)
        where M : struct, IMem, allows ref struct
    {
        T.Compress(value.A, mem, at, bits & T.All);
        T.Compress(value.B, mem, at + Ones.Count(bits & T.All), bits >> T.Width & T.All);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> operator +(Pair<T> a, Pair<T> b) => new(a.A + b.A, a.B + b.B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> operator -(Pair<T> a, Pair<T> b) => new(a.A - b.A, a.B - b.B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> operator *(Pair<T> a, Pair<T> b) => new(a.A * b.A, a.B * b.B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> operator /(Pair<T> a, Pair<T> b) => new(a.A / b.A, a.B / b.B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Sqrt(Pair<T> a) => new(T.Sqrt(a.A), T.Sqrt(a.B));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> IfGe(Pair<T> a, Pair<T> b, Pair<T> x, Pair<T> y) => new(T.IfGe(a.A, b.A, x.A, y.A), T.IfGe(a.B, b.B, x.B, y.B));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGe(Pair<T> a, Pair<T> b) => T.AnyGe(a.A, b.A) || T.AnyGe(a.B, b.B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MaskGe(Pair<T> a, Pair<T> b) => T.MaskGe(a.A, b.A) | T.MaskGe(a.B, b.B) << T.Width;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstLane(int mask) => (mask & T.All) != 0 ? T.FirstLane(mask & T.All) : T.Width + T.FirstLane(mask >> T.Width);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Pair<T> a) => T.Sum(a.A + a.B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Pow2(Pair<T> n) => new(T.Pow2(n.A), T.Pow2(n.B));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Exponent(Pair<T> a) => new(T.Exponent(a.A), T.Exponent(a.B));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Mantissa(Pair<T> a) => new(T.Mantissa(a.A), T.Mantissa(a.B));
}
