using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Plasticity;

/// <summary>STDP over all pairs of spikes, applied at the moment of a spike inside the touched solver, with one trace a source and one a target.
/// <code>
///   x_i: += 1 when a spike of i arrives, decays with tau+       y_j: += 1 when j fires, decays with tau-
///   j fires:    w += f+(w) x_i                                  i arrives:  w -= f-(w) y_j
/// </code>
/// What f+ and f- are is the rule's own. A spike that arrives in the very instant the neuron fires counts as later: it neither helped nor is
/// paired. Each trace is one number per neuron and projection, decayed when next read.</summary>
public abstract record TracedStdp : PlasticityRule
{
    /// <summary>Time constant tau+ of potentiation, ms.</summary>
    public double TauPlus { get; init; } = 20;

    /// <summary>Time constant tau- of depression, ms.</summary>
    public double TauMinus { get; init; } = 20;

    /// <summary>Which f+ and f- the solver uses: the word <see cref="Proj.StdpForm"/>.</summary>
    internal abstract int Form { get; }

    /// <summary>Words of <see cref="Proj.Stdp"/>: those of f+ and f- at zero lag, tau+, tau-, then the rule's own.</summary>
    internal abstract double[] Constants { get; }

    /// <summary>A spike of <paramref name="target"/> at t: its incoming synapses grow by the traces of their sources.</summary>
    internal static void OnPost<M>(M mem, int proj, int target, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
    {
        if (mem.I(proj, Proj.StdpForm) == LogStdp.Own)
            LogStdp.Potentiate(mem, proj, target, window, windowMs, t);
        else
            PairStdp.Potentiate(mem, proj, target, window, windowMs, t);
        int n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        Bump(mem, mem.I(proj, Proj.PostTrace), n, target, mem.F(proj + Proj.Stdp + 3), window, windowMs, t);
        ColumnNormalisation.Restore(mem, proj, target);
    }

    /// <summary>A trace's value at a moment of this window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Trace<M>(M mem, int trace, int n, int id, float tau, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
    {
        float value = mem.F(trace + id);
        if (value == 0f)
            return 0f;
        float age = (window - mem.I(trace + 2 * n + id)) * windowMs + (t - mem.F(trace + n + id));
        return value * Portable.Exp(-(age / tau));
    }

    /// <summary>Adds one to a trace.</summary>
    internal static void Bump<M>(M mem, int trace, int n, int id, float tau, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
    {
        mem.F(trace + id) = Trace(mem, trace, n, id, tau, window, windowMs, t) + 1f;
        mem.F(trace + n + id) = t;
        mem.I(trace + 2 * n + id) = window;
    }
}
