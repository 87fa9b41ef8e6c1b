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
        where M : struct, IMem
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where W : struct, IWords<W>
        where L : struct, IMembrane<T>
    {
        int pop = mem.I(stage + Stage.On), proj = mem.I(stage + From);
        int source = mem.I(proj + Proj.Source);
        int slot = SpikeList.Slot(mem, source, mem.I(Head.Window));
        int count = mem.I(SpikeList.CountOf(slot));
        int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, source, slot);
        if (mem.I(proj + Proj.Stride) > 0)
        {
            int n = mem.I(pop + Pop.N), stride = mem.I(proj + Proj.Stride);
            int factors = mem.I(proj + Proj.Inhibition) != 0 ? 2 * stride : stride;
            ReleaseNoise.Fill<M, G, W>(mem, group, proj, count * factors);
            if (mem.I(proj + Proj.Inhibition) != 0)
                FeedforwardInhibition.Gather<M, G, T>(mem, group, proj, ids, count);
            if (group.Lane == 0)
                mem.I(Head.Events) += count * n * (factors / stride);
            Dense<M, G, T, L>(mem, group, stage, times, ids, count, factors);
        }
        else
        {
            Scatter<M, G, T, W>(mem, group, proj, ids, count);
            Volley<M, G, T, L>(mem, group, stage);
        }

        SpikeList.Close(mem, group, pop);
    }

    /// <summary>Adds up what a volley brings to each target: weight times noise, row after row.</summary>
    private static void Scatter<M, G, T, W>(M mem, G group, int proj, int ids, int count)
        where M : struct, IMem
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where W : struct, IWords<W>
    {
        int rows = mem.I(proj + Proj.Rows), targets = mem.I(proj + Proj.Targets), weights = mem.I(proj + Proj.Weights);
        int noise = mem.I(proj + Proj.NoiseScratch), sums = mem.I(proj + Proj.Gather);
        int lengths = rows + mem.I(mem.I(proj + Proj.Source) + Pop.N) + 1;
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
                T.Store(T.Load(ref mem.F(weights + s)) * T.Load(ref mem.F(product)), ref mem.F(product));
                mem.Scatter(sums, targets + s, product, T.Width);
            }

            position += end - first;
            group.Barrier();
        }

        if (group.Lane == 0)
            mem.I(Head.Events) += events;
    }

    /// <summary>Every neuron gets what the volley brought it. Most stay quiet, and that is all; those that may fire, or still are refractory,
    /// are gathered and solved together.</summary>
    private static void Volley<M, G, T, L>(M mem, G group, int stage)
        where M : struct, IMem
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        int pop = mem.I(stage + Stage.On), proj = mem.I(stage + From), gains = mem.I(stage + Gains);
        int n = mem.I(pop + Pop.N), v0 = mem.I(pop + Pop.V), j0 = mem.I(pop + Pop.J), t00 = mem.I(pop + Pop.T0);
        int sums = mem.I(proj + Proj.Gather), scale = mem.I(proj + Proj.Scale);
        var c = LifConstants.Load(mem, pop + Pop.Constants);
        var loud = new LoudList(mem.I(pop + Pop.Loud), (n + 15) / 16 * 16 + 16);
        var kick = T.Of(mem.F(proj + Proj.Kick));
        T zero = T.Of(0f), soon = T.Of(1e-30f);
        T peak = T.Of(c.Peak), room = T.Of(c.Threshold - c.Current);
        T windowM = T.Of(c.WindowM), windowS = T.Of(c.WindowS), current = T.Of(c.Current);
        for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
        {
            var v = T.Load(ref mem.F(v0 + b));
            var j = T.Load(ref mem.F(j0 + b));
            var t0 = T.Load(ref mem.F(t00 + b));
            var input = T.Load(ref mem.F(sums + b)) * T.Load(ref mem.F(gains + b)) * T.Load(ref mem.F(scale + b)) * kick;
            var after = j + input;
            var end = current + (v - current + after) * windowM - after * windowS;
            int bits = T.MaskGe(T.IfGe(t0, soon, zero, Lif.Bound(v - current, after, peak, room)), zero);
            if (bits != 0)
            {
                T.Store(input, ref mem.F(sums + b));
                loud.Add<M, T>(mem, bits, b, n, v0, j0, t00, sums);
                T.Store(zero, ref mem.F(t00 + b));
            }

            T.Store(zero, ref mem.F(sums + b));
            T.Store(Lif.Flush(end), ref mem.F(v0 + b));
            T.Store(Lif.Flush(after * windowS), ref mem.F(j0 + b));
        }

        group.Barrier();
        int count = mem.I(loud.At);
        var window = T.Of(mem.F(Head.WindowMs));
        for (int b = group.Lane * T.Width; b < count; b += group.Size * T.Width)
        {
            loud.Pad(mem, b, count, T.Width);
            var t0 = T.Load(ref mem.F(loud.T0 + b));
            T.Store(T.Load(ref mem.F(loud.J + b)) + Arriving<T, L>(in c, T.Load(ref mem.F(loud.Input + b)), t0, zero), ref mem.F(loud.J + b));
            Fire<M, T, L>(mem, pop, loud.Ids + b, loud.V + b, loud.J + b, loud.T0 + b, in c, window);
            T.Store(T.Load(ref mem.F(loud.T0 + b)) - window, ref mem.F(loud.T0 + b));
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
        where M : struct, IMem
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        int pop = mem.I(stage + Stage.On), proj = mem.I(stage + From), gains = mem.I(stage + Gains);
        int n = mem.I(pop + Pop.N), v0 = mem.I(pop + Pop.V), j0 = mem.I(pop + Pop.J), t00 = mem.I(pop + Pop.T0);
        int weights = mem.I(proj + Proj.Weights), stride = mem.I(proj + Proj.Stride), scale = mem.I(proj + Proj.Scale);
        int noise = mem.I(proj + Proj.NoiseScratch), inhibition = mem.I(proj + Proj.Gather);
        int ids0 = mem.I(pop + Pop.Loud) + SpikeList.Header;
        bool inhibited = factors > stride;
        var c = LifConstants.Load(mem, pop + Pop.Constants);
        T window = T.Of(mem.F(Head.WindowMs)), zero = T.Of(0f), soon = T.Of(1e-30f), current = T.Of(c.Current);
        for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
        {
            var v = T.Load(ref mem.F(v0 + b));
            var j = T.Load(ref mem.F(j0 + b));
            var t0 = T.Load(ref mem.F(t00 + b));
            var gain = T.Load(ref mem.F(gains + b)) * T.Of(mem.F(proj + Proj.Kick));
            var column = T.Load(ref mem.F(scale + b)) * gain;
            for (int e = 0; e < count; e++)
            {
                var t = T.Of(mem.F(times + e));
                var dt = t - t0;
                dt = T.IfGe(dt, zero, dt, zero);
                L.Decay(in c, dt, out var m, out var s);
                var end = current + (v - current + j) * m - j * s;
                if (T.AnyGe(T.IfGe(dt, soon, L.Reach(in c, v, j, m, end), T.Of(-1f)), zero))
                {
                    T.Store(v, ref mem.F(v0 + b));
                    T.Store(j, ref mem.F(j0 + b));
                    T.Store(t0, ref mem.F(t00 + b));
                    Fire<M, T, L>(mem, pop, ids0 + b, v0 + b, j0 + b, t00 + b, in c, t);
                    v = T.Load(ref mem.F(v0 + b));
                    j = T.Load(ref mem.F(j0 + b));
                    t0 = T.Load(ref mem.F(t00 + b));
                }
                else
                {
                    v = T.IfGe(dt, soon, end, v);
                    j = j * s;
                    t0 = T.IfGe(t, t0, t, t0);
                }

                int factor = noise + e * factors + b;
                var net = T.Load(ref mem.F(weights + mem.I(ids + e) * stride + b)) * column * T.Load(ref mem.F(factor));
                if (inhibited)
                    net = net - T.Of(mem.F(inhibition + e)) * gain * T.Load(ref mem.F(factor + stride));
                j = j + (T.AnyGe(t0 - t, soon) ? Arriving<T, L>(in c, net, t0, t) : net);
            }

            T.Store(v, ref mem.F(v0 + b));
            T.Store(j, ref mem.F(j0 + b));
            T.Store(t0, ref mem.F(t00 + b));
            Fire<M, T, L>(mem, pop, ids0 + b, v0 + b, j0 + b, t00 + b, in c, window);
            T.Store(T.Load(ref mem.F(t00 + b)) - window, ref mem.F(t00 + b));
        }
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

    /// <summary>Brings a block of neurons to time t, firing on the way; those refractory beyond it stay where they are.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fire<M, T, L>(M mem, int pop, int ids, int v0, int j0, int t00, in LifConstants c, T t)
        where M : struct, IMem
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        T zero = T.Of(0f), soon = T.Of(1e-30f), found = T.Of(1e29f), current = T.Of(c.Current);
        var v = T.Load(ref mem.F(v0));
        var j = T.Load(ref mem.F(j0));
        var t0 = T.Load(ref mem.F(t00));
        bool more = true;
        while (more)
        {
            var dt = t - t0;
            dt = T.IfGe(dt, zero, dt, zero);
            L.Decay(in c, dt, out var m, out var s);
            var end = current + (v - current + j) * m - j * s;
            int bits = T.MaskGe(T.IfGe(dt, soon, L.Reach(in c, v, j, m, end), T.Of(-1f)), zero);
            if (bits != 0)
            {
                var crossing = T.IfGe(dt, soon, L.Crossing(in c, v, j, dt, m, s, out var left), T.Of(Lif.Never));
                bits = T.MaskGe(found, crossing);

                // The spike times go through memory, where a lane is a word.
                var spike = t0 + crossing;
                T.Store(spike, ref mem.F(t00));
                for (int firing = bits; firing != 0; firing &= firing - 1)
                {
                    int lane = T.FirstLane(firing);
                    if (mem.I(ids + lane) >= 0)
                        SpikeList.Emit(mem, pop, mem.F(t00 + lane), mem.I(ids + lane));
                }

                j = T.IfGe(found, crossing, j * left * T.Of(c.RefractoryDecay), j);
                v = T.IfGe(found, crossing, T.Of(c.Reset), v);
                t0 = T.IfGe(found, crossing, spike + T.Of(c.Refractory), t0);
            }

            // Lanes that might have crossed and did not are as far as the others.
            more = bits != 0;
            if (!more)
            {
                v = T.IfGe(dt, soon, end, v);
                j = j * s;
                t0 = T.IfGe(t, t0, t, t0);
            }
        }

        T.Store(Lif.Flush(v), ref mem.F(v0));
        T.Store(Lif.Flush(j), ref mem.F(j0));
        T.Store(t0, ref mem.F(t00));
    }
}
