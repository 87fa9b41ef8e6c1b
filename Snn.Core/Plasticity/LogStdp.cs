using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Plasticity;

/// <summary>Log-STDP, all pairs, applied at once: depression that grows only with the logarithm of a strong weight, so that weights have a long tail.
/// <code>
///   j fires:    w += rate f+(w) x_i         f+(w) = c+ e^(-w / (J0 b))
///   i arrives:  w -= rate f-(w) y_j         f-(w) = c- w / J0                             w at most J0
///                                                   c- (1 + ln(1 + a (w / J0 - 1)) / a)   w above J0
///   w stays at or above 0; traces x and y as in <see cref="TracedStdp"/>
/// </code>
/// | parameter    | symbol | default | unit   |
/// | Rate         |        | 2e-4    | weight |
/// | Potentiation | c+     | 1       |        |
/// | Depression   | c-     | 0.5     |        |
/// | TauPlus      | tau+   | 17      | ms     |
/// | TauMinus     | tau-   | 34      | ms     |
/// | Reference    | J0     | 0.005   | weight |
/// | Saturation   | a      | 5       |        |
/// | Reach        | b      | 50      |        |
/// Source: Gilson, Fukai, PLoS ONE 2011 (6:e25339), without its noise on each change.</summary>
public sealed record LogStdp : TracedStdp
{
    internal const int Own = 1;

    /// <summary>With the published time constants.</summary>
    public LogStdp() => (TauPlus, TauMinus) = (17, 34);

    /// <summary>Learning rate: what a pair at zero lag adds where f+ is 1.</summary>
    public double Rate { get; init; } = 2e-4;

    /// <summary>c+.</summary>
    public double Potentiation { get; init; } = 1;

    /// <summary>c-.</summary>
    public double Depression { get; init; } = 0.5;

    /// <summary>J0: below it depression is in proportion to the weight.</summary>
    public double Reference { get; init; } = 0.005;

    /// <summary>a: how soon depression saturates above J0.</summary>
    public double Saturation { get; init; } = 5;

    /// <summary>b: in units of J0, the weight at which potentiation has fallen to 1/e.</summary>
    public double Reach { get; init; } = 50;

    /// <inheritdoc/>
    internal override int Form => Own;

    /// <inheritdoc/>
    internal override double[] Constants => [Rate * Potentiation, Rate * Depression, TauPlus, TauMinus, Reference, Saturation, Reference * Reach];

    /// <inheritdoc/>
    internal override string? Check() =>
        TauPlus > 0 && TauMinus > 0 && Reference > 0 && Saturation > 0 && Reach > 0 && Rate >= 0 && double.IsFinite(Rate + Potentiation + Depression + Reference * Reach)
            ? null
            : $"log-STDP with tau+ {TauPlus} ms, tau- {TauMinus} ms, rate {Rate}, c+ {Potentiation}, c- {Depression}, reference weight {Reference}, saturation {Saturation}, reach {Reach}: all finite, time constants, reference weight, saturation and reach positive, the rate not negative";

    /// <summary>A spike of a target at t: its incoming synapses grow by the traces of their sources.</summary>
    internal static void Potentiate<M>(M mem, int proj, int target, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
    {
        int pre = mem.I(proj, Proj.PreTrace), preN = mem.I(mem.I(proj, Proj.Source) + Pop.N);
        int rows = mem.I(proj, Proj.InRows), synapses = mem.I(proj, Proj.InSynapses), sources = mem.I(proj, Proj.InSources);
        int weights = mem.I(proj, Proj.Weights);
        float scale = mem.F(mem.I(proj, Proj.Scale) + target), tau = mem.F(proj + Proj.Stdp + 2);
        float up = mem.F(proj, Proj.Stdp) / scale, reach = mem.F(proj + Proj.Stdp + 6) / scale;
        for (int k = mem.I(rows + target); k < mem.I(rows + target + 1); k++)
        {
            float x = Trace(mem, pre, preN, mem.I(sources + k), tau, window, windowMs, t);
            int at = weights + mem.I(synapses + k);
            float w = mem.F(at);
            mem.F(at) = w + up * x * Portable.Exp(-(w / reach));
        }
    }

    /// <summary>A spike arriving at one synapse: it shrinks by the target's trace.</summary>
    internal static void Depress<M>(M mem, int proj, int synapse, int target, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
    {
        int n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        float y = Trace(mem, mem.I(proj, Proj.PostTrace), n, target, mem.F(proj + Proj.Stdp + 3), window, windowMs, t);
        if (y != 0f)
        {
            float scale = mem.F(mem.I(proj, Proj.Scale) + target), a = mem.F(proj + Proj.Stdp + 5);
            int at = mem.I(proj, Proj.Weights) + synapse;
            float w = mem.F(at), relative = w * scale / mem.F(proj + Proj.Stdp + 4);
            float down = relative <= 1f ? relative : 1f + Portable.Log(1f + a * (relative - 1f)) / a;
            w -= mem.F(proj + Proj.Stdp + 1) / scale * y * down;
            mem.F(at) = w < 0f ? 0f : w;
            ColumnNormalisation.Restore(mem, proj, target);
        }
    }
}
