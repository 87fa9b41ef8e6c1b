using System.Runtime.CompilerServices;
using Snn.Core.Memory;

namespace Snn.Core.Engines;

/// <summary>Tells a card's memory what a group of threads will read soon. A warp waits some 500 clocks for a line that its multiprocessor does not
/// hold, and there are too few warps to fill the time; asked for ahead, lines come while something else is worked out. Alone on a processor
/// nothing is asked.</summary>
internal static class Ahead
{
    // Words of a card's cache line.
    private const int Line = 32;

    /// <summary>Asks for some words, one line a thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lines<M, G>(M mem, G group, int at, int words)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (group.Size > 1)
        {
            for (int k = (at & -Line) + group.Lane * Line; k < at + words; k += group.Size * Line)
                mem.Prefetch(k);
        }
    }

    /// <summary>Asks for the stage table.</summary>
    public static void Stages<M, G>(M mem, G group)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup => Lines(mem, group, mem.I(Head.Stages), mem.I(Head.StageCount) * Stage.Size);

    /// <summary>Asks for what a volley needs: the rows of its spikes, and the state of all targets.</summary>
    public static void Volley<M, G>(M mem, G group, int pop, int proj, int gains, int ids, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (group.Size > 1)
        {
            int rows = mem.I(proj, Proj.Rows), n = mem.I(pop, Pop.N);
            for (int e = 0; e < count; e++)
            {
                int first = mem.I(rows + mem.I(ids + e)), words = mem.I(rows + mem.I(ids + e) + 1) - first;
                Lines(mem, group, mem.I(proj, Proj.Weights) + first, words);
                Lines(mem, group, mem.I(proj, Proj.Targets) + first, words);
            }

            Lines(mem, group, mem.I(proj, Proj.Gather), n);
            Lines(mem, group, gains, n);
            Lines(mem, group, mem.I(proj, Proj.Scale), n);
            Lines(mem, group, mem.I(pop, Pop.V), n);
            Lines(mem, group, mem.I(pop, Pop.J), n);
            Lines(mem, group, mem.I(pop, Pop.T0), n);
        }
    }

    /// <summary>Asks for the rows of some sources in a dense projection, one row a thread. Rows of up to a line.</summary>
    public static void Rows<M, G>(M mem, G group, int array, int stride, int ids, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (group.Size > 1)
        {
            for (int e = group.Lane; e < count; e += group.Size)
                mem.Prefetch(array + mem.I(ids + e) * stride);
        }
    }
}
