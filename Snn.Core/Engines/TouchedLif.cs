using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Core.Synapses;

namespace Snn.Core.Engines;

/// <summary>A LIF population in a sparse or recurrent network: each neuron is brought up to date when an event touches it, and then knows
/// when it will next cross threshold if nothing more arrives. A neuron that nothing touches costs nothing.</summary>
public static class TouchedLif
{
    /// <summary>Word of the stage: (f) array of gains.</summary>
    public const int Gains = Stage.Own;

    /// <summary>Words of one arrival: projection, source, first synapse, end.</summary>
    public const int ArrivalSize = 4;

    /// <summary>Advances the population by one window.</summary>
    public static void Run<M, G, L>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where L : struct, IMembrane<F1>
    {
        int pop = mem.I(stage, Stage.On), gains = mem.I(stage, Gains);
        int window = mem.I(Head.Window), state = mem.I(Head.State);
        float windowMs = mem.F(Head.WindowMs);
        var c = LifConstants.Load(mem, pop + Pop.Constants);
        int capacity = mem.I(pop, Pop.ArrivalCapacity), list = mem.I(pop, Pop.Arrivals);
        Collect(mem, group, pop);

        int count = mem.I(list), times = list + SpikeList.Header + 2 * capacity, order = times + capacity, runs = order + capacity;
        int served = 0;
        for (int a = 0; a < count; a++)
        {
            int run = runs + mem.I(order + a) * ArrivalSize;
            int proj = mem.I(run), source = mem.I(run + 1), first = mem.I(run + 2), end = mem.I(run + 3);
            float t = mem.F(times + a), kick = mem.F(proj, Proj.Kick);
            int targets = mem.I(proj, Proj.Targets), weights = mem.I(proj, Proj.Weights), scale = mem.I(proj, Proj.Scale);
            bool noisy = mem.F(proj, Proj.Noise) > 0f;
            bool plastic = (mem.I(proj, Proj.StdpStates) >> state & 1) != 0;
            bool pairs = plastic && mem.I(proj, Proj.StdpForm) != LogStdp.Own;
            for (int s = first + group.Lane; s < end; s += group.Size)
            {
                int target = mem.I(targets + s);
                Advance<M, L>(mem, pop, in c, target, window, windowMs, t);
                float w = mem.F(weights + s) * mem.F(scale + target) * mem.F(gains + target) * kick;
                if (noisy)
                    w *= ReleaseNoise.One(mem, proj, served + s - first);
                Receive<M, L>(mem, pop, in c, target, window, windowMs, t, w);
                if (pairs)
                    PairStdp.Depress(mem, proj, s, target, window, windowMs, t);
                else if (plastic)
                    LogStdp.Depress(mem, proj, s, target, window, windowMs, t);
            }

            group.Barrier();
            if (group.Lane == 0 && plastic)
                TracedStdp.Bump(mem, mem.I(proj, Proj.PreTrace), mem.I(mem.I(proj, Proj.Source) + Pop.N), source, mem.F(proj + Proj.Stdp + 2), window, windowMs, t);
            group.Barrier();
            served += end - first;
        }

        Finish<M, G, L>(mem, group, pop, in c, window, windowMs);
        if (group.Lane == 0)
            mem.I(Head.Events) += served;
        SpikeList.Close(mem, group, pop);
    }

