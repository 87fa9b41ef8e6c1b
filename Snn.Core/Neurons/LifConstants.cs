using System.Runtime.CompilerServices;
using Snn.Core.Memory;

namespace Snn.Core.Neurons;

/// <summary>Constants of a LIF population, computed once when the network is built.</summary>
/// <param name="TauM">Membrane time constant, ms.</param>
/// <param name="TauS">Synaptic time constant, ms.</param>
/// <param name="Threshold">Threshold.</param>
/// <param name="Reset">Potential after a spike and during refractoriness.</param>
/// <param name="Refractory">Absolute refractory period, ms.</param>
/// <param name="Current">Constant input, as the potential it would hold the membrane at.</param>
/// <param name="RateM">1 / tau_m.</param>
/// <param name="RateS">1 / tau_s.</param>
/// <param name="RefractoryDecay">exp(-refractory / tau_s).</param>
/// <param name="Peak">Largest value of |e^(-t/tau_m) - e^(-t/tau_s)|.</param>
/// <param name="WindowM">exp(-window / tau_m).</param>
/// <param name="WindowS">exp(-window / tau_s).</param>
public readonly record struct LifConstants(
    float TauM, float TauS, float Threshold, float Reset, float Refractory, float Current,
    float RateM, float RateS, float RefractoryDecay, float Peak, float WindowM, float WindowS)
{
    /// <summary>Reads them from a population's descriptor.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="at">Address of the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LifConstants Load<M>(M mem, int at)
        where M : struct, IMem => new(
            mem.F(at), mem.F(at + 1), mem.F(at + 2), mem.F(at + 3), mem.F(at + 4), mem.F(at + 5),
            mem.F(at + 6), mem.F(at + 7), mem.F(at + 8), mem.F(at + 9), mem.F(at + 10), mem.F(at + 11));

    /// <summary>Writes them.</summary>
    public void Save<M>(M mem, int at)
        where M : struct, IMem
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
