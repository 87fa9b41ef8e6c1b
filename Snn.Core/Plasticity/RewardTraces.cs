using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Plasticity;

/// <summary>The traces of one window of <see cref="RewardStdp"/>: one row per source spike, one entry per target.
/// e^(-lag / tau) is a product of one factor per spike, so that a pair costs a multiplication.</summary>
internal static class RewardTraces
{
    /// <summary>Writes the traces of this window into a slot.</summary>
    internal static void Note<M, G>(M mem, G group, int stage, int slot)
        where M : struct, IMem
        where G : struct, IGroup
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
        int later = mem.I(stage + RewardStdp.Scratch), earlier = later + mem.I(target + Pop.Capacity);
        for (int e = group.Lane; e < postCount; e += group.Size)
        {
            float t = mem.F(postTimes + e);
            mem.F(later + e) = plus * Portable.Exp(-(t * rate) - (end - t) * fade);
            mem.F(earlier + e) = minus == 0f ? 0f : minus * Portable.Exp(t * rate);
        }

        group.Barrier();
        for (int e = group.Lane; e < preCount; e += group.Size)
        {
            float t = mem.F(preTimes + e);
            int row = slot + RewardStdp.SlotHeader + capacity + e * stride;
            mem.I(slot + RewardStdp.SlotHeader + e) = mem.I(preIds + e);
            for (int j = 0; j < stride; j++)
                mem.F(row + j) = 0f;
            float first = Portable.Exp(t * rate);
            float second = minus == 0f ? 0f : Portable.Exp(-(t * rate) - (end - t) * fade);
            float reach = mem.F(c + 4);
            for (int k = 0; k < postCount; k++)
            {
                int id = mem.I(postIds + k);
                float lag = mem.F(postTimes + k) - t;
                bool counts = credit < 0 || credit == id;
                float pair = lag > 0f && lag <= reach ? first * mem.F(later + k)
                    : lag < 0f && -lag <= reach ? -(second * mem.F(earlier + k)) : 0f;
                mem.F(row + id) += counts ? pair : 0f;
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
}
