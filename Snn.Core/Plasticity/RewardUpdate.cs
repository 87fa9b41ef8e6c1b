using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Synapses;

namespace Snn.Core.Plasticity;

/// <summary>The weight change of <see cref="RewardStdp"/>: one window's traces, with the rewards they gathered, in the order of the spikes.</summary>
internal static class RewardUpdate
{
    /// <summary>Asks for what the update of a slot will read.</summary>
    internal static void Announce<M, G>(M mem, G group, int stage, int slot)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int proj = mem.I(stage, Stage.On), stride = mem.I(proj, Proj.Stride), count = mem.I(slot), sources = slot + RewardStdp.SlotHeader;
        Ahead.Lines(mem, group, sources + mem.I(stage, RewardStdp.Capacity), count * stride);
        if (mem.I(proj, Proj.Packed) == 0)
            Ahead.Rows(mem, group, mem.I(proj, Proj.Weights), stride, sources, count);
    }

    /// <summary>Applies and closes a slot.</summary>
    internal static void Apply<M, G, T>(M mem, G group, int stage, int slot)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int proj = mem.I(stage, Stage.On), count = mem.I(slot);
        int n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        float drive = mem.F(stage, RewardStdp.Constants) * mem.F(slot + 1);
        if (mem.I(stage, RewardStdp.IsAdditive) != 0)
        {
            for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
                Add<M, T>(mem, stage, slot, proj, count, T.Of(drive), b);
        }
        else
        {
            RowFactors<M, G, T>(mem, group, stage, slot, proj, n, count);
            for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
                Multiply<M, T>(mem, stage, slot, proj, count, T.Of(drive), b);
        }

        group.Barrier();
        for (int j = group.Lane; j < n; j += group.Size)
            ColumnNormalisation.Rescale(mem, proj, j);
        group.Barrier();
    }

    /// <summary>min(largest, W0 / W) of each row's source, from the weights before any of this window's changes.</summary>
    private static void RowFactors<M, G, T>(M mem, G group, int stage, int slot, int proj, int n, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int factors = mem.I(stage, RewardStdp.Scratch);
        float goal = mem.F(stage + RewardStdp.Constants + 8), most = mem.F(stage + RewardStdp.Constants + 9);
        if (mem.I(proj, Proj.Packed) != 0)
            PackedRows.Unpack<M, G, T>(mem, group, proj, slot + RewardStdp.SlotHeader, count);
        for (int e = group.Lane; e < count; e += group.Size)
        {
            float factor = goal / FeedforwardInhibition.RowSum<M, T>(mem, proj, mem.I(slot + RewardStdp.SlotHeader + e), e, n);
            mem.F(factors + e) = factor < most ? factor : most;
        }

        group.Barrier();
    }

    /// <summary>w clamp(1 + x, 1/2, 3/2), at least the floor; a gain shrinks with what the whole weight has left to the bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Multiplied<T>(T w, T whole, T x, T toBound, T floor)
        where T : struct, ILanes<T>
    {
        var one = T.Of(1f);
        var zero = T.Of(0f);
        var room = one - whole * toBound;
        room = T.IfGe(room, zero, room, zero);
        x = one + T.IfGe(x, zero, x * room, x);
        x = T.IfGe(x, T.Of(0.5f), x, T.Of(0.5f));
        x = T.IfGe(T.Of(1.5f), x, x, T.Of(1.5f));
        var changed = w * x;

        // A synapse of raw weight zero does not exist, or is frozen: it does not grow, not even to the floor.
        return T.IfGe(w, T.Of(1e-30f), T.IfGe(changed, floor, changed, floor), w);
    }

    /// <summary>w + x, from 0 to the bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Added<T>(T w, T x, T bound)
        where T : struct, ILanes<T>
    {
        var zero = T.Of(0f);
        var changed = w + x;
        changed = T.IfGe(changed, zero, changed, zero);
        return T.IfGe(bound, changed, changed, bound);
    }

    private static void Multiply<M, T>(M mem, int stage, int slot, int proj, int count, T drive, int b)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        int weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride), factors = mem.I(stage, RewardStdp.Scratch);
        int traces = slot + RewardStdp.SlotHeader + mem.I(stage, RewardStdp.Capacity), frozen = mem.I(proj, Proj.Frozen);
        bool packed = mem.I(proj, Proj.Packed) != 0;
        var scale = T.Load(mem, mem.I(proj, Proj.Scale) + b);
        var toBound = scale / T.Of(mem.F(stage + RewardStdp.BoundOf));
        var floor = T.Of(mem.F(stage + RewardStdp.Constants + 7)) / scale;
        var sum = T.Load(mem, mem.I(proj, Proj.Sum) + b);
        for (int e = 0; e < count; e++)
        {
            int source = mem.I(slot + RewardStdp.SlotHeader + e), at = weights + source * stride + b;
            var block = packed ? PackedRows.Find<M, T>(mem, proj, source, b) : default;
            var w = packed ? block.Load<M, T>(mem) : T.Load(mem, at);
            var x = drive * T.Load(mem, traces + e * stride + b) * T.Of(mem.F(factors + e));
            var whole = w;
            if (frozen != 0)
                whole = w + T.Load(mem, frozen + at - weights) / scale;
            var changed = Multiplied(w, whole, x, toBound, floor);
            sum = sum + (changed - w);
            if (packed)
                block.Store(changed, mem);
            else
                T.Store(changed, mem, at);
        }

        T.Store(sum, mem, mem.I(proj, Proj.Sum) + b);
    }

    private static void Add<M, T>(M mem, int stage, int slot, int proj, int count, T drive, int b)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        int weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride);
        int traces = slot + RewardStdp.SlotHeader + mem.I(stage, RewardStdp.Capacity), frozen = mem.I(proj, Proj.Frozen);
        bool packed = mem.I(proj, Proj.Packed) != 0;
        var scale = T.Load(mem, mem.I(proj, Proj.Scale) + b);
        var bound = T.Of(mem.F(stage + RewardStdp.BoundOf)) / scale;
        var sum = T.Load(mem, mem.I(proj, Proj.Sum) + b);
        for (int e = 0; e < count; e++)
        {
            int source = mem.I(slot + RewardStdp.SlotHeader + e), at = weights + source * stride + b;
            var block = packed ? PackedRows.Find<M, T>(mem, proj, source, b) : default;
            var w = packed ? block.Load<M, T>(mem) : T.Load(mem, at);
            var changed = Added(w, drive * T.Load(mem, traces + e * stride + b) / scale, bound);
            if (frozen != 0)
                changed = T.IfGe(T.Load(mem, frozen + at - weights), T.Of(1e-30f), w, changed);
            if (packed)
            {
                // Places without a synapse add nothing to the sum.
                block.Store(changed, mem);
                changed = block.Load<M, T>(mem);
            }
            else
            {
                T.Store(changed, mem, at);
            }

            sum = sum + (changed - w);
        }

        T.Store(sum, mem, mem.I(proj, Proj.Sum) + b);
    }
}
