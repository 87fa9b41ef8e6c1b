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

    /// <summary>Rounds to multiples of about 1e-20 what is smaller than 1e-13, so that what decays becomes zero: left alone it would decay
    /// into numbers that processors and kernels treat slowly or differently. Larger values pass unchanged but for their last bit's rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Flush<T>(T x)
        where T : struct, ILanes<T> => x + T.Of(1e-13f) - T.Of(1e-13f);

    /// <summary>At least 0 where the potential might reach threshold without further input: it never exceeds what it has above rest plus the
    /// largest PSP of its drive. Cheap, and nearly exact for a neuron at rest.</summary>
    /// <param name="above">Potential above its rest.</param>
    /// <param name="j">Synaptic drive.</param>
    /// <param name="peak">Largest PSP of a unit of drive.</param>
    /// <param name="room">Threshold above rest.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Bound<T>(T above, T j, T peak, T room)
        where T : struct, ILanes<T>
    {
        var psp = j * peak;
        var zero = T.Of(0f);
        psp = T.IfGe(psp, zero, psp, zero - psp);
        return T.IfGe(above, zero, above, zero) + psp - room;
    }

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
            // With tau_m = 2 tau_s it is y - y^2 at y = 1/2, exactly.
            if (IsDouble)
                return 0.25;
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
        return new()
        {
            TauM = tauM,
            TauS = tauS,
            Threshold = (float)Threshold,
            Reset = (float)Reset,
            Refractory = (float)Refractory,
            Current = (float)Current,
            RateM = rateM,
            RateS = rateS,
            RefractoryDecay = Portable.Exp(-((float)Refractory * rateS)),
            Peak = (float)Math.Abs(Peak),
            WindowM = m,
            WindowS = IsDouble ? m * m : Portable.Exp(-(w * rateS)),
        };
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
