using Snn.Core.Memory;

namespace Snn.Core.Lanes;

/// <summary>Some floats side by side. Models are written once over this; <see cref="F1"/> is what kernels and scalar code use,
/// <see cref="F8"/> and <see cref="F16"/> are eight and sixteen at a time. Every operation is elementwise and correctly rounded, so the width never shows in a result.</summary>
/// <typeparam name="T">The implementing type.</typeparam>
public interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Width { get; }

    /// <summary>The mask of all lanes.</summary>
    static abstract int All { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract T Of(float value);

    /// <summary>Reads <see cref="Width"/> consecutive floats, the first of them <paramref name="k"/> words behind an address.</summary>
    static abstract T Load<M>(M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct;

    /// <summary>Writes <see cref="Width"/> consecutive floats, the first of them <paramref name="k"/> words behind an address.</summary>
    static abstract void Store<M>(T value, M mem, int at, int k = 0)
        where M : struct, IMem, allows ref struct;

    /// <summary>Lanes whose bit is set get consecutive floats, in order; the others zero. Up to <see cref="Width"/> words may be read.</summary>
    static abstract T Expand<M>(M mem, int at, int bits)
        where M : struct, IMem, allows ref struct;

    /// <summary>Writes the lanes whose bit is set to consecutive floats, in order, and no others.</summary>
    static abstract void Compress<M>(T value, M mem, int at, int bits)
        where M : struct, IMem, allows ref struct;

    /// <summary>Sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>Difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>Product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>Quotient.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>Square root.</summary>
    static abstract T Sqrt(T a);

    /// <summary>Lane by lane: <c>a &gt;= b ? x : y</c>.</summary>
    static abstract T IfGe(T a, T b, T x, T y);

    /// <summary>True if <c>a &gt;= b</c> in any lane.</summary>
    static abstract bool AnyGe(T a, T b);

    /// <summary>Bit l is set if <c>a &gt;= b</c> in lane l.</summary>
    static abstract int MaskGe(T a, T b);

    /// <summary>Lowest lane whose bit is set in a mask that is not 0.</summary>
    static abstract int FirstLane(int mask);

    /// <summary>Sum of the lanes in one fixed tree: halves onto each other until one is left.</summary>
    static abstract float Sum(T a);

    /// <summary>2^n for a whole number n in [-126, 127].</summary>
    static abstract T Pow2(T n);

    /// <summary>Binary exponent of a positive normal number, as a float.</summary>
    static abstract T Exponent(T a);

    /// <summary>Mantissa in [1, 2) of a positive normal number.</summary>
    static abstract T Mantissa(T a);
}
