using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Plasticity;

/// <summary>Synapses that are gone: their raw weight is zero, and a raw weight of zero does not grow under <see cref="RewardStdp"/> in its multiplicative
/// form, not even to the floor. What is left of a normalised column is scaled up to the column's sum, as after any change, and the upper bounds of
/// weights rise with it: else what is left would come nearer to its bound the more was removed, and plasticity would treat it otherwise than before.
/// W0 stays: a source that is left with more output learns the more slowly, since it has the larger share of every column that it moves.
/// Here the synapses are only masked: they still have a place in memory and still count as events; <see cref="Networks.Connectivity.Listed"/> stores
/// only those that are left, and <see cref="Networks.Compaction"/> gets a network there.</summary>
public static class Pruning
{
    /// <summary>Removes synapses of a dense projection, frozen ones too. Between windows only.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="proj">Descriptor of the projection.</param>
    /// <param name="gone">True for those to remove, [source, target] in row order.</param>
    /// <returns>By how much the bounds rose: the weight of all over the weight of what is left, frozen parts included, over all columns together (one
    /// column may have lost more than another); 1 without normalised columns.</returns>
    public static float Remove<M>(M mem, int proj, ReadOnlySpan<bool> gone)
        where M : struct, IMem, allows ref struct
    {
        int weights = mem.I(proj, Proj.Weights), frozen = mem.I(proj, Proj.Frozen), stride = mem.I(proj, Proj.Stride), n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        float all = 0f, left = 0f;
        for (int k = 0; k < gone.Length; k++)
        {
            float weight = Freezing.Weight(mem, proj, k / n, k % n);
            all += weight;
            left += gone[k] ? 0f : weight;
            int at = (k / n * stride) + (k % n);
            if (gone[k])
            {
                mem.F(weights + at) = 0f;
                if (frozen != 0)
                    mem.F(frozen + at) = 0f;
            }
        }

        Freezing.SumColumns(mem, proj);
        float up = mem.F(proj, Proj.NormTarget) > 0f && left > 0f ? all / left : 1f;
        int first = mem.I(Head.Stages);
        for (int stage = first; stage < first + (mem.I(Head.StageCount) * Stage.Size); stage += Stage.Size)
        {
            if (mem.I(stage + Stage.Kind) == (int)StageKind.RewardStdp && mem.I(stage, Stage.On) == proj)
            {
                mem.F(stage + RewardStdp.BoundOf) *= up;
                mem.F(stage + RewardStdp.RaiseOf) *= up;
            }
        }

        return up;
    }

    /// <summary>True if the synapse at this place of a dense projection has not been removed.</summary>
    public static bool IsThere<M>(M mem, int proj, int at)
        where M : struct, IMem, allows ref struct =>
        mem.F(mem.I(proj, Proj.Weights) + at) != 0f || (mem.I(proj, Proj.Frozen) != 0 && mem.F(mem.I(proj, Proj.Frozen) + at) != 0f);
}
