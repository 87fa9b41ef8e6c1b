using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Plasticity;

/// <summary>The traces of one window of <see cref="RewardStdp"/>: one row per source spike, one entry per target.
/// e^(-lag / tau) is a product of one factor per spike, so that a pair costs a multiplication. The spikes of the targets are laid out in
/// rounds, the first of each target, then the second of each, so that one source spike meets all targets in lanes.</summary>
internal static class RewardTraces
{
    /// <summary>Time of a target that has no spike in a round: later than any reach.</summary>
    private const float NoSpike = 1e30f;

    /// <summary>Writes the traces of this window into a slot.</summary>
    internal static void Note<M, G, T>(M mem, G group, int stage, int slot)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int proj = mem.I(stage + Stage.On), stride = mem.I(proj + Proj.Stride), capacity = mem.I(stage + RewardStdp.Capacity);
        int source = mem.I(proj + Proj.Source), n = mem.I(mem.I(proj + Proj.Target) + Pop.N), window = mem.I(Head.Window);
        int pre = SpikeList.Slot(mem, source, window), preCount = mem.I(SpikeList.CountOf(pre));
        bool overflow = preCount > capacity;
        preCount = overflow ? capacity : preCount;
        int preTimes = SpikeList.TimesOf(pre), preIds = SpikeList.IdsOf(mem, source, pre);
        int c = stage + RewardStdp.Constants;
        float minus = mem.F(c + 2), rate = mem.F(c + 3), fade = mem.F(c + 5), end = mem.F(Head.WindowMs);
        int first = mem.I(stage + RewardStdp.Scratch), second = first + mem.I(source + Pop.Capacity) + 16;

        int rounds = LayOut(mem, group, stage, mem.I(proj + Proj.Target), stride);
        int times = mem.I(stage + RewardStdp.Rounds) + stride, later = times + mem.I(stage + RewardStdp.MaxRounds) * stride;
        int earlier = later + mem.I(stage + RewardStdp.MaxRounds) * stride;
        Factors<M, G, T>(mem, group, times, rounds * stride, later, mem.F(c + 1), -rate, fade, end);
        Factors<M, G, T>(mem, group, times, rounds * stride, earlier, minus, rate, 0f, end);
        Factors<M, G, T>(mem, group, preTimes, preCount, first, 1f, rate, 0f, end);
        Factors<M, G, T>(mem, group, preTimes, preCount, second, minus == 0f ? 0f : 1f, -rate, fade, end);
        group.Barrier();

        T reach = T.Of(mem.F(c + 4)), zero = T.Of(0f);
        int rows = slot + RewardStdp.SlotHeader + capacity;
        for (int e = group.Lane; e < preCount; e += group.Size)
        {
            mem.I(slot + RewardStdp.SlotHeader + e) = mem.I(preIds + e);
            T t = T.Of(mem.F(preTimes + e)), before = T.Of(mem.F(first + e)), after = minus != 0f ? T.Of(mem.F(second + e)) : zero;
            for (int b = 0; b < n; b += T.Width)
            {
                var trace = zero;
                for (int r = 0; r < rounds * stride; r += stride)
                {
                    var lag = T.Load(mem, times + r + b) - t;
                    var up = before * T.Load(mem, later + r + b);
                    up = T.IfGe(zero, lag, zero, T.IfGe(reach, lag, up, zero));
                    trace = trace + up;
                    if (minus != 0f)
                    {
                        var down = after * T.Load(mem, earlier + r + b);
                        trace = trace - T.IfGe(lag, zero, zero, T.IfGe(lag + reach, zero, down, zero));
                    }
                }

                T.Store(trace, mem, rows + e * stride + b);
            }
        }

        if (group.Lane == 0)
        {
            mem.I(slot) = preCount;
            mem.F(slot + 1) = 0f;
            if (overflow)
                SpikeList.Fail(mem, EngineError.SpikeOverflow, source);
        }

        group.Barrier();
    }

    /// <summary>Lays the credited targets' spikes out in rounds and returns the number of rounds.</summary>
    private static int LayOut<M, G>(M mem, G group, int stage, int target, int stride)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int counts = mem.I(stage + RewardStdp.Rounds), times = counts + stride, most = mem.I(stage + RewardStdp.MaxRounds);
        int post = SpikeList.Slot(mem, target, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(post)), credit = mem.I(Head.Credit);
        int postTimes = SpikeList.TimesOf(post), postIds = SpikeList.IdsOf(mem, target, post);
        group.Barrier();
        if (group.Lane == 0)
        {
            int rounds = 0;
            for (int j = 0; j < stride; j++)
                mem.I(counts + j) = 0;
            for (int k = 0; k < count; k++)
            {
                int id = mem.I(postIds + k), round = mem.I(counts + id);
                if ((credit < 0 || credit == id) && round < most)
                {
                    if (round == rounds)
                    {
                        for (int j = 0; j < stride; j++)
                            mem.F(times + rounds * stride + j) = NoSpike;
                        rounds++;
                    }

                    mem.F(times + round * stride + id) = mem.F(postTimes + k);
                    mem.I(counts + id) = round + 1;
                }
            }

            mem.I(stage + RewardStdp.RoundCount) = rounds;
        }

        group.Barrier();
        return mem.I(stage + RewardStdp.RoundCount);
    }

    /// <summary>factor * e^(t * rate - (end - t) * fade) for each spike.</summary>
    private static void Factors<M, G, T>(M mem, G group, int times, int count, int to, float factor, float rate, float fade, float end)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        if (factor != 0f)
        {
            for (int e = group.Lane * T.Width; e < count; e += group.Size * T.Width)
            {
                var t = T.Load(mem, times + e);
                T.Store(T.Of(factor) * Portable.Exp(t * T.Of(rate) - (T.Of(end) - t) * T.Of(fade)), mem, to + e);
            }
        }
    }
}
