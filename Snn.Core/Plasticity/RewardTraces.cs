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
        int proj = mem.I(stage, Stage.On), stride = mem.I(proj, Proj.Stride), capacity = mem.I(stage, RewardStdp.Capacity);
        int source = mem.I(proj, Proj.Source), n = mem.I(mem.I(proj, Proj.Target) + Pop.N), window = mem.I(Head.Window);
        int pre = SpikeList.Slot(mem, source, window), preCount = mem.I(SpikeList.CountOf(pre));
        bool overflow = preCount > capacity;
        preCount = overflow ? capacity : preCount;
        int preTimes = SpikeList.TimesOf(pre), preIds = SpikeList.IdsOf(mem, source, pre);
        int c = stage + RewardStdp.Constants;
        float minus = mem.F(c + 2), rate = mem.F(c + 3), fade = mem.F(c + 5), end = mem.F(Head.WindowMs);
        int first = mem.I(stage, RewardStdp.Scratch), second = first + mem.I(source, Pop.Capacity) + 16;

        int target = mem.I(proj, Proj.Target), post = SpikeList.Slot(mem, target, window), postCount = mem.I(SpikeList.CountOf(post));
        int third = second + mem.I(source, Pop.Capacity) + 16, fourth = third + mem.I(target, Pop.Capacity) + 16;
        group.Barrier();
        Factors<M, G, T>(mem, group, preTimes, preCount, first, 1f, rate, 0f, end);
        Factors<M, G, T>(mem, group, SpikeList.TimesOf(post), postCount, third, mem.F(c + 1), -rate, fade, end);
        if (minus != 0f)
        {
            Factors<M, G, T>(mem, group, preTimes, preCount, second, 1f, -rate, fade, end);
            Factors<M, G, T>(mem, group, SpikeList.TimesOf(post), postCount, fourth, minus, rate, 0f, end);
        }

        group.Barrier();
        var spikes = new Rounds(mem.I(stage, RewardStdp.Rounds), stride, mem.I(stage, RewardStdp.MaxRounds));
        int rounds = 0;
        if (group.Size > 1)
            LayOutTargets(mem, group, spikes, target, third, fourth);
        else
            rounds = LayOutSpikes(mem, spikes, target, third, fourth);
        group.Barrier();

        T reach = T.Of(mem.F(c + 4)), zero = T.Of(0f);
        int rows = slot + RewardStdp.SlotHeader + capacity;
        int blocks = (n + T.Width - 1) / T.Width;
        for (int k = group.Lane; k < preCount * blocks; k += group.Size)
        {
            int e = k / blocks, b = (k - e * blocks) * T.Width;
            if (b == 0)
                mem.I(slot + RewardStdp.SlotHeader + e) = mem.I(preIds + e);
            T t = T.Of(mem.F(preTimes + e)), before = T.Of(mem.F(first + e)), after = minus != 0f ? T.Of(mem.F(second + e)) : zero;
            var trace = zero;
            int last = (T.Width == 1 ? mem.I(spikes.Counts + b) : rounds) * stride;
            for (int r = b; r < last + b; r += stride)
            {
                var lag = T.Load(mem, spikes.Times + r) - t;
                var up = before * T.Load(mem, spikes.Later + r);
                up = T.IfGe(zero, lag, zero, T.IfGe(reach, lag, up, zero));
                trace = trace + up;
                if (minus != 0f)
                {
                    var down = after * T.Load(mem, spikes.Earlier + r);
                    trace = trace - T.IfGe(lag, zero, zero, T.IfGe(lag + reach, zero, down, zero));
                }
            }

            T.Store(trace, mem, rows + e * stride + b);
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

    /// <summary>Lays the credited targets' spikes out, one thread a target: each knows how many it has, and what is behind them is not read.</summary>
    private static void LayOutTargets<M, G>(M mem, G group, Rounds spikes, int target, int later, int earlier)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int slot = SpikeList.Slot(mem, target, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot)), credit = mem.I(Head.Credit);
        int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, target, slot), n = mem.I(target, Pop.N);
        for (int j = group.Lane; j < n; j += group.Size)
        {
            int round = 0, looked = credit < 0 || credit == j ? count : 0;
            for (int k = 0; k < looked; k++)
            {
                if (mem.I(ids + k) == j && round < spikes.Most)
                {
                    spikes.Place(mem, round, j, mem.F(times + k), mem.F(later + k), mem.F(earlier + k));
                    round++;
                }
            }

            mem.I(spikes.Counts + j) = round;
        }
    }

    /// <summary>Lays the credited targets' spikes out, one spike after the other, and fills up the rounds so that they can be read in lanes. Returns how many there are.</summary>
    private static int LayOutSpikes<M>(M mem, Rounds spikes, int target, int later, int earlier)
        where M : struct, IMem, allows ref struct
    {
        int slot = SpikeList.Slot(mem, target, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot)), credit = mem.I(Head.Credit);
        int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, target, slot), rounds = 0;
        for (int j = 0; j < spikes.Stride; j++)
            mem.I(spikes.Counts + j) = 0;
        for (int k = 0; k < count; k++)
        {
            int id = mem.I(ids + k), round = mem.I(spikes.Counts + id);
            if ((credit < 0 || credit == id) && round < spikes.Most)
            {
                if (round == rounds)
                {
                    for (int j = 0; j < spikes.Stride; j++)
                        mem.F(spikes.Times + rounds * spikes.Stride + j) = NoSpike;
                    rounds++;
                }

                spikes.Place(mem, round, id, mem.F(times + k), mem.F(later + k), mem.F(earlier + k));
                mem.I(spikes.Counts + id) = round + 1;
            }
        }

        return rounds;
    }

    /// <summary>factor * e^(t * rate - (end - t) * fade) for each spike.</summary>
    private static void Factors<M, G, T>(M mem, G group, int times, int count, int to, float factor, float rate, float fade, float end)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        for (int e = group.Lane * T.Width; e < count; e += group.Size * T.Width)
        {
            var t = T.Load(mem, times + e);
            T.Store(T.Of(factor) * Portable.Exp(t * T.Of(rate) - (T.Of(end) - t) * T.Of(fade)), mem, to + e);
        }
    }

    /// <summary>The targets' spikes of a window in rounds: how many each has; for each round and target its time and its factors before and after a source's spike.</summary>
    private readonly struct Rounds
    {
        /// <summary>Addresses of the arrays, words of a round, rounds at most.</summary>
        public readonly int Counts, Times, Later, Earlier, Stride, Most;

        public Rounds(int at, int stride, int most)
        {
            Counts = at;
            Times = at + stride;
            Later = Times + most * stride;
            Earlier = Later + most * stride;
            Stride = stride;
            Most = most;
        }

        /// <summary>Notes a spike.</summary>
        public void Place<M>(M mem, int round, int target, float time, float later, float earlier)
            where M : struct, IMem, allows ref struct
        {
            int at = round * Stride + target;
            mem.F(Times + at) = time;
            mem.F(Later + at) = later;
            mem.F(Earlier + at) = earlier;
        }
    }
}
