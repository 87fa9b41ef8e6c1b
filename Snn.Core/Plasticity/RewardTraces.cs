using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Plasticity;

/// <summary>The traces of one window of <see cref="RewardStdp"/>: one row per source spike, one entry per target.
/// e^(-lag / tau) is a product of one factor per spike, so that a pair costs a multiplication.</summary>
internal static class RewardTraces
{
    /// <summary>Writes the traces of this window into a slot.</summary>
    internal static void Note<M, G, T>(M mem, G group, int stage, int slot)
        where M : struct, IMem
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int proj = mem.I(stage + Stage.On), stride = mem.I(proj + Proj.Stride), capacity = mem.I(stage + RewardStdp.Capacity);
        int source = mem.I(proj + Proj.Source), target = mem.I(proj + Proj.Target), window = mem.I(Head.Window);
        int pre = SpikeList.Slot(mem, source, window), post = SpikeList.Slot(mem, target, window);
        int preCount = mem.I(SpikeList.CountOf(pre)), postCount = mem.I(SpikeList.CountOf(post));
        bool overflow = preCount > capacity;
        preCount = overflow ? capacity : preCount;
        int postTimes = SpikeList.TimesOf(post), postIds = SpikeList.IdsOf(mem, target, post);
        int preTimes = SpikeList.TimesOf(pre), preIds = SpikeList.IdsOf(mem, source, pre);
        int credit = mem.I(Head.Credit);

        int c = stage + RewardStdp.Constants;
        float plus = mem.F(c + 1), minus = mem.F(c + 2), rate = mem.F(c + 3), fade = mem.F(c + 5), end = mem.F(Head.WindowMs);
        int later = mem.I(stage + RewardStdp.Scratch), earlier = later + mem.I(target + Pop.Capacity) + 16;
        int first = earlier + mem.I(target + Pop.Capacity) + 16, second = first + mem.I(source + Pop.Capacity) + 16;
        Factors<M, G, T>(mem, group, postTimes, postCount, later, plus, -rate, fade, end);
        Factors<M, G, T>(mem, group, preTimes, preCount, first, 1f, rate, 0f, end);
        if (minus != 0f)
        {
            Factors<M, G, T>(mem, group, postTimes, postCount, earlier, minus, rate, 0f, end);
            Factors<M, G, T>(mem, group, preTimes, preCount, second, 1f, -rate, fade, end);
        }

        group.Barrier();
        int rows = slot + RewardStdp.SlotHeader + capacity;
        for (int e = group.Lane; e < preCount; e += group.Size)
        {
            mem.I(slot + RewardStdp.SlotHeader + e) = mem.I(preIds + e);
            for (int j = 0; j < stride; j += 8)
                Clear(mem, rows + e * stride + j);
        }

        // Both lists are sorted: the source spikes that pair with one target spike stand together.
        group.Barrier();
        float reach = mem.F(c + 4);
        for (int k = 0; k < postCount; k++)
        {
            int id = mem.I(postIds + k);
            float t = mem.F(postTimes + k), after = mem.F(later + k), before = mem.F(earlier + k);
            if (credit < 0 || credit == id)
            {
                for (int e = group.Lane; e < preCount; e += group.Size)
                {
                    float lag = t - mem.F(preTimes + e);
                    if (lag > 0f && lag <= reach)
                        mem.F(rows + e * stride + id) += mem.F(first + e) * after;
                    else if (minus != 0f && lag < 0f && -lag <= reach)
                        mem.F(rows + e * stride + id) -= mem.F(second + e) * before;
                }
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

    /// <summary>factor * e^(t * rate - (end - t) * fade) for each spike.</summary>
    private static void Factors<M, G, T>(M mem, G group, int times, int count, int to, float factor, float rate, float fade, float end)
        where M : struct, IMem
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        for (int e = group.Lane * T.Width; e < count; e += group.Size * T.Width)
        {
            var t = T.Load(ref mem.F(times + e));
            T.Store(T.Of(factor) * Portable.Exp(t * T.Of(rate) - (T.Of(end) - t) * T.Of(fade)), ref mem.F(to + e));
        }
    }

    private static void Clear<M>(M mem, int at)
        where M : struct, IMem
    {
        for (int k = 0; k < 8; k++)
            mem.I(at + k) = 0;
    }
}
