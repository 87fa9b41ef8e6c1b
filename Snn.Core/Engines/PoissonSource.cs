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

    /// <summary>Takes measured rates over: called when a brain state begins.</summary>
    public static void Enter<M>(M mem, int stage)
        where M : struct, IMem
    {
        int counts = mem.I(stage + Counts);
        if (counts != 0)
        {
            int n = mem.I(mem.I(stage + Stage.On) + Pop.N), cumulated = mem.I(stage + Cumulated);
            bool uniform = mem.I(stage + Uniform) != 0;
            int total = 0, even = 0;
            mem.I(cumulated) = 0;
            for (int i = 0; i < n; i++)
            {
                total += mem.I(counts + i);
                even++;
                mem.I(cumulated + i + 1) = uniform ? even : total;
            }

            int windows = mem.I(mem.I(stage + Windows));
            mem.F(stage + Rate) = windows == 0 ? 0f : total / (windows * mem.F(Head.WindowMs)) * mem.F(stage + Factor);
        }
    }

    /// <summary>Draws the spikes of one window.</summary>
    public static void Run<M, G>(M mem, G group, int stage)
        where M : struct, IMem
        where G : struct, IGroup
    {
        int pop = mem.I(stage + Stage.On);
        group.Barrier();
        if (group.Lane == 0)
            Draw(mem, stage, pop);
        group.Barrier();
    }

    private static void Draw<M>(M mem, int stage, int pop)
        where M : struct, IMem
    {
        int n = mem.I(pop + Pop.N), capacity = mem.I(pop + Pop.Capacity), window = mem.I(Head.Window);
        int cumulated = mem.I(stage + Cumulated), total = mem.I(cumulated + n);
        int slot = SpikeList.Slot(mem, pop, window), times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, pop, slot);
        int seed = mem.I(Head.Seed), purpose = mem.I(stage + PurposeOf);
        float rate = mem.F(stage + Rate), end = mem.F(Head.WindowMs);
        float t = rate > 0f ? 0f : end, mean = rate > 0f ? 1f / rate : 0f;
        int count = 0, drawn = 0;
        while (t < end)
        {
            // One draw serves two spikes.
            var draw = Philox.Draw(seed, purpose, window, drawn >> 1);
            uint gap = (drawn & 1) == 0 ? draw.X.Value : draw.Z.Value;
            uint pick = (drawn & 1) == 0 ? draw.Y.Value : draw.V.Value;
            drawn++;
            t -= Portable.Log(Philox.Unit(gap)) * mean;
            if (t < end)
            {
                if (count < capacity)
                {
                    mem.F(times + count) = t;
                    mem.I(ids + count) = Find(mem, cumulated, n, Philox.Below(pick, total));
                }

                count++;
            }
        }

        if (count > capacity)
        {
            count = capacity;
            SpikeList.Fail(mem, EngineError.SpikeOverflow, pop);
        }

        mem.I(SpikeList.WindowOf(slot)) = window;
        mem.I(SpikeList.CountOf(slot)) = count;
        mem.I(Head.Spikes) += count;
    }

    /// <summary>The neuron i with cumulated[i] at most x and cumulated[i + 1] above it.</summary>
    private static int Find<M>(M mem, int cumulated, int n, int x)
        where M : struct, IMem
    {
        int low = 0, high = n;
        while (high - low > 1)
        {
            int middle = (low + high) >> 1;
            bool above = mem.I(cumulated + middle) > x;
            high = above ? middle : high;
            low = above ? low : middle;
        }

        return low;
    }
}
