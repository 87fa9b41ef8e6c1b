using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Engines;

/// <summary>Independent Poisson spike trains, drawn as one: the gaps between the spikes of the whole population are exponential with its
/// total rate, and each spike picks its neuron in proportion to that neuron's rate. A silent population costs nothing; the trains come out
/// sorted. Trains have no memory, so each window starts afresh.</summary>
public static class PoissonSource
{
    /// <summary>Word of the stage: array of n + 1 cumulated weights, whole numbers.</summary>
    public const int Cumulated = Stage.Own;

    /// <summary>Word of the stage: (f) total rate, spikes per ms.</summary>
    public const int Rate = Stage.Own + 1;

    /// <summary>Word of the stage: spike counts that the rates are measured by; 0 if they are fixed.</summary>
    public const int Counts = Stage.Own + 2;

    /// <summary>Word of the stage: address of the number of windows counted.</summary>
    public const int Windows = Stage.Own + 3;

    /// <summary>Word of the stage: 1 if all neurons share the mean of the measured rates.</summary>
    public const int Uniform = Stage.Own + 4;

    /// <summary>Word of the stage: (f) factor on measured rates.</summary>
    public const int Factor = Stage.Own + 5;

    /// <summary>Word of the stage: purpose of the numbers drawn.</summary>
    public const int PurposeOf = Stage.Own + 6;

    /// <summary>Word of the stage: scratch for one batch of draws: (f) gaps, then picks.</summary>
    public const int Scratch = Stage.Own + 7;

    /// <summary>Word of the stage: guide to the cumulated weights.</summary>
    public const int Guide = Stage.Own + 8;

    /// <summary>Word of the stage: bits by which a weight is shifted to find its place in the guide, plus 1; 0 if the guide is out of date.</summary>
    public const int Shift = Stage.Own + 9;

    /// <summary>Entries of a guide.</summary>
    public const int GuideSize = 1024;

    /// <summary>Draws of one batch: sixteen calls of the generator serve two spikes each.</summary>
    public const int Batch = 32;

    /// <summary>Takes measured rates over: called when a brain state begins.</summary>
    public static void Enter<M>(M mem, int stage)
        where M : struct, IMem, allows ref struct
    {
        int counts = mem.I(stage, Counts);
        if (counts != 0)
        {
            int n = mem.I(mem.I(stage, Stage.On) + Pop.N), cumulated = mem.I(stage, Cumulated);
            bool uniform = mem.I(stage, Uniform) != 0;
            int total = 0, even = 0;
            mem.I(cumulated) = 0;
            for (int i = 0; i < n; i++)
            {
                total += mem.I(counts + i);
                even++;
                mem.I(cumulated + i + 1) = uniform ? even : total;
            }

            int windows = mem.I(mem.I(stage, Windows));
            mem.F(stage, Rate) = windows == 0 ? 0f : total / (windows * mem.F(Head.WindowMs)) * mem.F(stage, Factor);
            mem.I(stage, Shift) = 0;
        }
    }

    /// <summary>Draws the spikes of one window.</summary>
    public static void Run<M, G, T, W>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where W : struct, IWords<W>
    {
        int pop = mem.I(stage, Stage.On), n = mem.I(pop, Pop.N), capacity = mem.I(pop, Pop.Capacity), window = mem.I(Head.Window);
        int cumulated = mem.I(stage, Cumulated), total = mem.I(cumulated + n), scratch = mem.I(stage, Scratch);
        int slot = SpikeList.Slot(mem, pop, window), times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, pop, slot);
        float rate = mem.F(stage, Rate), end = mem.F(Head.WindowMs);
        float t = rate > 0f ? 0f : end;
        var mean = T.Of(rate > 0f ? -1f / rate : 0f);
        int count = 0;
        group.Barrier();
        if (group.Lane == 0 && mem.I(stage, Shift) == 0)
            BuildGuide(mem, stage, n, cumulated, total);
        group.Barrier();
        int shift = mem.I(stage, Shift) - 1, guide = mem.I(stage, Guide);
        for (int batch = 0; t < end; batch++)
        {
            for (int c = group.Lane * W.Width; c < Batch / 2; c += group.Size * W.Width)
            {
                var draw = Philox.Draw(mem.I(Head.Seed), mem.I(stage, PurposeOf), window, W.From((uint)(batch * Batch / 2 + c)));
                W.StoreUnit(draw.X, ref mem.F(scratch + c));
                W.StoreUnit(draw.Z, ref mem.F(scratch + 16 + c));
                W.Store(draw.Y, ref mem.I(scratch + 32 + c));
                W.Store(draw.V, ref mem.I(scratch + 48 + c));
            }

            group.Barrier();
            for (int k = group.Lane * T.Width; k < Batch; k += group.Size * T.Width)
                T.Store(Portable.Log(T.Load(mem, scratch + k)) * mean, mem, scratch + k);
            group.Barrier();

            // Every thread adds up the gaps; the first one writes.
            for (int k = 0; k < Batch && t < end; k++)
            {
                t += mem.F(scratch + k);
                if (t < end)
                {
                    if (count < capacity && group.Lane == 0)
                    {
                        int x = Philox.Below((uint)mem.I(scratch + 32 + k), total);
                        int id = mem.I(guide + (x >> shift));
                        while (mem.I(cumulated + id + 1) <= x)
                            id++;
                        mem.F(times + count) = t;
                        mem.I(ids + count) = id;
                    }

                    count++;
                }
            }

            group.Barrier();
        }

        if (group.Lane == 0)
        {
            if (count > capacity)
                SpikeList.Fail(mem, EngineError.SpikeOverflow, pop);
            count = count > capacity ? capacity : count;
            mem.I(SpikeList.WindowOf(slot)) = window;
            mem.I(SpikeList.CountOf(slot)) = count;
            mem.I(Head.Spikes) += count;
        }

        group.Barrier();
    }

    /// <summary>For each of <see cref="GuideSize"/> equal stretches of the cumulated weights, the neuron in which it starts.</summary>
    private static void BuildGuide<M>(M mem, int stage, int n, int cumulated, int total)
        where M : struct, IMem, allows ref struct
    {
        int shift = 0, guide = mem.I(stage, Guide), id = 0;
        while ((total >> shift) >= GuideSize)
            shift++;
        for (int k = 0; k <= total >> shift; k++)
        {
            while (id < n - 1 && mem.I(cumulated + id + 1) <= k << shift)
                id++;
            mem.I(guide + k) = id;
        }

        mem.I(stage, Shift) = shift + 1;
    }
}
