using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Numerics;

namespace Snn.Core.Neurons;

/// <summary>tau_m = 2 tau_s: with y = e^(-t/tau_m), V is a parabola in y and its crossing a square root.</summary>
/// <typeparam name="T">Lanes.</typeparam>
public readonly struct DoubleTau<T> : IMembrane<T>
    where T : struct, ILanes<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Decay(in LifConstants c, T dt, out T m, out T s)
    {
        m = Portable.Exp(T.Of(0f) - dt * T.Of(c.RateM));
        s = m * m;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Reach(in LifConstants c, T v, T j, T m, T end)
    {
        // V rises and falls in between if its peak, at y = b / 2J, lies inside; it gets to the threshold if b^2 >= 4 J h.
        var never = T.Of(-1f);
        var b = v - T.Of(c.Current) + j;
        var twice = j + j;
        var reach = b * b - (twice + twice) * T.Of(c.Threshold - c.Current);
        reach = T.IfGe(b, twice * m, T.IfGe(twice, b, reach, never), never);
        var threshold = T.Of(c.Threshold);
        return T.IfGe(end, threshold, T.Of(0f), T.IfGe(v, threshold, T.Of(0f), T.IfGe(j, T.Of(1e-30f), reach, never)));
    }

    /// <inheritdoc/>
    /// <remarks>threshold - V = J y^2 - b y + h, with b = V - I0 + J and h = threshold - I0, is positive at y = 1.
    /// For b >= 0 the first crossing is at (b + sqrt D) / 2J if J > 0; for b &lt; 0 it is at 2h / (b - sqrt D), below 1 only if h &lt; 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Crossing(in LifConstants c, T v, T j, T dt, T m, T s, out T left)
    {
        var zero = T.Of(0f);
        var one = T.Of(1f);
        var tiny = T.Of(1e-37f);
        var h = T.Of(c.Threshold - c.Current);
        var b = v - T.Of(c.Current) + j;
        var d = b * b - T.Of(4f) * j * h;
        var root = T.Sqrt(T.IfGe(d, zero, d, zero));
        var rising = T.IfGe(j, tiny, (b + root) / (j + j), zero);
        T y;
        if (c.Current < c.Threshold)
        {
            // The resting neuron is silent: only the rising branch can cross.
            y = T.IfGe(b, zero, T.IfGe(d, zero, rising, zero), zero);
        }
        else
        {
            var driven = (h + h) / (b - root);
            y = T.IfGe(d, zero, T.IfGe(b, zero, rising, driven), zero);
        }

        // Rounding can leave V at the threshold itself: such a neuron fires at once.
        y = T.IfGe(v, T.Of(c.Threshold), one, y);
        y = T.IfGe(one, y, y, zero);
        var never = T.Of(Lif.Never);
        left = y * y;
        var time = zero - T.Of(c.TauM) * Portable.Log(T.IfGe(y, tiny, y, one));
        return T.IfGe(y, m, T.IfGe(y, tiny, time, never), never);
    }
}
