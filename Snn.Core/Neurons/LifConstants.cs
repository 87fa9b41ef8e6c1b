using System.Runtime.CompilerServices;
using Snn.Core.Memory;

namespace Snn.Core.Neurons;

/// <summary>Constants of a LIF population, computed once when the network is built and kept in its descriptor. Plain fields: properties would
/// use up the compiler's patience for inlining.</summary>
public struct LifConstants
{
    /// <summary>Words they take.</summary>
    public const int Words = 12;

    /// <summary>Time constants of membrane and synapse, ms.</summary>
    public float TauM, TauS;

    /// <summary>Threshold; potential after a spike and during refractoriness; absolute refractory period, ms.</summary>
    public float Threshold, Reset, Refractory;

    /// <summary>Constant input, as the potential it would hold the membrane at.</summary>
    public float Current;

    /// <summary>1 / tau_m and 1 / tau_s.</summary>
    public float RateM, RateS;

    /// <summary>exp(-refractory / tau_s).</summary>
    public float RefractoryDecay;

    /// <summary>Largest value of |e^(-t/tau_m) - e^(-t/tau_s)|.</summary>
    public float Peak;

    /// <summary>exp(-window / tau_m) and exp(-window / tau_s).</summary>
    public float WindowM, WindowS;

    /// <summary>Reads them from a population's descriptor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LifConstants Load<M>(M mem, int at)
        where M : struct, IMem, allows ref struct
    {
        LifConstants c;
        c.TauM = mem.F(at);
        c.TauS = mem.F(at + 1);
        c.Threshold = mem.F(at + 2);
        c.Reset = mem.F(at + 3);
        c.Refractory = mem.F(at + 4);
        c.Current = mem.F(at + 5);
        c.RateM = mem.F(at + 6);
        c.RateS = mem.F(at + 7);
        c.RefractoryDecay = mem.F(at + 8);
        c.Peak = mem.F(at + 9);
        c.WindowM = mem.F(at + 10);
        c.WindowS = mem.F(at + 11);
        return c;
    }

    /// <summary>Writes them.</summary>
    public readonly void Save<M>(M mem, int at)
        where M : struct, IMem, allows ref struct
    {
        mem.F(at) = TauM;
        mem.F(at + 1) = TauS;
        mem.F(at + 2) = Threshold;
        mem.F(at + 3) = Reset;
        mem.F(at + 4) = Refractory;
        mem.F(at + 5) = Current;
        mem.F(at + 6) = RateM;
        mem.F(at + 7) = RateS;
        mem.F(at + 8) = RefractoryDecay;
        mem.F(at + 9) = Peak;
        mem.F(at + 10) = WindowM;
        mem.F(at + 11) = WindowS;
    }
}
