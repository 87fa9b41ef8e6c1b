using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Plasticity;

/// <summary>Pair-based STDP, all pairs, applied at once.
/// <code>
///   j fires:    w += A+ x_i (1 - softness w / w_max)            i arrives:  w -= A- y_j (1 - softness + softness w / w_max)
///   w stays within [0, w_max]; traces x and y as in <see cref="TracedStdp"/>
/// </code>
/// Softness 0 is the additive rule, 1 the multiplicative one with soft bounds.
/// Source: Song, Miller, Abbott, Nat Neurosci 2000 (additive); van Rossum, Bi, Turrigiano, J Neurosci 2000 (soft bounds).</summary>
public sealed record PairStdp : TracedStdp
{
    /// <summary>Potentiation A+ of a pair at zero lag.</summary>
    public double Potentiation { get; init; } = 0.01;

    /// <summary>Depression A- of a pair at zero lag.</summary>
    public double Depression { get; init; } = 0.0105;

    /// <summary>Upper bound w_max.</summary>
    public double MaxWeight { get; init; } = 1;

    /// <summary>0: additive. 1: multiplicative with soft bounds.</summary>
    public double Softness { get; init; }

    /// <inheritdoc/>
    internal override int Form => 0;

    /// <inheritdoc/>
    internal override double[] Constants => [Potentiation, Depression, TauPlus, TauMinus, MaxWeight, Softness];

    /// <inheritdoc/>
    internal override string? Check() =>
        TauPlus > 0 && TauMinus > 0 && MaxWeight > 0 && Softness is >= 0 and <= 1 && double.IsFinite(Potentiation + Depression + MaxWeight)
            ? null
            : $"pair STDP with tau+ {TauPlus} ms, tau- {TauMinus} ms, A+ {Potentiation}, A- {Depression}, largest weight {MaxWeight}, softness {Softness}: time constants and largest weight are positive, softness is between 0 and 1";

    /// <summary>A spike of a target at t: its incoming synapses grow by the traces of their sources.</summary>
    internal static void Potentiate<M>(M mem, int proj, int target, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
    {
        int source = mem.I(proj, Proj.Source);
        int pre = mem.I(proj, Proj.PreTrace), preN = mem.I(source, Pop.N);
        int rows = mem.I(proj, Proj.InRows), synapses = mem.I(proj, Proj.InSynapses), sources = mem.I(proj, Proj.InSources);
        int weights = mem.I(proj, Proj.Weights);
        float up = mem.F(proj, Proj.Stdp), tau = mem.F(proj + Proj.Stdp + 2);
        float scale = mem.F(mem.I(proj, Proj.Scale) + target), soft = mem.F(proj + Proj.Stdp + 5);
        float max = mem.F(proj + Proj.Stdp + 4) / scale;
        up /= scale;
        for (int k = mem.I(rows + target); k < mem.I(rows + target + 1); k++)
        {
            float x = Trace(mem, pre, preN, mem.I(sources + k), tau, window, windowMs, t);
            int at = weights + mem.I(synapses + k);
            float w = mem.F(at);
            w += up * x * (1f - soft * (w / max));
            mem.F(at) = w > max ? max : w;
        }
    }

    /// <summary>A spike arriving at one synapse: it shrinks by the target's trace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Depress<M>(M mem, int proj, int synapse, int target, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
    {
        int n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        float y = Trace(mem, mem.I(proj, Proj.PostTrace), n, target, mem.F(proj + Proj.Stdp + 3), window, windowMs, t);
        float scale = mem.F(mem.I(proj, Proj.Scale) + target), soft = mem.F(proj + Proj.Stdp + 5);
        float max = mem.F(proj + Proj.Stdp + 4) / scale;
        int at = mem.I(proj, Proj.Weights) + synapse;
        float w = mem.F(at);
        w -= mem.F(proj + Proj.Stdp + 1) / scale * y * (1f - soft + soft * (w / max));
        mem.F(at) = w < 0f ? 0f : w;
        if (y != 0f)
            ColumnNormalisation.Restore(mem, proj, target);
    }
}
