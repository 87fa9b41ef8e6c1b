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
                FeedforwardInhibition.Gather(mem, group, proj, ids, count);
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
                for (int lane = 0; lane < T.Width; lane++)
                    mem.F(sums + mem.I(targets + s + lane)) += mem.F(product + lane);
            }

            position += end - first;
            group.Barrier();
        }

        if (group.Lane == 0)
            mem.I(Head.Events) += events;
    }

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
        var kick = T.Of(mem.F(proj + Proj.Kick));
        var zero = T.Of(0f);
        var soon = T.Of(1e-30f);
        T windowM = T.Of(c.WindowM), windowS = T.Of(c.WindowS), current = T.Of(c.Current);
        float window = mem.F(Head.WindowMs);
        for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
        {
            var v = T.Load(ref mem.F(v0 + b));
            var j = T.Load(ref mem.F(j0 + b));
            var t0 = T.Load(ref mem.F(t00 + b));
            var input = T.Load(ref mem.F(sums + b)) * T.Load(ref mem.F(gains + b)) * T.Load(ref mem.F(scale + b)) * kick;
            T.Store(zero, ref mem.F(sums + b));
            bool refractory = T.AnyGe(t0, soon);
            j = refractory ? j + Arriving<T, L>(in c, input, t0, zero) : j + input;
            if (refractory || L.MayCross(in c, v, j))
            {
                Step<M, T, L>(mem, pop, n, b, in c, T.Of(window), ref v, ref j, ref t0);
                T.Store(t0 - T.Of(window), ref mem.F(t00 + b));
            }
            else
            {
                v = current + (v - current + j) * windowM - j * windowS;
                j = j * windowS;
                T.Store(zero, ref mem.F(t00 + b));
            }

            T.Store(v, ref mem.F(v0 + b));
            T.Store(j, ref mem.F(j0 + b));
        }
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
        bool inhibited = factors > stride;
        var c = LifConstants.Load(mem, pop + Pop.Constants);
        var window = T.Of(mem.F(Head.WindowMs));
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
                Step<M, T, L>(mem, pop, n, b, in c, t, ref v, ref j, ref t0);
                int factor = noise + e * factors + b;
                var net = T.Load(ref mem.F(weights + mem.I(ids + e) * stride + b)) * column * T.Load(ref mem.F(factor));
                if (inhibited)
                    net = net - T.Of(mem.F(inhibition + e)) * gain * T.Load(ref mem.F(factor + stride));
                j = j + (T.AnyGe(t0 - t, T.Of(1e-30f)) ? Arriving<T, L>(in c, net, t0, t) : net);
            }

            Step<M, T, L>(mem, pop, n, b, in c, window, ref v, ref j, ref t0);
            T.Store(v, ref mem.F(v0 + b));
            T.Store(j, ref mem.F(j0 + b));
            T.Store(t0 - window, ref mem.F(t00 + b));
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

    /// <summary>Brings a block of neurons to time t (those refractory beyond it stay where they are), emitting the spikes on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<M, T, L>(M mem, int pop, int n, int block, in LifConstants c, T t, ref T v, ref T j, ref T t0)
        where M : struct, IMem
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        if (L.MayCross(in c, v, j))
            Fire<M, T, L>(mem, pop, n, block, in c, t, ref v, ref j, ref t0);
        var dt = t - t0;
        dt = T.IfGe(dt, T.Of(0f), dt, T.Of(0f));
        L.Decay(in c, dt, out var m, out var s);
        var current = T.Of(c.Current);
        v = T.IfGe(dt, T.Of(1e-30f), current + (v - current + j) * m - j * s, v);
        j = j * s;
        t0 = T.IfGe(t, t0, t, t0);
    }

    /// <summary>Lets a block of neurons fire everything up to t; each is left at the end of its last refractory period.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fire<M, T, L>(M mem, int pop, int n, int block, in LifConstants c, T t, ref T v, ref T j, ref T t0)
        where M : struct, IMem
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        var zero = T.Of(0f);
        var found = T.Of(1e29f);
        var crossing = NextCrossing<T, L>(in c, t, v, j, t0);
        while (T.AnyGe(found, crossing))
        {
            var spike = t0 + crossing;
            for (int lane = 0; lane < T.Width; lane++)
            {
                if (T.Get(crossing, lane) < 1e29f && block + lane < n)
                    SpikeList.Emit(mem, pop, T.Get(spike, lane), block + lane);
            }

            L.Decay(in c, T.IfGe(found, crossing, crossing, zero), out _, out var atSpike);
            j = T.IfGe(found, crossing, j * atSpike * T.Of(c.RefractoryDecay), j);
            v = T.IfGe(found, crossing, T.Of(c.Reset), v);
            t0 = T.IfGe(found, crossing, spike + T.Of(c.Refractory), t0);
            crossing = NextCrossing<T, L>(in c, t, v, j, t0);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T NextCrossing<T, L>(in LifConstants c, T t, T v, T j, T t0)
        where T : struct, ILanes<T>
        where L : struct, IMembrane<T>
    {
        if (!L.MayCross(in c, v, j))
            return T.Of(Lif.Never);
        var dt = t - t0;
        dt = T.IfGe(dt, T.Of(0f), dt, T.Of(0f));
        L.Decay(in c, dt, out var m, out var s);
        return L.Crossing(in c, v, j, dt, m, s);
    }
}
