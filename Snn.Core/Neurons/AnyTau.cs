using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Numerics;

namespace Snn.Core.Neurons;

/// <summary>Any two different time constants: V has at most one extremum, which splits the interval into monotone pieces;
/// the first that changes sign is searched by Newton steps that fall back to bisection, so the bracket never loses the root.</summary>
/// <typeparam name="T">Lanes.</typeparam>
public readonly struct AnyTau<T> : IMembrane<T>
    where T : struct, ILanes<T>
{
    private const int MaxSteps = 40;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Decay(in LifConstants c, T dt, out T m, out T s)
    {
        var back = T.Of(0f) - dt;
        m = Portable.Exp(back * T.Of(c.RateM));
        s = Portable.Exp(back * T.Of(c.RateS));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Reach(in LifConstants c, T v, T j, T m, T end)
    {
        if (c.Current >= c.Threshold)
            return T.Of(0f);
        var zero = T.Of(0f);
        var rest = v - T.Of(c.Current);
        var size = T.IfGe(j, zero, j, zero - j);
        return T.IfGe(rest, zero, rest, zero) + size * T.Of(c.Peak) - T.Of(c.Threshold - c.Current);
    }

    /// <inheritdoc/>
    public static T Crossing(in LifConstants c, T v, T j, T dt, T m, T s, out T left)
    {
        var zero = T.Of(0f);
        var one = T.Of(1f);
        var never = T.Of(Lif.Never);
        var threshold = T.Of(c.Threshold);
        var below = T.Of(c.Current - c.Threshold);
        var a = v - T.Of(c.Current) + j;
        var size = T.IfGe(j, zero, j, zero - j);

        // The extremum, if it lies within reach: e^(-t (1/tau_s - 1/tau_m)) = a tau_s / (J tau_m).
        var tiny = T.Of(1e-30f);
        var q = T.IfGe(size, tiny, a * T.Of(c.TauS * c.RateM) / T.IfGe(size, tiny, j, one), zero);
        q = T.IfGe(q, tiny, q, one);
        var turn = zero - Portable.Log(q) / T.Of(c.RateS - c.RateM);
        turn = T.IfGe(turn, zero, turn, dt);
        turn = T.IfGe(turn, dt, dt, turn);
        var atTurn = Value(c, a, j, below, turn);
        var atEnd = below + a * m - j * s;

        var low = T.IfGe(atTurn, zero, zero, turn);
        var high = T.IfGe(atTurn, zero, turn, dt);
        var found = T.IfGe(atTurn, zero, one, T.IfGe(atEnd, zero, one, zero));
        var now = T.IfGe(v, threshold, one, zero);
        found = T.IfGe(now, one, one, found);
        left = one;
        if (!T.AnyGe(found, one))
            return never;

        var t = T.Of(0.5f) * (low + high);
        for (int i = 0; i < MaxSteps; i++)
        {
            Decay(c, t, out var tm, out var ts);
            var f = below + a * tm - j * ts;
            var slope = j * T.Of(c.RateS) * ts - a * T.Of(c.RateM) * tm;

            // A lane that has converged no longer moves, so that its neighbours' steps cannot change it.
            var precision = T.Of(2e-7f) * high + T.Of(1e-9f);
            var open = T.IfGe(precision, high - low, zero, one);
            low = T.IfGe(open, one, T.IfGe(f, zero, low, t), low);
            high = T.IfGe(open, one, T.IfGe(f, zero, t, high), high);
            var middle = T.Of(0.5f) * (low + high);
            var newton = t - f / T.IfGe(slope, tiny, slope, tiny);

            // A step lands a hair beyond the root by turns, so that both ends of the bracket close in.
            newton = newton + T.IfGe(f, zero, zero - precision, precision) * T.Of(0.5f);
            var inside = T.IfGe(newton, low, T.IfGe(high, newton, newton, middle), middle);
            t = T.IfGe(open, one, T.IfGe(slope, tiny, inside, middle), t);
            if (!T.AnyGe(open, one))
                i = MaxSteps;
        }

        var crossing = T.IfGe(now, one, zero, high);
        Decay(in c, crossing, out _, out left);
        return T.IfGe(found, one, crossing, never);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Value(in LifConstants c, T a, T j, T below, T t)
    {
        Decay(c, t, out var m, out var s);
        return below + a * m - j * s;
    }
}
