using System.Runtime.CompilerServices;
using Snn.Core.Lanes;

namespace Snn.Core.Numerics;

/// <summary>exp and log made of + - * / alone: the same bits on every processor and in every kernel.
/// Relative error of <see cref="Exp{T}"/> below 2e-7; absolute error of <see cref="Log{T}"/> below 2e-7 near 1 and 4e-7 of the result elsewhere.</summary>
public static class Portable
{
    /// <summary>e^x, held at e^-80 below -80 and held at e^88 above 88.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        x = T.IfGe(x, T.Of(-80f), x, T.Of(-80f));
        x = T.IfGe(x, T.Of(88f), T.Of(88f), x);

        // Adding 1.5 * 2^23 rounds to a whole number; ln 2 is split in two so that x - n ln 2 stays exact.
        var magic = T.Of(12582912f);
        var n = x * T.Of(1.44269504f) + magic - magic;
        var r = x - n * T.Of(0.693359375f) - n * T.Of(-2.12194440e-4f);
        var p = T.Of(1.9875691500e-4f);
        p = p * r + T.Of(1.3981999507e-3f);
        p = p * r + T.Of(8.3334519073e-3f);
        p = p * r + T.Of(4.1665795894e-2f);
        p = p * r + T.Of(1.6666665459e-1f);
        p = p * r + T.Of(5.0000001201e-1f);
        return (p * r * r + r + T.Of(1f)) * T.Pow2(n);
    }

    /// <summary>Natural logarithm of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, ILanes<T>
    {
        var one = T.Of(1f);
        var m = T.Mantissa(x);
        var e = T.Exponent(x);
        var root = T.Of(1.41421356f);
        e = T.IfGe(m, root, e + one, e);
        m = T.IfGe(m, root, m * T.Of(0.5f), m) - one;
        var p = T.Of(7.0376836292e-2f);
        p = p * m + T.Of(-1.1514610310e-1f);
        p = p * m + T.Of(1.1676998740e-1f);
        p = p * m + T.Of(-1.2420140846e-1f);
        p = p * m + T.Of(1.4249322787e-1f);
        p = p * m + T.Of(-1.6668057665e-1f);
        p = p * m + T.Of(2.0000714765e-1f);
        p = p * m + T.Of(-2.4999993993e-1f);
        p = p * m + T.Of(3.3333331174e-1f);
        var z = m * m;
        var y = p * m * z + e * T.Of(-2.12194440e-4f) - z * T.Of(0.5f);
        return m + y + e * T.Of(0.693359375f);
    }

    /// <summary>e^x of one float.</summary>
    public static float Exp(float x) => Exp(new F1(x)).Value;

    /// <summary>Natural logarithm of one positive float.</summary>
    public static float Log(float x) => Log(new F1(x)).Value;
}
