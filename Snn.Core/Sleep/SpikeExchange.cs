using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Sleep;

/// <summary>The control for replay: a population's spikes of this window are put away and those of the window before, in this same brain
/// state, take their place. Learning sees as many spikes and as many pairings, but none that belong together.</summary>
public static class SpikeExchange
{
    /// <summary>Word of the stage: the list put away, laid out like a slot.</summary>
    public const int Stored = Stage.Own;

    /// <summary>Exchanges the two lists.</summary>
    public static void Run<M, G>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int pop = mem.I(stage, Stage.On), stored = mem.I(stage, Stored), capacity = mem.I(pop, Pop.Capacity);
        int slot = SpikeList.Slot(mem, pop, mem.I(Head.Window));
        int here = mem.I(SpikeList.CountOf(slot)), there = mem.I(SpikeList.CountOf(stored));
        int most = here > there ? here : there;
        group.Barrier();
        for (int i = group.Lane; i < most; i += group.Size)
        {
            Swap(mem, SpikeList.TimesOf(slot) + i, SpikeList.TimesOf(stored) + i);
            Swap(mem, SpikeList.TimesOf(slot) + capacity + i, SpikeList.TimesOf(stored) + capacity + i);
        }

        if (group.Lane == 0)
            Swap(mem, SpikeList.CountOf(slot), SpikeList.CountOf(stored));
        group.Barrier();
    }

    private static void Swap<M>(M mem, int a, int b)
        where M : struct, IMem, allows ref struct
    {
        int kept = mem.I(a);
        mem.I(a) = mem.I(b);
        mem.I(b) = kept;
    }
}
