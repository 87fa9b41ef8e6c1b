using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Synapses;

/// <summary>Rows of synapses of which few exist, onto a swept population (<c>Connectivity.Listed</c>): the weights of those that do, in order of source and
/// target, and a bitmap of all places. Beside each word of the bitmap stands the number of bits before it, so that any block of a row is found by counting
/// bits in one word, and read into lanes and written back from them at once. Every sum runs over the same numbers in the same order as in a dense
/// projection in which the missing synapses weigh zero, so that the two have the same bits.</summary>
internal static class PackedRows
{
    /// <summary>Places of a row in the bitmap: 8, 16 or whole words, so that no block of lanes lies across two words.</summary>
    public static int Places(int targets) => targets <= 8 ? 8 : targets <= 16 ? 16 : (targets + 31) / 32 * 32;

    /// <summary>The synapses of a source onto targets b, b + 1, ...: as many as there are lanes; b is a multiple of that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedBlock Find<M, T>(M mem, int proj, int source, int b)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        int places = mem.I(proj, Proj.Places), place = source * places + b, word = place >> 5, shift = place & 31;
        int bits = mem.I(mem.I(proj, Proj.Packed) + word), before = mem.I(mem.I(proj, Proj.Ranks) + word) + Ones.Count(bits & ((1 << shift) - 1));

        // Lanes behind the last place of a row are the next source's.
        return new(mem.I(proj, Proj.Weights) + before, bits >> shift & (T.Width > places ? (1 << places) - 1 : T.All));
    }

    /// <summary>The synapse of a source onto a target, if there is one.</summary>
    public static PackedBlock Find<M>(M mem, int proj, int source, int target)
        where M : struct, IMem, allows ref struct => Find<M, F1>(mem, proj, source, target);

    /// <summary>Number of synapses of a source.</summary>
    public static int Count<M>(M mem, int proj, int source)
        where M : struct, IMem, allows ref struct
    {
        int places = mem.I(proj, Proj.Places), first = source * places, count = 0;
        for (int place = first; place < first + places; place += 32)
        {
            int bits = mem.I(mem.I(proj, Proj.Packed) + (place >> 5)) >> (place & 31);
            count += Ones.Count(places < 32 ? bits & ((1 << places) - 1) : bits);
        }

        return count;
    }

    /// <summary>Address of the raw weight and target of each synapse of a source.</summary>
    public static List<(int At, int Target)> Row(FlatMem mem, int proj, int source)
    {
        List<(int, int)> row = [];
        int n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        for (int target = 0; target < n; target++)
        {
            if (Find(mem, proj, source, target) is { Bits: not 0 } synapse)
                row.Add((synapse.At, target));
        }

        return row;
    }

    /// <summary>Writes the raw weights of the k-th source into the k-th row of the projection's scratch, zero where there is none. All threads call it; a barrier follows.</summary>
    public static void Unpack<M, G, T>(M mem, G group, int proj, int ids, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int to = mem.I(proj, Proj.Unpacked), stride = mem.I(proj, Proj.Stride), places = mem.I(proj, Proj.Places);
        for (int e = 0; e < count; e++)
        {
            int source = mem.I(ids + e);
            for (int b = group.Lane * T.Width; b < stride; b += group.Size * T.Width)
                T.Store(b < places ? Find<M, T>(mem, proj, source, b).Load<M, T>(mem) : T.Of(0f), mem, to + e * stride + b);
        }

        group.Barrier();
    }
}
