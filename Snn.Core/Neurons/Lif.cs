using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Numerics;

namespace Snn.Core.Neurons;

/// <summary>Leaky integrate-and-fire neuron with exponential synaptic current.
/// <code>
///   tau_m dV/dt = -V + I0 + I(t)      tau_s dI/dt = -I + sum of weights * delta(t - t_arrival)
///   V >= threshold: spike, V := reset, held there for the refractory period while I decays
/// </code>
/// | parameter   | symbol | default | unit |
/// | TauM        | tau_m  | 20      | ms   |
/// | TauS        | tau_s  | 10      | ms   |
/// | Threshold   |        | 1       | of the potential |
/// | Reset       |        | 0       | of the potential |
/// | Refractory  | t_ref  | 3       | ms   |
/// | Current     | I0     | 0       | of the potential |
/// Source: textbook; the closed form for tau_m = 2 tau_s after Golden-type movement cycles, docs/model.md.</summary>
public sealed record Lif
{
    /// <summary>A time that never comes, ms.</summary>
    public const float Never = 1e30f;

    /// <summary>Membrane time constant, ms.</summary>
    public double TauM { get; init; } = 20;

    /// <summary>Synaptic time constant, ms. With exactly half of <see cref="TauM"/> crossings have a closed form; otherwise they are bracketed.</summary>
    public double TauS { get; init; } = 10;

    /// <summary>Threshold.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Potential after a spike.</summary>
    public double Reset { get; init; }

    /// <summary>Absolute refractory period, ms.</summary>
    public double Refractory { get; init; } = 3;

    /// <summary>Constant input, as the potential it would hold the membrane at.</summary>
    public double Current { get; init; }

    /// <summary>Initial potentials are uniform between this and <see cref="InitialMax"/>.</summary>
    public double InitialMin { get; init; }

    /// <summary>See <see cref="InitialMin"/>.</summary>
    public double InitialMax { get; init; }

    /// <summary>What a weight means.</summary>
    public WeightUnit Unit { get; init; } = WeightUnit.PspPeak;

    /// <summary>True if crossings have a closed form.</summary>
    public bool IsDouble => TauM == 2 * TauS;

    /// <summary>What one unit of weight adds to J.</summary>
    public double Kick => Unit == WeightUnit.Current ? TauS / (TauM - TauS) : 1 / Peak;

    /// <summary>Largest value of e^(-t/tau_m) - e^(-t/tau_s), negative if tau_s is the longer.</summary>
    public double Peak
    {
        get
        {
            double t = Math.Log(TauM / TauS) / ((1 / TauS) - (1 / TauM));
            return Math.Exp(-t / TauM) - Math.Exp(-t / TauS);
        }
    }

    /// <summary>Constants for windows of a given length.</summary>
    /// <param name="window">Window, ms.</param>
    public LifConstants Constants(double window)
    {
        float tauM = (float)TauM, tauS = (float)TauS, w = (float)window;
        float rateM = 1f / tauM, rateS = 1f / tauS;
        float m = Portable.Exp(-(w * rateM));
        return new(tauM, tauS, (float)Threshold, (float)Reset, (float)Refractory, (float)Current, rateM, rateS,
            Portable.Exp(-((float)Refractory * rateS)), (float)Math.Abs(Peak), m, IsDouble ? m * m : Portable.Exp(-(w * rateS)));
    }

    /// <summary>Says what is wrong with the parameters, or null.</summary>
    public string? Check()
    {
        if (!(TauM > 0 && double.IsFinite(TauM)))
            return $"tau_m is {TauM} ms; a membrane time constant is positive";
        if (!(TauS > 0 && double.IsFinite(TauS)))
            return $"tau_s is {TauS} ms; a synaptic time constant is positive";
        if (Math.Abs((TauM / TauS) - 1) < 0.01)
            return $"tau_m = {TauM} ms and tau_s = {TauS} ms are within 1 % of each other, where the exact solution is singular; move one of them";
        if (!(Refractory >= 0.01 && double.IsFinite(Refractory)))
            return $"the refractory period is {Refractory} ms; it must be at least 0.01 ms, or a strong input fires endlessly";
        if (!(Threshold > Reset))
            return $"the threshold {Threshold} is not above the reset {Reset}";
        if (!double.IsFinite(Current) || !double.IsFinite(Threshold) || !double.IsFinite(Reset))
            return "threshold, reset and current must be finite";
        if (!(InitialMin <= InitialMax && InitialMax < Threshold))
            return $"initial potentials from {InitialMin} to {InitialMax}: ascending and below the threshold {Threshold}";
        return null;
    }
}

/// <summary>What a weight of 1 means.</summary>
public enum WeightUnit
{
    /// <summary>A single input of weight 1 to a resting neuron peaks at a potential of 1.</summary>
    PspPeak,

    /// <summary>An input of weight 1 adds 1 to the synaptic current I.</summary>
    Current,
}

/// <summary>tau_m = 2 tau_s: with y = e^(-t/tau_m), V is a parabola in y and its crossing a square root.</summary>
/// <typeparam name="T">Lanes.</typeparam>
public readonly struct DoubleTau<T> : IMembrane<T>
    where T : struct, ILanes<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Decay(LifConstants c, T dt, out T m, out T s)
    {
        m = Portable.Exp(T.Of(0f) - dt * T.Of(c.RateM));
        s = m * m;
    }

    /// <inheritdoc/>
    /// <remarks>threshold - V = J y^2 - b y + h, with b = V - I0 + J and h = threshold - I0, is positive at y = 1.
    /// For b >= 0 the first crossing is at (b + sqrt D) / 2J if J > 0; for b &lt; 0 it is at 2h / (b - sqrt D), below 1 only if h &lt; 0.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Crossing(LifConstants c, T v, T j, T dt, T m, T s)
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
        if (!T.AnyGe(y, m))
            return never;
        var time = zero - T.Of(c.TauM) * Portable.Log(T.IfGe(y, tiny, y, one));
        return T.IfGe(y, m, T.IfGe(y, tiny, time, never), never);
    }
}
