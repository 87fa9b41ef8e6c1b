using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Neurons;
using Snn.Core.Synapses;

namespace Snn.Core.Engines;

/// <summary>A population of map-based neurons, driven by the clock: in every step of the window every neuron is stepped, a block of lanes at
/// a time, in registers. A spike of another population belongs to the step in which its time falls. Two things are left out because they
/// change no bit: the synaptic terms of a block in which no current flows, and a block in which a step changes nothing at all.</summary>
public static class ClockedMap
{
    /// <summary>Word of the stage: (f) array of gains.</summary>
    public const int Gains = SweptLif.Gains;

    /// <summary>Word of the stage: the one incoming projection.</summary>
    public const int From = SweptLif.From;

    /// <summary>Variables of a neuron that are gathered with it: V, V a step ago, I, synaptic current, conductance that arrives in the first step.</summary>
    internal const int Gathered = 5;

    /// <summary>Places behind the last neuron, to fill up lanes.</summary>
    internal const int Spare = 32;

    /// <summary>A time that never comes, ms.</summary>
    private const float Never = 1e30f;

    /// <summary>Advances the population by one window. Not inlined: the loop around it stays small for the others.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<M, G, T, W>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where W : struct, IWords<W>
    {
        int pop = mem.I(stage, Stage.On), proj = mem.I(stage, From), source = mem.I(proj, Proj.Source);
        int slot = SpikeList.Slot(mem, source, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot));
        int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, source, slot);
        if (mem.I(proj, Proj.Stride) > 0)
        {
            int n = mem.I(pop, Pop.N);
            int factors = mem.I(proj, Proj.Inhibition) != 0 ? 2 * n : n;
            ReleaseNoise.Fill<M, G, W>(mem, group, proj, count * factors);
            if (mem.I(proj, Proj.Inhibition) != 0)
                FeedforwardInhibition.Gather<M, G, T>(mem, group, proj, ids, count);
            if (group.Lane == 0)
                mem.I(Head.Events) += count * factors;
            Dense<M, G, T>(mem, group, stage, times, ids, count, factors);
        }
        else
        {
            SweptLif.Scatter<M, G, T, W>(mem, group, proj, ids, count);
            Volley<M, G, T>(mem, group, stage);
        }

        SpikeList.Close(mem, group, pop);
    }

    /// <summary>Spikes arrive in any step, at all neurons.</summary>
    private static void Dense<M, G, T>(M mem, G group, int stage, int times, int ids, int count, int factors)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int pop = mem.I(stage, Stage.On), proj = mem.I(stage, From), n = mem.I(pop, Pop.N);
        int v0 = mem.I(pop, Pop.V), before0 = mem.I(pop, Pop.Before), slow0 = mem.I(pop, Pop.Slow), syn0 = mem.I(pop, Pop.J);
        int weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride), scale = mem.I(proj, Proj.Scale);
        int noise = mem.I(proj, Proj.NoiseScratch), inhibition = mem.I(proj, Proj.Gather), gains = mem.I(stage, Gains);
        int names = mem.I(pop, Pop.Loud) + SpikeList.Header;
        bool inhibited = factors > n;
        var c = MapConstants.Load(mem, pop + Pop.Constants);
        for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
        {
            T v = T.Load(mem, v0 + b), before = T.Load(mem, before0 + b);
            T slow = T.Load(mem, slow0 + b), syn = T.Load(mem, syn0 + b);
            var gain = T.Load(mem, gains + b) * T.Of(mem.F(proj, Proj.Kick));
            var column = T.Load(mem, scale + b) * gain;
            int e = 0;
            for (int step = 0; step < c.Steps;)
            {
                float end = c.Step * (step + 1);
                var arriving = T.Of(0f);
                while (e < count && mem.F(times + e) < end)
                {
                    int factor = noise + e * factors + b;
                    arriving = arriving + T.Load(mem, weights + mem.I(ids + e) * stride + b) * column * T.Load(mem, factor);
                    if (inhibited)
                        arriving = arriving - T.Of(mem.F(inhibition + e)) * gain * T.Load(mem, factor + n);
                    e++;
                }

                Emit<M, T>(mem, pop, names + b, v, before, c.Step * step);
                MapNeuron.Advance(in c, arriving, ref v, ref before, ref slow, ref syn);
                step++;
                if (IsZero(syn))
                {
                    var rest = Coast(mem, pop, names + b, c, step, e < count ? mem.F(times + e) : Never, v, before, slow);
                    (v, before, slow, step) = (rest.V, rest.Before, rest.Slow, rest.Step);
                }
            }

            T.Store(v, mem, v0 + b);
            T.Store(before, mem, before0 + b);
            T.Store(slow, mem, slow0 + b);
            T.Store(syn, mem, syn0 + b);
        }
    }

    /// <summary>All spikes arrive in the first step. Neurons that get none and would not move stay where they are; the others are gathered, so
    /// that they fill whole lanes, and stepped two blocks at a time.</summary>
    private static void Volley<M, G, T>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int pop = mem.I(stage, Stage.On), proj = mem.I(stage, From), n = mem.I(pop, Pop.N), padded = (n + 15) / 16 * 16;
        int list = mem.I(pop, Pop.Loud), names = list + SpikeList.Header, room = padded + Spare, gathered = names + room;
        var c = MapConstants.Load(mem, pop + Pop.Constants);
        Gather<M, G, T>(mem, group, stage, list, in c);
        group.Barrier();
        int count = mem.I(list);
        int width = Pair<T>.Width;
        for (int b = group.Lane * width; b < count; b += group.Size * width)
        {
            // Lanes behind the last neuron are filled with the spare one, which rests.
            for (int k = count > b ? count : b; k < b + width; k++)
            {
                mem.I(names + k) = -1;
                Copy(mem, pop, proj, padded, gathered + k, room);
            }

            int at = gathered + b;
            Pair<T> v = Pair<T>.Load(mem, at), before = Pair<T>.Load(mem, at + room), slow = Pair<T>.Load(mem, at + 2 * room);
            Pair<T> syn = Pair<T>.Load(mem, at + 3 * room), arriving = Pair<T>.Load(mem, at + 4 * room);
            for (int step = 0; step < c.Steps;)
            {
                Emit<M, Pair<T>>(mem, pop, names + b, v, before, c.Step * step);
                MapNeuron.Advance(in c, arriving, ref v, ref before, ref slow, ref syn);
                arriving = Pair<T>.Of(0f);
                step++;
                if (IsZero(syn))
                {
                    var rest = Coast(mem, pop, names + b, c, step, Never, v, before, slow);
                    (v, before, slow, step) = (rest.V, rest.Before, rest.Slow, rest.Step);
                }
            }

            Pair<T>.Store(v, mem, at);
            Pair<T>.Store(before, mem, at + room);
            Pair<T>.Store(slow, mem, at + 2 * room);
            Pair<T>.Store(syn, mem, at + 3 * room);
            for (int k = 0; k < width && b + k < count; k++)
            {
                int id = mem.I(names + b + k);
                mem.F(mem.I(pop, Pop.V) + id) = mem.F(at + k);
                mem.F(mem.I(pop, Pop.Before) + id) = mem.F(at + room + k);
                mem.F(mem.I(pop, Pop.Slow) + id) = mem.F(at + 2 * room + k);
                mem.F(mem.I(pop, Pop.J) + id) = mem.F(at + 3 * room + k);
            }
        }

        group.Barrier();
        if (group.Lane == 0)
            mem.I(list) = 0;
    }

    /// <summary>Lists the neurons that will move in this window.</summary>
    private static void Gather<M, G, T>(M mem, G group, int stage, int list, in MapConstants c)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int pop = mem.I(stage, Stage.On), proj = mem.I(stage, From), n = mem.I(pop, Pop.N), room = (n + 15) / 16 * 16 + Spare;
        int v0 = mem.I(pop, Pop.V), before0 = mem.I(pop, Pop.Before), slow0 = mem.I(pop, Pop.Slow), syn0 = mem.I(pop, Pop.J);
        int sums = mem.I(proj, Proj.Gather), scale = mem.I(proj, Proj.Scale), gains = mem.I(stage, Gains);
        int names = list + SpikeList.Header;
        T alpha = T.Of(c.Alpha), mu = T.Of(c.Mu), shift = T.Of(c.Shift), zero = T.Of(0f), kick = T.Of(mem.F(proj, Proj.Kick));
        for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
        {
            T v = T.Load(mem, v0 + b), before = T.Load(mem, before0 + b), slow = T.Load(mem, slow0 + b);
            T arriving = T.Load(mem, sums + b) * T.Load(mem, gains + b) * T.Load(mem, scale + b) * kick;
            T nextV = v, nextBefore = before, nextSlow = slow;
            MapNeuron.Silent(alpha, mu, shift, ref nextV, ref nextBefore, ref nextSlow);
            int still = Same(nextV, v) & Same(nextBefore, before) & Same(nextSlow, slow)
                & Same(T.Load(mem, syn0 + b), zero) & Same(arriving, zero) & T.MaskGe(zero, v);
            T.Store(arriving, mem, sums + b);
            for (int bits = T.All & ~still; bits != 0; bits &= bits - 1)
            {
                int id = b + T.FirstLane(bits);
                if (id < n)
                {
                    int k = mem.Increment(list);
                    mem.I(names + k) = id;
                    Copy(mem, pop, proj, id, names + room + k, room);
                }
            }

            T.Store(zero, mem, sums + b);
        }
    }

    /// <summary>Copies a neuron's variables to one place in each of the gathered arrays.</summary>
    private static void Copy<M>(M mem, int pop, int proj, int id, int to, int room)
        where M : struct, IMem, allows ref struct
    {
        mem.F(to) = mem.F(mem.I(pop, Pop.V) + id);
        mem.F(to + room) = mem.F(mem.I(pop, Pop.Before) + id);
        mem.F(to + 2 * room) = mem.F(mem.I(pop, Pop.Slow) + id);
        mem.F(to + 3 * room) = mem.F(mem.I(pop, Pop.J) + id);
        mem.F(to + 4 * room) = mem.F(mem.I(proj, Proj.Gather) + id);
    }

    /// <summary>Steps a block without synaptic current until the step in which the next spike arrives, or the end of the window. All goes in and out
    /// by value: a call cannot pass references to its locals on every device.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Coasted<T> Coast<M, T>(M mem, int pop, int ids, MapConstants c, int step, float next, T v, T before, T slow)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        T alpha = T.Of(c.Alpha), mu = T.Of(c.Mu), shift = T.Of(c.Shift), zero = T.Of(0f);
        int last = step;
        while (last < c.Steps && c.Step * (last + 1) <= next)
            last++;
        for (; step < last; step++)
        {
            if (T.MaskGe(zero, v) == T.All)
            {
                T v1 = v, slow1 = slow;
                MapNeuron.Silent(alpha, mu, shift, ref v, ref before, ref slow);

                // Nothing moves any more: not in this window.
                if ((step & 15) == 0 && (Same(v, v1) & Same(slow, slow1)) == T.All)
                    step = last;
            }
            else
            {
                Emit<M, T>(mem, pop, ids, v, before, c.Step * step);
                var none = zero;
                MapNeuron.Advance(in c, zero, ref v, ref before, ref slow, ref none);
            }
        }

        return new(v, before, slow, last);
    }

    /// <summary>Notes the neurons of a block that spike in this step: above 0, and not so a step ago.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Emit<M, T>(M mem, int pop, int ids, T v, T before, float time)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        int up = T.All & ~T.MaskGe(T.Of(0f), v);
        if (up != 0)
            EmitAll(mem, pop, ids, up & T.MaskGe(T.Of(0f), before), time, T.Width);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EmitAll<M>(M mem, int pop, int ids, int bits, float time, int width)
        where M : struct, IMem, allows ref struct
    {
        for (int lane = 0; lane < width; lane++)
        {
            if ((bits >> lane & 1) != 0 && mem.I(ids + lane) >= 0)
                SpikeList.Emit(mem, pop, time, mem.I(ids + lane));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Same<T>(T a, T b)
        where T : struct, ILanes<T> => T.MaskGe(a, b) & T.MaskGe(b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsZero<T>(T a)
        where T : struct, ILanes<T> => Same(a, T.Of(0f)) == T.All;

    /// <summary>A block after some steps.</summary>
    /// <param name="v">V.</param>
    /// <param name="before">V a step ago.</param>
    /// <param name="slow">I.</param>
    /// <param name="step">The step it stands before.</param>
    private readonly struct Coasted<T>(T v, T before, T slow, int step)
        where T : struct, ILanes<T>
    {
        public readonly T V = v, Before = before, Slow = slow;
        public readonly int Step = step;
    }
}
