using Snn.Core.Numerics;

namespace Snn.Foraging.Remedies;

/// <summary>Metaplasticity (after Laborieux et al. 2021): the stronger a synapse, the less it can be weakened; no task boundary is needed. Over grains of
/// 5,000 cycles
/// <code>
///   dw := dw (1 - tanh^2(m w))   if dw is negative
/// </code>
/// and what a column then has too much is taken from its synapses in proportion to (1 - tanh^2(m w)) w: competition meets the same resistance.
/// Written into every phase.</summary>
/// <param name="steepness">m, for weights in units of their mean.</param>
[Remedy("metaplasticity", Value = "steepness m", Max = 100)]
public sealed class Metaplasticity(double steepness) : IRemedy
{
    private float[] last = [];

    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public void Begin(Life life) => last = life.Weights();

    /// <inheritdoc/>
    public void During(Life life)
    {
        var w = life.Weights();
        for (var j = 0; j < life.Outputs; j++)
        {
            double excess = 0, yielding = 0;
            for (var k = j; k < w.Length; k += life.Outputs)
            {
                if (w[k] < last[k])
                    w[k] = last[k] + ((w[k] - last[k]) * Yield(last[k]));
                excess += w[k] - last[k];
                yielding += Yield(w[k]) * w[k];
            }

            for (var k = j; k < w.Length && yielding > 0; k += life.Outputs)
                w[k] -= (float)(excess * Yield(w[k]) * w[k] / yielding);
        }

        life.SetWeights(w);
        last = life.Weights();
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter to) => to.Write(last);

    /// <inheritdoc/>
    public void Load(BinaryReader from) => last = from.ReadFloats();

    // 1 - tanh^2 x = 4 e^2x / (e^2x + 1)^2
    private float Yield(float w)
    {
        var e = Portable.Exp(2 * (float)steepness * Math.Min(w, 20f / (float)steepness));
        return 4 * e / ((e + 1) * (e + 1));
    }
}
