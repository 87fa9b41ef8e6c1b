using System.Runtime.CompilerServices;
using Snn.Core.Memory;

namespace Snn.Core.Engines;

/// <summary>A population's spikes of one window, sorted by time and then by neuron. Slots form a ring over windows, so that delayed
/// projections can look back.</summary>
public static class SpikeList
{
    /// <summary>Words of a slot before its times.</summary>
    public const int Header = 8;

    /// <summary>Address of the slot of a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Slot<M>(M mem, int pop, int window)
        where M : struct, IMem, allows ref struct
    {
        int slots = mem.I(pop, Pop.Slots);
        int slot = slots == 1 ? 0 : window % slots;
        return mem.I(pop, Pop.Ring) + slot * (Header + 2 * mem.I(pop, Pop.Capacity));
    }

    /// <summary>Address of a slot's window number.</summary>
    public static int WindowOf(int slot) => slot;

    /// <summary>Address of a slot's number of spikes.</summary>
    public static int CountOf(int slot) => slot + 1;

    /// <summary>Address of a slot's first time.</summary>
    public static int TimesOf(int slot) => slot + Header;

    /// <summary>Address of a slot's first neuron.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IdsOf<M>(M mem, int pop, int slot)
        where M : struct, IMem, allows ref struct => slot + Header + mem.I(pop, Pop.Capacity);

    /// <summary>Adds a spike to the unsorted scratch list; threads may do so in any order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Emit<M>(M mem, int pop, float time, int id)
        where M : struct, IMem, allows ref struct
    {
        int scratch = mem.I(pop, Pop.Scratch);
        int capacity = mem.I(pop, Pop.Capacity);
        int k = mem.Increment(scratch);
        if (k < capacity)
        {
            mem.F(scratch + Header + k) = time;
            mem.I(scratch + Header + capacity + k) = id;
        }
    }

    /// <summary>Sorts what was emitted into the slot of this window, counts it and empties the scratch list. All threads call it.</summary>
    public static void Close<M, G>(M mem, G group, int pop)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        group.Barrier();
        int scratch = mem.I(pop, Pop.Scratch);
        int capacity = mem.I(pop, Pop.Capacity);
        int count = mem.I(scratch);
        bool overflow = count > capacity;
        count = overflow ? capacity : count;
        int window = mem.I(Head.Window);
        int slot = Slot(mem, pop, window);
        Sort(mem, group, scratch + Header, scratch + Header + capacity, TimesOf(slot), IdsOf(mem, pop, slot), count);
        group.Barrier();
        if (group.Lane == 0)
        {
            mem.I(WindowOf(slot)) = window;
            mem.I(CountOf(slot)) = count;
            mem.I(scratch) = 0;
            mem.I(Head.Spikes) += count;
            if (overflow)
                Fail(mem, EngineError.SpikeOverflow, pop);
        }

        group.Barrier();
    }

    /// <summary>Notes the first error.</summary>
    public static void Fail<M>(M mem, EngineError error, int at)
        where M : struct, IMem, allows ref struct
    {
        if (mem.I(Head.Error) == 0)
        {
            mem.I(Head.Error) = (int)error;
            mem.I(Head.ErrorAt) = at;
        }
    }

    /// <summary>Sorts (time, id) pairs; no two are equal, so every method gives the same list.</summary>
    internal static void Sort<M, G>(M mem, G group, int fromTimes, int fromIds, int times, int ids, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (group.Size > 1)
        {
            for (int i = group.Lane; i < count; i += group.Size)
            {
                ulong key = Key(mem, fromTimes, fromIds, i);
                int rank = 0;
                for (int k = 0; k < count; k++)
                    rank += Key(mem, fromTimes, fromIds, k) < key ? 1 : 0;
                mem.I(times + rank) = mem.I(fromTimes + i);
                mem.I(ids + rank) = mem.I(fromIds + i);
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                mem.I(times + i) = mem.I(fromTimes + i);
                mem.I(ids + i) = mem.I(fromIds + i);
            }

            int gap = 1;
            while (gap < count / 9)
                gap = 3 * gap + 1;
            for (; gap > 0; gap /= 3)
                GapSort(mem, times, ids, count, gap);
        }
    }

    private static void GapSort<M>(M mem, int times, int ids, int count, int gap)
        where M : struct, IMem, allows ref struct
    {
        for (int i = gap; i < count; i++)
        {
            int t = mem.I(times + i), id = mem.I(ids + i), k = i;
            ulong key = ((ulong)(uint)t << 32) | (uint)id;
            while (k >= gap && Key(mem, times, ids, k - gap) > key)
            {
                mem.I(times + k) = mem.I(times + k - gap);
                mem.I(ids + k) = mem.I(ids + k - gap);
                k -= gap;
            }

            mem.I(times + k) = t;
            mem.I(ids + k) = id;
        }
    }

    /// <summary>Time and neuron as one number. Times are not negative, so their bits order like whole numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key<M>(M mem, int times, int ids, int k)
        where M : struct, IMem, allows ref struct => ((ulong)(uint)mem.I(times + k) << 32) | (uint)mem.I(ids + k);
}
