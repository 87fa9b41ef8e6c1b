using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Plasticity;

/// <summary>Reward-modulated STDP with eligibility (Golden et al. 2022, Methods, "Synaptic plasticity").
/// <code>
///   trace of a synapse in a window:  tr = sum over pairs of  K+ e^(-lag / tau)  pre before post,  -K- e^(-lag / tau)  post before pre
///   rewards S of that window and the next (Windows - 1), ages a = 0, 1, ...:   D = sum S / (a + 1)
///   multiplicative:  w := max(floor, w clamp(1 + x, 1/2, 3/2)),  x = rate D tr min(5, W0 / W) (1 - w / bound if x is positive)
///                    with W the sum of the source neuron's output weights and W0 the number of targets times the constant initial weight (1 if it is drawn)
///   additive:        w := clamp(w + rate D tr, 0, bound)
/// </code>
/// A trace waits until its last reward is in and is then applied once, with all of them: six times fewer updates than one for each reward,
/// and the same to first order in the rate. A change of brain state applies every open trace with what it has gathered so far.
/// Constants stand once per rule. Pairs further apart than <see cref="Reach"/> do not count.</summary>
public sealed record RewardStdp : PlasticityRule
{
    /// <summary>Learning rate.</summary>
    public double Rate { get; init; } = 0.1;

    /// <summary>K+ of pairs with the source first.</summary>
    public double Potentiation { get; init; } = 1;

    /// <summary>K- of pairs with the target first.</summary>
    public double Depression { get; init; }

    /// <summary>Time constant of the traces, ms.</summary>
    public double Tau { get; init; } = 40;

    /// <summary>Longest lag that counts, ms.</summary>
    public double Reach { get; init; } = 60;

    /// <summary>Time constant with which a pair's contribution decays until the end of its window, ms; 0 for no decay.</summary>
    public double EligibilityTau { get; init; }

    /// <summary>Windows over which a trace gathers rewards.</summary>
    public int Windows { get; init; } = 6;

    /// <summary>Upper bound of a weight.</summary>
    public double Bound { get; init; } = 8;

    /// <summary>Lower bound of a weight under the multiplicative form.</summary>
    public double Floor { get; init; } = 1e-4;

    /// <summary>True: changes add to the weight. False: they multiply it.</summary>
    public bool Additive { get; init; }

    /// <summary>Largest factor by which a source with little output learns faster.</summary>
    public double MaxRowFactor { get; init; } = 5;

    /// <inheritdoc/>
    internal override string? Check()
    {
        if (!(Tau > 0 && Reach >= 0 && EligibilityTau >= 0))
            return $"rewarded STDP with tau {Tau} ms, reach {Reach} ms and eligibility tau {EligibilityTau} ms: tau is positive, the others are not negative";
        if (!double.IsFinite(Rate + Potentiation + Depression))
            return $"rewarded STDP with rate {Rate}, K+ {Potentiation}, K- {Depression}: all finite";
        return Bound > Floor && Floor >= 0 && MaxRowFactor > 0
            ? null
            : $"rewarded STDP with weights between {Floor} and {Bound} and a largest row factor of {MaxRowFactor}: bounds ascend from 0 or more, the factor is positive";
    }

    // Words of the stage. Ring of Windows slots: rows, (f) D, then the sources of the rows, then (f) their traces.
    internal const int Ring = Stage.Own, Slots = Stage.Own + 1, Capacity = Stage.Own + 2, Open = Stage.Own + 3, Oldest = Stage.Own + 4;
    internal const int Scratch = Stage.Own + 5, IsAdditive = Stage.Own + 6, Rounds = Stage.Own + 7, MaxRounds = Stage.Own + 8;
    internal const int Constants = Stage.Own + 9;

    /// <summary>Word of the stage: (f) learning rate, the first of the constants.</summary>
    public const int RateOf = Constants;

    /// <summary>Words of the stage: (f) K-, (f) upper bound of a weight, and (f) the factor that <see cref="Pruning"/> has raised it by.</summary>
    internal const int DepressionOf = Constants + 2, BoundOf = Constants + 6, RaiseOf = Constants + 10;

    /// <summary>Number of (f) constants: rate, K+, K-, 1/tau, reach, 1/eligibility tau, bound, floor, W0, largest row factor, raise.</summary>
    internal const int ConstantCount = 11;

    internal const int SlotHeader = 8;

    /// <summary>Gives the rule another K- and another upper bound (in a pruned projection of that times the raise). Between windows only.</summary>
    public static void Set<M>(M mem, int stage, double depression, double bound)
        where M : struct, IMem, allows ref struct
    {
        mem.F(stage + DepressionOf) = (float)depression;
        mem.F(stage + BoundOf) = (float)bound * mem.F(stage + RaiseOf);
    }

    /// <summary>The stage: notes this window's traces, adds its reward to every open window, applies the window that is complete.</summary>
    public static void Run<M, G, T>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, Lanes.ILanes<T>
    {
        int slots = mem.I(stage, Slots), open = mem.I(stage, Open), oldest = mem.I(stage, Oldest);
        if (group.Size > 1 && open + 1 == slots)
            RewardUpdate.Announce(mem, group, stage, SlotAt(mem, stage, oldest));
        group.Barrier();
        RewardTraces.Note<M, G, T>(mem, group, stage, SlotAt(mem, stage, (oldest + open) % slots));
        open++;
        if (group.Lane == 0)
        {
            float reward = mem.F(Head.Reward);
            for (int k = 0; k < open; k++)
            {
                int age = open - 1 - k;
                mem.F(SlotAt(mem, stage, (oldest + k) % slots) + 1) += reward / (age + 1);
            }
        }

        group.Barrier();
        bool complete = open == slots;
        if (complete)
            RewardUpdate.Apply<M, G, T>(mem, group, stage, SlotAt(mem, stage, oldest));
        if (group.Lane == 0)
        {
            mem.I(stage, Oldest) = complete ? (oldest + 1) % slots : oldest;
            mem.I(stage, Open) = complete ? open - 1 : open;
        }

        group.Barrier();
    }

    /// <summary>Applies every open window with the rewards it has: called when a brain state ends.</summary>
    public static void Settle<M, G, T>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, Lanes.ILanes<T>
    {
        int slots = mem.I(stage, Slots), open = mem.I(stage, Open), oldest = mem.I(stage, Oldest);
        group.Barrier();
        for (int k = 0; k < open; k++)
            RewardUpdate.Apply<M, G, T>(mem, group, stage, SlotAt(mem, stage, (oldest + k) % slots));
        if (group.Lane == 0)
        {
            mem.I(stage, Open) = 0;
            mem.I(stage, Oldest) = 0;
        }

        group.Barrier();
    }

    private static int SlotAt<M>(M mem, int stage, int k)
        where M : struct, IMem, allows ref struct
    {
        int rows = mem.I(stage, Capacity), stride = mem.I(mem.I(stage, Stage.On) + Proj.Stride);
        return mem.I(stage, Ring) + k * (SlotHeader + rows * (1 + stride));
    }
}
