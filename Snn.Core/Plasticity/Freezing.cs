using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Plasticity;

/// <summary>Frozen synapses (the comparison of Golden et al. 2022 with selective freezing): they keep their weight to the bit, whatever is learnt
/// around them. A weight is raw weight x scale of its column + frozen part. To freeze a synapse is to move its weight from the first part to the
/// second: with a raw weight of zero it neither learns nor is rescaled, and the free synapses of the column share what is left of its sum.
/// <code>
///   w = scale_j u_ij + f_ij          sum over free i of scale_j u_ij = target - sum of f_ij
/// </code>
/// A synapse can also be held in part: of mobility m, the share 1 - m of its weight is frozen and the share m is free. As long as the division is
/// fresh, whatever is learnt and whatever the column's competition does changes it m times as much as it would a free synapse; so a host that divides
/// anew every few thousand windows gives every synapse a learning rate of its own. (A factor on the learning rate alone would not do: most of what a
/// synapse loses it loses to the column's sum, and one scale a column cannot spare single synapses.)
/// Only projections described as freezable have room for frozen parts; all others pay one comparison a row.</summary>
public static class Freezing
{
    /// <summary>Weight of a synapse of a dense or packed projection; 0 if there is none.</summary>
    public static float Weight<M>(M mem, int proj, int source, int target)
        where M : struct, IMem, allows ref struct
    {
        if (mem.I(proj, Proj.Packed) != 0)
            return Synapses.PackedRows.Find(mem, proj, source, target).Load<M, Lanes.F1>(mem).Value * mem.F(mem.I(proj, Proj.Scale) + target);
        int at = (source * mem.I(proj, Proj.Stride)) + target, frozen = mem.I(proj, Proj.Frozen);
        float free = mem.F(mem.I(proj, Proj.Weights) + at) * mem.F(mem.I(proj, Proj.Scale) + target);
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
        int frozen = mem.I(proj, Proj.Frozen), weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride);
        if (frozen == 0)
            throw new ArgumentException("the projection is not described as freezable", nameof(proj));
        int sources = mem.I(mem.I(proj, Proj.Source) + Pop.N), n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
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

        SumColumns(mem, proj);
        int now = 0;
        for (int k = 0; k < sources * n; k++)
            now += IsFrozen(mem, proj, (k / n * stride) + (k % n)) ? 1 : 0;
        return now;
    }

    /// <summary>Divides every weight of a freezable projection anew into a frozen and a free part; what is wholly frozen stays so. Between windows only.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="proj">Descriptor of the projection.</param>
    /// <param name="mobility">Share of each weight that is free, 0 to 1, [source, target] in row order; 0 freezes it for good.</param>
    public static void Hold<M>(M mem, int proj, ReadOnlySpan<float> mobility)
        where M : struct, IMem, allows ref struct
    {
        int frozen = mem.I(proj, Proj.Frozen), weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride), n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        if (frozen == 0)
            throw new ArgumentException("the projection is not described as freezable", nameof(proj));
        for (int k = 0; k < mobility.Length; k++)
        {
            int at = (k / n * stride) + (k % n);
            if (!(mobility[k] >= 0f && mobility[k] <= 1f))
                throw new ArgumentOutOfRangeException(nameof(mobility), mobility[k], "a mobility lies in 0 to 1");
            if (!IsFrozen(mem, proj, at))
            {
                float weight = Weight(mem, proj, k / n, k % n), scale = mem.F(mem.I(proj, Proj.Scale) + (k % n));
                float free = mobility[k] > 0f && weight > 0f ? Math.Max(mobility[k] * weight, Least) : 0f;
                mem.F(weights + at) = free / scale;
                mem.F(frozen + at) = Math.Max(0f, weight - free);
            }
        }

        SumColumns(mem, proj);
    }

    /// <summary>Sets all weights of a dense projection that are not wholly frozen or pruned; normalised columns are then scaled to their sum. Between windows only.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="proj">Descriptor of the projection.</param>
    /// <param name="to">The weights, [source, target] in row order.</param>
    public static void SetWeights<M>(M mem, int proj, ReadOnlySpan<float> to)
        where M : struct, IMem, allows ref struct
    {
        int frozen = mem.I(proj, Proj.Frozen), weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride), n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        for (int k = 0; k < to.Length; k++)
        {
            int at = (k / n * stride) + (k % n);
            if (Pruning.IsThere(mem, proj, at) && !IsFrozen(mem, proj, at))
                mem.F(weights + at) = Math.Max(to[k] - (frozen == 0 ? 0f : mem.F(frozen + at)), Least) / mem.F(mem.I(proj, Proj.Scale) + (k % n));
        }

        SumColumns(mem, proj);
    }

    /// <summary>Smallest free part that is written: with none, a synapse could never grow again.</summary>
    private const float Least = 1e-4f;

    private static bool IsFrozen<M>(M mem, int proj, int at)
        where M : struct, IMem, allows ref struct =>
        mem.I(proj, Proj.Frozen) != 0 && mem.F(mem.I(proj, Proj.Frozen) + at) > 0f && mem.F(mem.I(proj, Proj.Weights) + at) == 0f;

    /// <summary>Sums the columns of a dense projection anew and scales them.</summary>
    internal static void SumColumns<M>(M mem, int proj)
        where M : struct, IMem, allows ref struct
    {
        int frozen = mem.I(proj, Proj.Frozen), weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride);
        int sources = mem.I(mem.I(proj, Proj.Source) + Pop.N), n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        for (int j = 0; j < n; j++)
        {
            float free = 0, held = 0;
            for (int i = 0; i < sources; i++)
            {
                free += mem.F(weights + (i * stride) + j);
                held += frozen == 0 ? 0f : mem.F(frozen + (i * stride) + j);
            }

            mem.F(mem.I(proj, Proj.Sum) + j) = free;
            if (frozen != 0)
                mem.F(mem.I(proj, Proj.FrozenSum) + j) = held;
            ColumnNormalisation.Rescale(mem, proj, j);
        }
    }

    /// <summary>Sum of the frozen parts of a source's row, in order of the targets; 0 without any.</summary>
    internal static float RowSum<M>(M mem, int proj, int source, int n)
        where M : struct, IMem, allows ref struct
    {
        int frozen = mem.I(proj, Proj.Frozen);
        float sum = 0;
        if (frozen != 0)
        {
            int row = frozen + (source * mem.I(proj, Proj.Stride));
            for (int j = 0; j < n; j++)
                sum += mem.F(row + j);
        }

        return sum;
    }
}
