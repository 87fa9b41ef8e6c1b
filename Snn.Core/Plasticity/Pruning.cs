using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Plasticity;

/// <summary>Synapses that are gone: their raw weight is zero, and a raw weight of zero does not grow under <see cref="RewardStdp"/> in its multiplicative
/// form, not even to the floor. What is left of a normalised column is scaled up to the column's sum, as after any change. Here the synapses are only
/// masked: they still have a place in memory and still count as events; <see cref="Networks.Connectivity.Listed"/> stores only those that are left, and <see cref="Networks.Compaction"/> gets a network there.</summary>
public static class Pruning
{
    /// <summary>Removes synapses of a dense projection, frozen ones too. Between windows only.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="proj">Descriptor of the projection.</param>
    /// <param name="gone">True for those to remove, [source, target] in row order.</param>
    /// <returns>Number of synapses that are left.</returns>
    public static int Remove<M>(M mem, int proj, ReadOnlySpan<bool> gone)
        where M : struct, IMem, allows ref struct
    {
        int weights = mem.I(proj, Proj.Weights), frozen = mem.I(proj, Proj.Frozen), stride = mem.I(proj, Proj.Stride), n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        int left = 0;
        for (int k = 0; k < gone.Length; k++)
        {
            int at = (k / n * stride) + (k % n);
            if (gone[k])
            {
                mem.F(weights + at) = 0f;
                if (frozen != 0)
                    mem.F(frozen + at) = 0f;
            }

            left += IsThere(mem, proj, at) ? 1 : 0;
        }

        Freezing.SumColumns(mem, proj);
        return left;
    }

    /// <summary>True if the synapse at this place of a dense projection has not been removed.</summary>
    public static bool IsThere<M>(M mem, int proj, int at)
        where M : struct, IMem, allows ref struct =>
        mem.F(mem.I(proj, Proj.Weights) + at) != 0f || (mem.I(proj, Proj.Frozen) != 0 && mem.F(mem.I(proj, Proj.Frozen) + at) != 0f);
}
