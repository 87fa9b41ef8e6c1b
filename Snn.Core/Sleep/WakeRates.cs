using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Sleep;

/// <summary>Counts a population's spikes awake: the mean rates at which it will fire in sleep (Golden et al. 2022, Methods: the rates of the
/// preceding wake training, averaged over tasks). One whole number per neuron is all that sleep knows of the past.</summary>
public static class WakeRates
{
    /// <summary>Word of the stage: array of counts.</summary>
    public const int Counts = Stage.Own;

    /// <summary>Word of the stage: address of the number of windows counted.</summary>
    public const int Windows = Stage.Own + 1;

    /// <summary>Total at which all counts are halved, so that they never overflow.</summary>
    public const int Limit = 1 << 30;

    /// <summary>Word of the stage: sum of the counts.</summary>
    public const int Total = Stage.Own + 2;

    /// <summary>Counts the spikes of this window.</summary>
    public static void Run<M, G>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int pop = mem.I(stage, Stage.On), counts = mem.I(stage, Counts);
        int slot = SpikeList.Slot(mem, pop, mem.I(Head.Window));
        int count = mem.I(SpikeList.CountOf(slot)), ids = SpikeList.IdsOf(mem, pop, slot);

        // A neuron may have fired twice, and two threads meet at its count.
        for (int e = group.Lane; e < count; e += group.Size)
            mem.Increment(counts + mem.I(ids + e));
        group.Barrier();
        if (group.Lane == 0)
        {
            mem.I(mem.I(stage, Windows))++;
            mem.I(stage, Total) += count;
            if (mem.I(stage, Total) > Limit)
                Halve(mem, stage, mem.I(pop, Pop.N));
        }
    }

    private static void Halve<M>(M mem, int stage, int n)
        where M : struct, IMem, allows ref struct
    {
        int counts = mem.I(stage, Counts), total = 0;
        for (int i = 0; i < n; i++)
        {
            mem.I(counts + i) >>= 1;
            total += mem.I(counts + i);
        }

        mem.I(mem.I(stage, Windows)) >>= 1;
        mem.I(stage, Total) = total;
    }
}