    /// <summary>A population that was driven for some windows goes on from where it stood before them, as a swept one does.</summary>
    public static void Thaw<M, G>(M mem, G group, int pop)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int since = mem.I(pop, Pop.Since), due = mem.I(pop, Pop.Due), missed = mem.I(Head.Window) - mem.I(pop, Pop.Frozen);
        for (int i = group.Lane; since != 0 && i < mem.I(pop, Pop.N); i += group.Size)
        {
            mem.I(since + i) += missed;
            mem.I(due + i) += mem.I(due + i) == int.MaxValue ? 0 : missed;
        }
    }

    /// <summary>Lists what arrives in this window, in order of time; a spike stands once, its delays are added on reading.</summary>
    private static void Collect<M, G>(M mem, G group, int pop)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int list = mem.I(pop, Pop.Arrivals), capacity = mem.I(pop, Pop.ArrivalCapacity);
        int scratchTimes = list + SpikeList.Header, scratchIds = scratchTimes + capacity;
        int times = scratchIds + capacity, order = times + capacity;
        group.Barrier();
        if (group.Lane == 0)
        {
            mem.I(list) = 0;
            for (int p = 0; p < mem.I(pop, Pop.Incoming); p++)
                CollectFrom(mem, pop, mem.I(mem.I(pop, Pop.IncomingList) + p));
            if (mem.I(list) > capacity)
            {
                mem.I(list) = capacity;
                SpikeList.Fail(mem, EngineError.EventOverflow, pop);
            }
        }

        group.Barrier();
        SpikeList.Sort(mem, group, scratchTimes, scratchIds, times, order, mem.I(list));
        group.Barrier();
    }

    private static void CollectFrom<M>(M mem, int pop, int proj)
        where M : struct, IMem, allows ref struct
    {
        int source = mem.I(proj, Proj.Source), window = mem.I(Head.Window), rows = mem.I(proj, Proj.Rows);
        int delays = mem.I(proj, Proj.Delays);
        float windowMs = mem.F(Head.WindowMs), delay = mem.F(proj, Proj.Delay);
        int back = mem.I(source, Pop.Slots);
        for (int q = 0; q < back; q++)
        {
            int slot = SpikeList.Slot(mem, source, window - q < 0 ? 0 : window - q);
            bool there = window - q >= 0 && mem.I(SpikeList.WindowOf(slot)) == window - q;
            int count = there ? mem.I(SpikeList.CountOf(slot)) : 0;
            int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, source, slot);
            float opens = q * windowMs, closes = (q + 1) * windowMs;
            for (int e = 0; e < count; e++)
            {
                float t = mem.F(times + e);
                int id = mem.I(ids + e);
                int first = mem.I(rows + id), end = mem.I(rows + id + 1);
                if (delays == 0)
                {
                    float arrival = t + delay;
                    if (arrival >= opens && arrival < closes && end > first)
                        Add(mem, pop, arrival - opens, proj, id, first, end);
                }
                else
                {
                    CollectRow(mem, pop, proj, id, t, opens, closes, first, end);
                }
            }
        }
    }

    /// <summary>A row of drawn delays is in ascending order: each run of equal delays is one event.</summary>
    private static void CollectRow<M>(M mem, int pop, int proj, int id, float t, float opens, float closes, int first, int end)
        where M : struct, IMem, allows ref struct
    {
        int delays = mem.I(proj, Proj.Delays);
        int s = first;
        while (s < end)
        {
            float delay = mem.F(delays + s);
            int next = s + 1;
            while (next < end && mem.F(delays + next) == delay)
                next++;
            float arrival = t + delay;
            if (arrival >= opens && arrival < closes)
                Add(mem, pop, arrival - opens, proj, id, s, next);
            s = next;
        }
    }

    private static void Add<M>(M mem, int pop, float time, int proj, int source, int first, int end)
        where M : struct, IMem, allows ref struct
    {
        int list = mem.I(pop, Pop.Arrivals), capacity = mem.I(pop, Pop.ArrivalCapacity);
        int k = mem.I(list)++;
        if (k < capacity)
        {
            mem.F(list + SpikeList.Header + k) = time;
            mem.I(list + SpikeList.Header + capacity + k) = k;
            int run = list + SpikeList.Header + 4 * capacity + k * ArrivalSize;
            mem.I(run) = proj;
            mem.I(run + 1) = source;
            mem.I(run + 2) = first;
            mem.I(run + 3) = end;
        }
    }

    /// <summary>Lets a neuron fire all its spikes up to t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance<M, L>(M mem, int pop, in LifConstants c, int n, int window, float windowMs, float t)
        where M : struct, IMem, allows ref struct
        where L : struct, IMembrane<F1>
    {
        while (mem.I(mem.I(pop, Pop.Due) + n) == window && t >= mem.F(mem.I(pop, Pop.Next) + n))
            Fire<M, L>(mem, pop, in c, n, window, windowMs);
    }

    private static void Fire<M, L>(M mem, int pop, in LifConstants c, int n, int window, float windowMs)
        where M : struct, IMem, allows ref struct
        where L : struct, IMembrane<F1>
    {
        int t0 = mem.I(pop, Pop.T0) + n, since = mem.I(pop, Pop.Since) + n, j = mem.I(pop, Pop.J) + n;
        float spike = mem.F(mem.I(pop, Pop.Next) + n);
        SpikeList.Emit(mem, pop, spike, n);
        L.Decay(in c, new F1((window - mem.I(since)) * windowMs + (spike - mem.F(t0))), out _, out var s);
        mem.F(j) = mem.F(j) * s.Value * c.RefractoryDecay;
        mem.F(mem.I(pop, Pop.V) + n) = c.Reset;
        mem.F(t0) = spike + c.Refractory;
        mem.I(since) = window;
        Predict<M, L>(mem, pop, in c, n, window, windowMs);
        int state = mem.I(Head.State);
        for (int p = 0; p < mem.I(pop, Pop.Incoming); p++)
        {
            int proj = mem.I(mem.I(pop, Pop.IncomingList) + p);
            if ((mem.I(proj, Proj.StdpStates) >> state & 1) != 0)
                TracedStdp.OnPost(mem, proj, n, window, windowMs, spike);
        }
    }

    /// <summary>Adds an input at t to a neuron that has fired up to t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Receive<M, L>(M mem, int pop, in LifConstants c, int n, int window, float windowMs, float t, float input)
        where M : struct, IMem, allows ref struct
        where L : struct, IMembrane<F1>
    {
        int t0 = mem.I(pop, Pop.T0) + n, since = mem.I(pop, Pop.Since) + n;
        int jAt = mem.I(pop, Pop.J) + n, vAt = mem.I(pop, Pop.V) + n;
        float dt = (window - mem.I(since)) * windowMs + (t - mem.F(t0));
        if (dt >= 0f)
        {
            L.Decay(in c, new F1(dt), out var m, out var s);
            float v = mem.F(vAt), j = mem.F(jAt);
            mem.F(vAt) = dt > 0f ? Lif.Flush(new F1(c.Current + (v - c.Current + j) * m.Value - j * s.Value)).Value : v;
            mem.F(jAt) = Lif.Flush(new F1(j * s.Value + input)).Value;
            mem.F(t0) = t;
            mem.I(since) = window;
        }
        else
        {
            // Refractory until t0: what arrives now has decayed by then.
            L.Decay(in c, new F1(-dt), out _, out var s);
            mem.F(jAt) += input * s.Value;
        }

        Predict<M, L>(mem, pop, in c, n, window, windowMs);
    }

    /// <summary>Computes when a neuron will next cross threshold if nothing more arrives.</summary>
    internal static void Predict<M, L>(M mem, int pop, in LifConstants c, int n, int window, float windowMs)
        where M : struct, IMem, allows ref struct
        where L : struct, IMembrane<F1>
    {
        const float Horizon = 40f;
        float reach = Horizon * (c.TauM > c.TauS ? c.TauM : c.TauS);
        F1 v = new(mem.F(mem.I(pop, Pop.V) + n)), j = new(mem.F(mem.I(pop, Pop.J) + n)), crossing = new(Lif.Never);
        L.Decay(in c, new F1(reach), out var m, out var s);
        if (L.Reach(in c, v, j, m, new F1(c.Current)).Value >= 0f)
            crossing = L.Crossing(in c, v, j, new F1(reach), m, s, out _);
        int due = mem.I(pop, Pop.Due) + n;
        if (crossing.Value < 1e29f)
        {
            int since = mem.I(mem.I(pop, Pop.Since) + n);
            float next = mem.F(mem.I(pop, Pop.T0) + n) + crossing.Value;
            int ahead = (int)(next / windowMs);
            float offset = next - ahead * windowMs;
            mem.I(due) = since + ahead;
            mem.F(mem.I(pop, Pop.Next) + n) = offset < 0f ? 0f : offset;
            if (mem.I(due) < window)
            {
                // A crossing lost to rounding at the border of two windows.
                mem.I(due) = window;
                mem.F(mem.I(pop, Pop.Next) + n) = 0f;
            }

            mem.Or(mem.I(pop, Pop.Pending) + (n >> 5), 1 << (n & 31));
        }
        else
        {
            mem.I(due) = int.MaxValue;
        }
    }

    /// <summary>Fires what is left of this window.</summary>
    private static void Finish<M, G, L>(M mem, G group, int pop, in LifConstants c, int window, float windowMs)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where L : struct, IMembrane<F1>
    {
        int n = mem.I(pop, Pop.N), pending = mem.I(pop, Pop.Pending), due = mem.I(pop, Pop.Due);
        group.Barrier();
        for (int word = group.Lane; word < (n + 31) / 32; word += group.Size)
        {
            int bits = mem.I(pending + word);
            int left = bits;
            for (int bit = 0; left != 0; bit++)
            {
                if ((left & 1) != 0)
                {
                    int id = word * 32 + bit;
                    Advance<M, L>(mem, pop, in c, id, window, windowMs, windowMs);
                    if (mem.I(due + id) == int.MaxValue)
                        bits &= ~(1 << bit);
                }

                left = (int)((uint)left >> 1);
            }

            mem.I(pending + word) = bits;
        }
    }
}
