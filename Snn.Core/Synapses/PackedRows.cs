using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Synapses;

/// <summary>Rows of synapses of which few exist, onto a swept population (<c>Connectivity.Listed</c>): of each source that has any, its targets in
/// ascending order and their weights, one after the other. Which sources have any is a bitmap; a count of the bits before each word says which row is
/// whose. Every sum runs over the same numbers in the same order as in a dense projection in which the missing synapses weigh zero, so that the two have
/// the same bits.</summary>
internal static class PackedRows
{
    /// <summary>Number of the row of a source; -1 if it has no synapses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RowOf<M>(M mem, int proj, int source)
        where M : struct, IMem, allows ref struct
    {
        int word = source >> 5, bits = mem.I(mem.I(proj + Proj.Packed) + word);
        bool there = (bits >> (source & 31) & 1) != 0;
        return there ? mem.I(mem.I(proj + Proj.Ranks) + word) + Ones(bits & ((1 << (source & 31)) - 1)) : -1;
    }

    /// <summary>First synapse of a row; that of the next one is its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Start<M>(M mem, int proj, int row)
        where M : struct, IMem, allows ref struct => mem.I(mem.I(proj + Proj.Rows) + row);

    /// <summary>Target of a synapse: two to a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Target<M>(M mem, int proj, int synapse)
        where M : struct, IMem, allows ref struct => mem.I(mem.I(proj + Proj.Targets) + (synapse >> 1)) >> ((synapse & 1) << 4) & 0xffff;

    /// <summary>Number of synapses of a source.</summary>
    public static int Count<M>(M mem, int proj, int source)
        where M : struct, IMem, allows ref struct
    {
        int row = RowOf(mem, proj, source);
        return row < 0 ? 0 : Start(mem, proj, row + 1) - Start(mem, proj, row);
    }

    /// <summary>Writes the raw weights of a source onto targets b, b + 1, ... b + width - 1 into the row buffer, zero where there is none.</summary>
    /// <returns>Address of the one onto target b.</returns>
    public static int Unpack<M>(M mem, int proj, int source, int b, int width)
        where M : struct, IMem, allows ref struct
    {
        int to = mem.I(proj + Proj.RowBuffer), row = RowOf(mem, proj, source);
        for (int j = b; j < b + width; j++)
            mem.F(to + j) = 0f;
        if (row >= 0)
        {
            int weights = mem.I(proj + Proj.Weights), end = Start(mem, proj, row + 1);
            for (int s = Start(mem, proj, row); s < end; s++)
            {
                int target = Target(mem, proj, s);
                if (target >= b && target < b + width)
                    mem.F(to + target) = mem.F(weights + s);
            }
        }

        return to + b;
    }

    /// <summary>Multiplies every column's scale into its weights and sums it anew. Each thread has columns of its own.</summary>
    public static void Fold<M, G>(M mem, G group, int proj)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int scale = mem.I(proj + Proj.Scale), sums = mem.I(proj + Proj.Sum), n = mem.I(mem.I(proj + Proj.Target) + Pop.N);
        int weights = mem.I(proj + Proj.Weights), synapses = mem.I(proj + Proj.SynapseCount);
        for (int j = group.Lane; j < n; j += group.Size)
            mem.F(sums + j) = 0f;
        for (int s = 0; s < synapses; s++)
        {
            int j = Target(mem, proj, s);
            if (j % group.Size == group.Lane)
            {
                float w = mem.F(weights + s) * mem.F(scale + j);
                mem.F(weights + s) = w;
                mem.F(sums + j) += w;
            }
        }
    }

    private static int Ones(int bits)
    {
        bits -= bits >> 1 & 0x55555555;
        bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
        return ((bits + (bits >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
    }
}
