using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Plasticity;

namespace Snn.Core.Synapses;

/// <summary>Balanced feed-forward inhibition: beside its excitatory synapses each source neuron has one inhibitory synapse onto every
/// target, of minus the mean of its excitatory weights (Golden et al. 2022, Methods). The mean is formed when the neuron fires, so it is
/// never out of date and costs nothing in between.</summary>
public static class FeedforwardInhibition
{
    /// <summary>Writes the inhibitory weight of each spike of this window into the projection's gather scratch. All threads call it; a barrier follows.</summary>
    public static void Gather<M, G, T>(M mem, G group, int proj, int ids, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int to = mem.I(proj, Proj.Gather), n = mem.I(mem.I(proj, Proj.Target) + Pop.N);
        float share = 1f / n;
        for (int e = group.Lane; e < count; e += group.Size)
            mem.F(to + e) = RowSum<M, T>(mem, proj, mem.I(ids + e), e, n) * share;
        group.Barrier();
    }

    /// <summary>Sum of a source's weights over its targets: sixteen at a time in one fixed tree (see <see cref="ILanes{T}.Sum"/>). Rows are padded
    /// to whole sixteens with zeros; packed ones have been unpacked, this one as the <paramref name="k"/>-th.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RowSum<M, T>(M mem, int proj, int source, int k, int n)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        int scale = mem.I(proj, Proj.Scale), stride = mem.I(proj, Proj.Stride);
        int row = mem.I(proj, Proj.Packed) != 0 ? mem.I(proj, Proj.Unpacked) + k * stride : mem.I(proj, Proj.Weights) + source * stride;
        float sum = Freezing.RowSum(mem, proj, source, n);
        for (int j = 0; j < n; j += 16)
        {
            var products = T.Load(mem, row + j) * T.Load(mem, scale + j);
            if (T.Width == 16)
                sum += T.Sum(products);
            else if (T.Width == 8)
                sum += T.Sum(products + T.Load(mem, row + j + 8) * T.Load(mem, scale + j + 8));
            else
                sum += (Four(mem, row + j, scale + j) + Four(mem, row + j + 2, scale + j + 2)) + (Four(mem, row + j + 1, scale + j + 1) + Four(mem, row + j + 3, scale + j + 3));
        }

        return sum;
    }

    /// <summary>Lanes k, k + 8, k + 4 and k + 12 of the tree.</summary>
    private static float Four<M>(M mem, int row, int scale)
        where M : struct, IMem, allows ref struct =>
        (mem.F(row) * mem.F(scale) + mem.F(row + 8) * mem.F(scale + 8)) + (mem.F(row + 4) * mem.F(scale + 4) + mem.F(row + 12) * mem.F(scale + 12));
}
