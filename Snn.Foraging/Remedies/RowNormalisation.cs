using Snn.Core.Numerics;

namespace Snn.Foraging.Remedies;

/// <summary>Row normalisation: each hidden neuron's output sum W_i is brought back to what it was at birth, beside the columns' sums.
/// <code>
///   w_ij := w_ij (W_0 / W_i)^strength   every 5,000 cycles
/// </code>
/// Written into every phase.</summary>
/// <param name="strength">1 brings it all the way.</param>
[Remedy("row-normalisation", Value = "strength", Max = 1)]
public sealed class RowNormalisation(double strength) : IRemedy
{
    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public void During(Life life)
    {
        var w = life.Weights();
        for (var row = 0; row < w.Length; row += life.Outputs)
        {
            var sum = 0f;
            for (var j = 0; j < life.Outputs; j++)
                sum += w[row + j];
            var factor = Portable.Exp((float)strength * Portable.Log(life.Outputs / sum));
            for (var j = 0; j < life.Outputs; j++)
                w[row + j] *= factor;
        }

        life.SetWeights(w);
    }
}
