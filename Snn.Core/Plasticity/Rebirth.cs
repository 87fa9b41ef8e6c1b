using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Networks;

namespace Snn.Core.Plasticity;

/// <summary>A neuron begins anew: the weights of its sparse input are drawn again, from the distribution that they were first drawn from. Its synapses
/// stay where they are. Between windows only.</summary>
public static class Rebirth
{
    /// <summary>Draws the input of a neuron; a normalised column is then scaled to its sum.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="proj">Descriptor of the projection.</param>
    /// <param name="target">The neuron.</param>
    /// <param name="weights">Weights are drawn from this.</param>
    /// <param name="seed">Key of the draws.</param>
    /// <param name="purpose">Likewise.</param>
    public static void Redraw<M>(M mem, int proj, int target, Distribution weights, int seed, int purpose)
        where M : struct, IMem, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (mem.I(proj, Proj.Stride) > 0)
            throw new ArgumentException("a dense projection has no input of one neuron to draw", nameof(proj));
        int rows = mem.I(proj, Proj.InRows), synapses = mem.I(proj, Proj.InSynapses), sources = mem.I(proj, Proj.InSources);
        for (int k = mem.I(rows + target); k < mem.I(rows + target + 1); k++)
            mem.F(mem.I(proj, Proj.Weights) + mem.I(synapses + k)) = weights.Draw(seed, purpose, target, mem.I(sources + k));
        ColumnNormalisation.Restore(mem, proj, target);
    }
}
