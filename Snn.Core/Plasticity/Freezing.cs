using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Plasticity;

/// <summary>Frozen synapses (the comparison of Golden et al. 2022 with selective freezing): they keep their weight to the bit, whatever is learnt
/// around them. A weight is raw weight x scale of its column + frozen part. To freeze a synapse is to move its weight from the first part to the
/// second: with a raw weight of zero it neither learns nor is rescaled, and the free synapses of the column share what is left of its sum.
/// <code>
///   w = scale_j u_ij + f_ij          sum over free i of scale_j u_ij = target - sum of f_ij
/// </code>
/// Only projections described as freezable have room for frozen parts; all others pay one comparison a row.</summary>
public static class Freezing
{
    /// <summary>Weight of a synapse of a dense projection.</summary>
    public static float Weight<M>(M mem, int proj, int source, int target)
        where M : struct, IMem, allows ref struct
    {
        int at = (source * mem.I(proj + Proj.Stride)) + target, frozen = mem.I(proj + Proj.Frozen);
        float free = mem.F(mem.I(proj + Proj.Weights) + at) * mem.F(mem.I(proj + Proj.Scale) + target);
        return frozen == 0 ? free : free + mem.F(frozen + at);
    }

    /// <summary>Freezes the strongest synapses of a freezable projection; those frozen before stay so. Between windows only.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="proj">Descriptor of the projection.</param>
    /// <param name="share">Share of all its synapses, 0 to 1. Of equal weights those of the first source, then of the first target, go first.</param>
    /// <returns>Number of synapses that are now frozen.</returns>
    public static int Strongest<M>(M mem, int proj, double share)
        where M : struct, IMem, allows ref struct
    {
        int frozen = mem.I(proj + Proj.Frozen), weights = mem.I(proj + Proj.Weights), stride = mem.I(proj + Proj.Stride);
        if (frozen == 0)
            throw new ArgumentException("the projection is not described as freezable", nameof(proj));
        int sources = mem.I(mem.I(proj + Proj.Source) + Pop.N), n = mem.I(mem.I(proj + Proj.Target) + Pop.N);
        var order = new (float Weight, int At)[sources * n];
        for (int k = 0; k < order.Length; k++)
            order[k] = (-Weight(mem, proj, k / n, k % n), (k / n * stride) + (k % n));
        Array.Sort(order);
        int count = (int)Math.Round(share * order.Length);
        for (int k = 0; k < count; k++)
        {
            mem.F(frozen + order[k].At) = -order[k].Weight;
            mem.F(weights + order[k].At) = 0f;
        }

        int now = 0;
        for (int j = 0; j < n; j++)
        {
            float free = 0, held = 0;
            for (int i = 0; i < sources; i++)
            {
                free += mem.F(weights + (i * stride) + j);
                held += mem.F(frozen + (i * stride) + j);
                now += mem.F(frozen + (i * stride) + j) > 0f ? 1 : 0;
            }

            mem.F(mem.I(proj + Proj.Sum) + j) = free;
            mem.F(mem.I(proj + Proj.FrozenSum) + j) = held;
            ColumnNormalisation.Rescale(mem, proj, j);
        }

        return now;
    }

    /// <summary>Sum of the frozen parts of a source's row, in order of the targets; 0 without any.</summary>
    internal static float RowSum<M>(M mem, int proj, int source, int n)
        where M : struct, IMem, allows ref struct
    {
        int frozen = mem.I(proj + Proj.Frozen);
        float sum = 0;
        if (frozen != 0)
        {
            int row = frozen + (source * mem.I(proj + Proj.Stride));
            for (int j = 0; j < n; j++)
                sum += mem.F(row + j);
        }

        return sum;
    }
}
