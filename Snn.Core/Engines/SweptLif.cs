using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Neurons;
using Snn.Core.Synapses;

namespace Snn.Core.Engines;

/// <summary>A LIF population whose neurons all hear the same moments: it is fed by one all-to-all projection, or by volleys that arrive as
/// the window opens. All neurons step together from event to event, a block of lanes at a time, in registers.</summary>
public static class SweptLif
{
    /// <summary>Word of the stage: (f) array of gains.</summary>
    public const int Gains = Stage.Own;

    /// <summary>Word of the stage: the one incoming projection.</summary>
    public const int From = Stage.Own + 1;

    /// <summary>Advances the population by one window.</summary>
    public static void Run<M, G, T, W, L>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where W : struct, IWords<W>
        where L : struct, IMembrane<T>
    {
        int pop = mem.I(stage, Stage.On), proj = mem.I(stage, From);
        int source = mem.I(proj, Proj.Source);
        int slot = SpikeList.Slot(mem, source, mem.I(Head.Window));
        int count = mem.I(SpikeList.CountOf(slot));
        int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, source, slot);
        if (mem.I(proj, Proj.Stride) > 0)
        {
            int n = mem.I(pop, Pop.N);
            if (mem.I(proj, Proj.Packed) == 0)
                Ahead.Rows(mem, group, mem.I(proj, Proj.Weights), mem.I(proj, Proj.Stride), ids, count);
            int factors = mem.I(proj, Proj.Inhibition) != 0 ? 2 * n : n;
            ReleaseNoise.Fill<M, G, W>(mem, group, proj, count * factors);
            if (mem.I(proj, Proj.Packed) != 0)
                PackedRows.Unpack<M, G, T>(mem, group, proj, ids, count);
            if (mem.I(proj, Proj.Inhibition) != 0)
                FeedforwardInhibition.Gather<M, G, T>(mem, group, proj, ids, count);
            if (group.Lane == 0)
                mem.I(Head.Events) += Events(mem, proj, ids, count, n, factors);
            Dense<M, G, T, L>(mem, group, stage, times, ids, count, factors);
        }
        else
        {
            Ahead.Volley(mem, group, pop, proj, mem.I(stage, Gains), ids, count);
            Scatter<M, G, T, W>(mem, group, proj, ids, count);
            if (T.Width == 1)
                Volley<M, G, Pair<Pair<T>>>(mem, group, stage);
            else
                Volley<M, G, T>(mem, group, stage);
            FinishLoud<M, G, T, L>(mem, group, stage);
        }

