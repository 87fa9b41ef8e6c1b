using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Plasticity;

/// <summary>STDP of synapses whose sources fire only as the window opens: every spike of a target at t strengthens its synapses from the
/// sources that fired in this window,
/// <code>   w += amount * e^(-t / tau)</code>
/// No target spike precedes them within the window, so there is nothing to depress; with <see cref="ColumnNormalisation"/> the silent inputs
/// lose what the active ones gain. Source: Golden et al. 2022, Methods (input to hidden layer, unsupervised period).</summary>
public sealed record VolleyStdp : PlasticityRule
{
    /// <summary>Gain at zero lag, in units of weight.</summary>
    public double Amount { get; init; } = 0.01;

    /// <summary>Time constant, ms.</summary>
    public double Tau { get; init; } = 40;

    /// <summary>Longest lag that counts, ms.</summary>
    public double Reach { get; init; } = 60;

    /// <inheritdoc/>
    internal override string? Check() =>
        Tau > 0 && Reach >= 0 && double.IsFinite(Amount)
            ? null
            : $"volley STDP of amount {Amount} with tau {Tau} ms and reach {Reach} ms: a finite amount, a positive tau, a reach that is not negative";

    /// <summary>Words of the stage: array of window stamps by source; (f) amount, (f) rate 1 / tau, (f) reach.</summary>
    public const int Stamps = Stage.Own, AmountOf = Stage.Own + 1, RateOf = Stage.Own + 2, ReachOf = Stage.Own + 3;

    /// <summary>The stage.</summary>
    public static void Run<M, G>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int proj = mem.I(stage, Stage.On), window = mem.I(Head.Window), stamps = mem.I(stage, Stamps);
        int source = mem.I(proj, Proj.Source), target = mem.I(proj, Proj.Target);
        int volley = SpikeList.Slot(mem, source, window), volleyIds = SpikeList.IdsOf(mem, source, volley);
        for (int e = group.Lane; e < mem.I(SpikeList.CountOf(volley)); e += group.Size)
            mem.I(stamps + mem.I(volleyIds + e)) = window + 1;
        group.Barrier();

        float amount = mem.F(stage, AmountOf), rate = mem.F(stage, RateOf), reach = mem.F(stage, ReachOf);
        int slot = SpikeList.Slot(mem, target, window), times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, target, slot);
        int count = mem.I(SpikeList.CountOf(slot));
        int rows = mem.I(proj, Proj.InRows), synapses = mem.I(proj, Proj.InSynapses), sources = mem.I(proj, Proj.InSources);
        int weights = mem.I(proj, Proj.Weights), sums = mem.I(proj, Proj.Sum), scale = mem.I(proj, Proj.Scale);
        for (int e = 0; e < count; e++)
        {
            // A neuron belongs to one thread, also if it fires twice.
            int id = mem.I(ids + e);
            float t = mem.F(times + e);
            if (id % group.Size == group.Lane && t <= reach)
            {
                float gain = amount * Portable.Exp(-(t * rate)) / mem.F(scale + id);
                float added = 0;
                for (int k = mem.I(rows + id); k < mem.I(rows + id + 1); k++)
                {
                    float change = mem.I(stamps + mem.I(sources + k)) == window + 1 ? gain : 0f;
                    mem.F(weights + mem.I(synapses + k)) += change;
                    added += change;
                }

                mem.F(sums + id) += added;
                ColumnNormalisation.Rescale(mem, proj, id);
            }
        }

        group.Barrier();
    }
}
