namespace Snn.Foraging.Remedies;

/// <summary>Noise on the weights; with <see cref="Decay"/> beside it shrink and perturb (Ash and Adams 2020).
/// <code>
///   w := w + N(0, sd)   every 5,000 cycles
/// </code></summary>
/// <param name="sd">Standard deviation, in units of the mean weight.</param>
[Remedy("perturb", Value = "standard deviation of the noise, in units of the mean weight", Max = 10)]
public sealed class Perturb(double sd) : IRemedy
{
    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public void During(Life life)
    {
        var w = life.Weights();
        for (var k = 0; k < w.Length; k++)
            w[k] += (float)sd * life.Normal(k);
        life.SetWeights(w);
    }
}