        SpikeList.Close(mem, group, pop);
    }

    /// <summary>Synaptic events of some spikes: across all synapses that have a place, and as many inhibitory ones as there are targets.</summary>
    private static int Events<M>(M mem, int proj, int ids, int count, int n, int factors)
        where M : struct, IMem, allows ref struct
    {
        int events = count * factors;
        if (mem.I(proj, Proj.Packed) != 0)
        {
            events -= count * n;
            for (int e = 0; e < count; e++)
                events += PackedRows.Count(mem, proj, mem.I(ids + e));
        }

        return events;
    }

    /// <summary>Adds up what a volley brings to each target: weight times noise, row after row.</summary>
    internal static void Scatter<M, G, T, W>(M mem, G group, int proj, int ids, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where W : struct, IWords<W>
    {
        // One lane wide is a kernel, where memory is far away: four synapses at a time are four loads under way.
        if (T.Width == 1)
            ScatterRows<M, G, Pair<Pair<T>>, W>(mem, group, proj, ids, count);
        else
            ScatterRows<M, G, T, W>(mem, group, proj, ids, count);
    }

    private static void ScatterRows<M, G, T, W>(M mem, G group, int proj, int ids, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where W : struct, IWords<W>
    {
        int rows = mem.I(proj, Proj.Rows), targets = mem.I(proj, Proj.Targets), weights = mem.I(proj, Proj.Weights);
        int noise = mem.I(proj, Proj.NoiseScratch), sums = mem.I(proj, Proj.Gather);
        int lengths = rows + mem.I(mem.I(proj, Proj.Source) + Pop.N) + 1;
        int total = 0, events = 0;
        for (int e = 0; e < count; e++)
        {
            int id = mem.I(ids + e);
            total += mem.I(rows + id + 1) - mem.I(rows + id);
            events += mem.I(lengths + id);
        }

        ReleaseNoise.Fill<M, G, W>(mem, group, proj, total);
        int position = 0;
        for (int e = 0; e < count; e++)
        {
            int first = mem.I(rows + mem.I(ids + e)), end = mem.I(rows + mem.I(ids + e) + 1);

            // Rows are padded to whole blocks with synapses of weight 0 onto a spare target; targets of one row are distinct.
            for (int s = first + group.Lane * T.Width; s < end; s += group.Size * T.Width)
            {
                int product = noise + position + s - first;
                T.Store(T.Load(mem, weights + s) * T.Load(mem, product), mem, product);
                mem.Scatter(sums, targets + s, product, T.Width);
            }

            position += end - first;
            group.Barrier();
        }

        if (group.Lane == 0)
            mem.I(Head.Events) += events;
    }

    /// <summary>Every neuron gets what the volley brought it. Most stay quiet, and that is all; those that may fire, or still are refractory,
    /// are gathered to be solved together.</summary>
    private static void Volley<M, G, T>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int pop = mem.I(stage, Stage.On), proj = mem.I(stage, From), gains = mem.I(stage, Gains);
        int n = mem.I(pop, Pop.N), v0 = mem.I(pop, Pop.V), j0 = mem.I(pop, Pop.J), t00 = mem.I(pop, Pop.T0);
        int sums = mem.I(proj, Proj.Gather), scale = mem.I(proj, Proj.Scale);
        var c = LifConstants.Load(mem, pop + Pop.Constants);
        var loud = LoudList.Of(mem, pop);
        var kick = T.Of(mem.F(proj, Proj.Kick));
        T zero = T.Of(0f), soon = T.Of(1e-30f);
        T peak = T.Of(c.Peak), room = T.Of(c.Threshold - c.Current);
        T windowM = T.Of(c.WindowM), windowS = T.Of(c.WindowS), current = T.Of(c.Current);
        for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
        {
            var v = T.Load(mem, v0 + b);
            var j = T.Load(mem, j0 + b);
            var t0 = T.Load(mem, t00 + b);
            var input = T.Load(mem, sums + b) * T.Load(mem, gains + b) * T.Load(mem, scale + b) * kick;
            var after = j + input;
            var end = current + (v - current + after) * windowM - after * windowS;
            int bits = T.MaskGe(T.IfGe(t0, soon, zero, Lif.Bound(v - current, after, peak, room)), zero);
            if (bits != 0)
            {
                T.Store(input, mem, sums + b);
                loud.Add<M, T>(mem, bits, b, n, v0, j0, t00, sums);
                T.Store(zero, mem, t00 + b);
            }

            T.Store(zero, mem, sums + b);
            T.Store(Lif.Flush(end), mem, v0 + b);
            T.Store(Lif.Flush(after * windowS), mem, j0 + b);
        }

        group.Barrier();
    }

    /// <summary>Solves the gathered neurons to the end of the window.</summary>
    private static void FinishLoud<M, G, T, L>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        int pop = mem.I(stage, Stage.On), v0 = mem.I(pop, Pop.V), j0 = mem.I(pop, Pop.J), t00 = mem.I(pop, Pop.T0);
        var c = LifConstants.Load(mem, pop + Pop.Constants);
        var loud = LoudList.Of(mem, pop);
        int count = mem.I(loud.At);
        var window = T.Of(mem.F(Head.WindowMs));
        for (int b = group.Lane * T.Width; b < count; b += group.Size * T.Width)
        {
            loud.Pad(mem, b, count, T.Width);
            Finish<M, T, L>(mem, pop, loud, b, in c, window);
            for (int k = b; k < b + T.Width && k < count; k++)
            {
                int id = mem.I(loud.Ids + k);
                mem.F(v0 + id) = mem.F(loud.V + k);
                mem.F(j0 + id) = mem.F(loud.J + k);
                mem.F(t00 + id) = mem.F(loud.T0 + k);
            }
        }

        group.Barrier();
        if (group.Lane == 0)
            mem.I(loud.At) = 0;
    }

    private static void Dense<M, G, T, L>(M mem, G group, int stage, int times, int ids, int count, int factors)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        int pop = mem.I(stage, Stage.On), proj = mem.I(stage, From), gains = mem.I(stage, Gains);
        int n = mem.I(pop, Pop.N), v0 = mem.I(pop, Pop.V), j0 = mem.I(pop, Pop.J), t00 = mem.I(pop, Pop.T0);
        bool packed = mem.I(proj, Proj.Packed) != 0;
        int weights = mem.I(proj + (packed ? Proj.Unpacked : Proj.Weights)), stride = mem.I(proj, Proj.Stride), scale = mem.I(proj, Proj.Scale);
        int noise = mem.I(proj, Proj.NoiseScratch), inhibition = mem.I(proj, Proj.Gather), frozen = mem.I(proj, Proj.Frozen);
        var loud = LoudList.Of(mem, pop);
        int ids0 = loud.Ids, spikes = loud.Input;
        bool inhibited = factors > n;
        var c = LifConstants.Load(mem, pop + Pop.Constants);
        T window = T.Of(mem.F(Head.WindowMs)), zero = T.Of(0f);
        int decays = mem.I(pop, Pop.Decays), room = mem.I(mem.I(proj, Proj.Source) + Pop.Capacity) + 32;
        Intervals<M, G, T, L>(mem, group, in c, times, count, decays, room);
        for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
        {
            var v = T.Load(mem, v0 + b);
            var j = T.Load(mem, j0 + b);
            var t0 = T.Load(mem, t00 + b);
            var gain = T.Load(mem, gains + b) * T.Of(mem.F(proj, Proj.Kick));
            var column = T.Load(mem, scale + b) * gain;
            var before = T.Of(0f);
            for (int e = 0; e <= count; e++)
            {
                // After the last event comes the end of the window.
                bool last = e == count;
                var t = last ? window : T.Of(mem.F(times + e));

                // Where no neuron is refractory, all decay by what was worked out for this interval.
                bool together = (T.MaskGe(t0, before) & T.MaskGe(before, t0)) == T.All;
                T m, s;
                if (together)
                {
                    m = T.Of(mem.F(decays + e));
                    s = T.Of(mem.F(decays + room + e));
                }
                else
                {
                    var wait = t - t0;
                    L.Decay(in c, T.IfGe(wait, zero, wait, zero), out m, out s);
                }

                Advance<M, T, L>(mem, pop, ids0 + b, spikes + b, in c, t, m, s, ref v, ref j, ref t0);
                before = t;
                if (!last)
                {
                    int factor = noise + e * factors + b, row = (packed ? e : mem.I(ids + e)) * stride + b;
                    var weight = T.Load(mem, weights + row) * column;
                    if (frozen != 0)
                        weight = weight + T.Load(mem, frozen + row) * gain;
                    var net = weight * T.Load(mem, factor);
                    if (inhibited)
                        net = net - T.Of(mem.F(inhibition + e)) * gain * T.Load(mem, factor + n);
                    j = j + (T.AnyGe(t0 - t, T.Of(1e-30f)) ? Arriving<T, L>(in c, net, t0, t) : net);
                }
            }

            T.Store(Lif.Flush(v), mem, v0 + b);
            T.Store(Lif.Flush(j), mem, j0 + b);
            T.Store(t0 - window, mem, t00 + b);
        }
    }

    /// <summary>Decay factors over the intervals between events, for all events at once.</summary>
    private static void Intervals<M, G, T, L>(M mem, G group, in LifConstants c, int times, int count, int decays, int room)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        for (int e = group.Lane; e <= count; e += group.Size)
            mem.F(decays + e) = (e == count ? mem.F(Head.WindowMs) : mem.F(times + e)) - (e == 0 ? 0f : mem.F(times + e - 1));
        group.Barrier();
        for (int e = group.Lane * T.Width; e <= count; e += group.Size * T.Width)
        {
            L.Decay(in c, T.Load(mem, decays + e), out var m, out var s);
            T.Store(m, mem, decays + e);
            T.Store(s, mem, decays + room + e);
        }

        group.Barrier();
    }

    /// <summary>What is left of an input that arrives at t when the neuron's own time comes: all of it, unless it is refractory until later.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Arriving<T, L>(in LifConstants c, T input, T t0, T t)
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        var wait = t0 - t;
        L.Decay(in c, T.IfGe(wait, T.Of(0f), wait, T.Of(0f)), out _, out var s);
        return T.IfGe(wait, T.Of(1e-30f), input * s, input);
    }

    /// <summary>Solves a block of gathered neurons to the end of the window.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Finish<M, T, L>(M mem, int pop, LoudList loud, int block, in LifConstants c, T window)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        var v = T.Load(mem, loud.V + block);
        var t0 = T.Load(mem, loud.T0 + block);
        var j = T.Load(mem, loud.J + block) + Arriving<T, L>(in c, T.Load(mem, loud.Input + block), t0, T.Of(0f));
        var dt = window - t0;
        L.Decay(in c, T.IfGe(dt, T.Of(0f), dt, T.Of(0f)), out var m, out var s);
        Advance<M, T, L>(mem, pop, loud.Ids + block, loud.Input + block, in c, window, m, s, ref v, ref j, ref t0);
        T.Store(Lif.Flush(v), mem, loud.V + block);
        T.Store(Lif.Flush(j), mem, loud.J + block);
        T.Store(t0 - window, mem, loud.T0 + block);
    }

    /// <summary>Brings a block of neurons to time t, firing on the way; those refractory beyond it stay where they are. m and s are the decay
    /// factors from each neuron's own time to t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance<M, T, L>(M mem, int pop, int ids, int spikes, in LifConstants c, T t, T m, T s, ref T v, ref T j, ref T t0)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        T zero = T.Of(0f), soon = T.Of(1e-30f), current = T.Of(c.Current);
        bool firing = true;
        while (firing)
        {
            var dt = t - t0;
            dt = T.IfGe(dt, zero, dt, zero);
            var end = current + (v - current + j) * m - j * s;
            var reach = T.IfGe(dt, soon, L.Reach(in c, v, j, m, end), T.Of(-1f));
            firing = T.AnyGe(reach, zero);
            if (firing)
            {
                // Only of lanes within reach themselves: at the border, rounding lets a crossing be found where none was to be looked for.
                var found = T.Of(1e29f);
                var crossing = T.IfGe(reach, zero, L.Crossing(in c, v, j, dt, m, s, out var left), T.Of(Lif.Never));
                int bits = T.MaskGe(found, crossing);
                firing = bits != 0;
                if (firing)
                {
                    // Spike times go through memory, where a lane is a word.
                    var spike = t0 + crossing;
                    T.Store(spike, mem, spikes);
                    EmitAll<M, T>(mem, pop, ids, spikes, bits);
                    j = T.IfGe(found, crossing, j * left * T.Of(c.RefractoryDecay), j);
                    v = T.IfGe(found, crossing, T.Of(c.Reset), v);
                    t0 = T.IfGe(found, crossing, spike + T.Of(c.Refractory), t0);
                    dt = t - t0;
                    L.Decay(in c, T.IfGe(dt, zero, dt, zero), out m, out s);
                }
            }

            if (!firing)
            {
                v = T.IfGe(dt, soon, end, v);
                j = j * s;
                t0 = T.IfGe(t, t0, t, t0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EmitAll<M, T>(M mem, int pop, int ids, int spikes, int bits)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        for (; bits != 0; bits &= bits - 1)
        {
            int lane = T.FirstLane(bits);
            if (mem.I(ids + lane) >= 0)
                SpikeList.Emit(mem, pop, mem.F(spikes + lane), mem.I(ids + lane));
        }
    }
}
