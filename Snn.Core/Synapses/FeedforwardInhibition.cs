using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Synapses;

/// <summary>Balanced feed-forward inhibition: beside its excitatory synapses each source neuron has one inhibitory synapse onto every
/// target, of minus the mean of its excitatory weights (Golden et al. 2022, Methods). The mean is formed when the neuron fires, so it is
/// never out of date and costs nothing in between.</summary>
public static class FeedforwardInhibition
{
    /// <summary>Writes the inhibitory weight of each spike of this window into the projection's gather scratch. All threads call it; a barrier follows.</summary>
    public static void Gather<M, G>(M mem, G group, int proj, int ids, int count)
        where M : struct, IMem
        where G : struct, IGroup
    {
        int stride = mem.I(proj + Proj.Stride), weights = mem.I(proj + Proj.Weights);
        int scale = mem.I(proj + Proj.Scale), to = mem.I(proj + Proj.Gather);
        int n = mem.I(mem.I(proj + Proj.Target) + Pop.N);
        float share = 1f / n;
        for (int e = group.Lane; e < count; e += group.Size)
            mem.F(to + e) = RowSum(mem, weights + mem.I(ids + e) * stride, scale, n) * share;
        group.Barrier();
    }

    /// <summary>Sum of a source's weights over its targets: even and odd ones apart, then together.</summary>
    public static float RowSum<M>(M mem, int row, int scale, int n)
        where M : struct, IMem
    {
        float even = 0, odd = 0;
        int j = 0;
        for (; j + 1 < n; j += 2)
        {
            even += mem.F(row + j) * mem.F(scale + j);
            odd += mem.F(row + j + 1) * mem.F(scale + j + 1);
        }

        return j < n ? even + odd + mem.F(row + j) * mem.F(scale + j) : even + odd;
    }
}
