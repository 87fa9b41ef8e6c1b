using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Plasticity;

/// <summary>Homeostasis: one gain per neuron, apart from its weights, moves so that the neuron's rate stays at its target.
/// <code>
///   r := r + rho (spikes per window - r)        g := g (1 + step) if r is below the target, g (1 - step) if above
/// </code>
/// applied every <see cref="Every"/> windows at once with the powers of that many, between a smallest and a largest gain.
/// Source: Golden et al. 2022, Methods (there the target sum of weights drifts; as a gain it does not fight with learning).</summary>
public sealed record HomeostaticGain : PlasticityRule
{
    /// <summary>Windows between two updates.</summary>
    public const int Every = 32;

    /// <summary>Target rate, spikes per window.</summary>
    public double Target { get; init; } = 1;

    /// <summary>Relative step per window.</summary>
    public double Step { get; init; } = 0.0005;

    /// <summary>Rate rho of the running mean, per window.</summary>
    public double Averaging { get; init; } = 0.002;

    /// <summary>Gain at the start.</summary>
    public double Initial { get; init; } = 1;

    /// <summary>Smallest gain.</summary>
    public double Min { get; init; } = 0.01;

    /// <summary>Largest gain.</summary>
    public double Max { get; init; } = 100;

    /// <inheritdoc/>
    internal override string? Check()
    {
        if (!(Target >= 0 && Step is >= 0 and < 1 && Averaging is > 0 and <= 1))
            return $"a homeostatic gain with target {Target} spikes a window, step {Step} and averaging {Averaging}: the target is not negative, the step from 0 to below 1, averaging above 0 and at most 1";
        return Min > 0 && Min <= Initial && Initial <= Max && double.IsFinite(Max)
            ? null
            : $"a homeostatic gain of {Initial} between {Min} and {Max}: positive and ascending";
    }

    /// <summary>Words of the stage: arrays of gains, counts, (f) rates; windows since the last update; (f) target, factor up, factor down, share of the new mean, smallest and largest gain.</summary>
    public const int Gains = Stage.Own, Counts = Stage.Own + 1, Rates = Stage.Own + 2, Since = Stage.Own + 3, Constants = Stage.Own + 4;

    /// <summary>The stage: counts this window's spikes and updates when it is time.</summary>
    public static void Run<M, G>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int pop = mem.I(stage, Stage.On), counts = mem.I(stage, Counts);
        int slot = SpikeList.Slot(mem, pop, mem.I(Head.Window));
        int since = mem.I(stage, Since) + 1;
        int count = mem.I(SpikeList.CountOf(slot)), ids = SpikeList.IdsOf(mem, pop, slot);
        group.Barrier();

        // A neuron may have fired twice, and two threads meet at its count.
        for (int e = group.Lane; e < count; e += group.Size)
            mem.Increment(counts + mem.I(ids + e));
        if (group.Lane == 0)
            mem.I(stage, Since) = since == Every ? 0 : since;

        group.Barrier();
        if (since == Every)
        {
            float target = mem.F(stage, Constants), up = mem.F(stage + Constants + 1), down = mem.F(stage + Constants + 2);
            float share = mem.F(stage + Constants + 3), min = mem.F(stage + Constants + 4), max = mem.F(stage + Constants + 5);
            int gains = mem.I(stage, Gains), rates = mem.I(stage, Rates), n = mem.I(pop, Pop.N);
            for (int i = group.Lane; i < n; i += group.Size)
            {
                float rate = mem.F(rates + i);
                rate += share * (mem.I(counts + i) * (1f / Every) - rate);
                mem.F(rates + i) = rate;
                mem.I(counts + i) = 0;
                float g = mem.F(gains + i);
                g = rate < target ? g * up : rate > target ? g * down : g;
                mem.F(gains + i) = g < min ? min : g > max ? max : g;
            }
        }

        group.Barrier();
    }
}
