namespace Snn.Foraging.Remedies;

/// <summary>Passive forgetting: every weight decays towards what it was at birth, 1. (Towards 0 it would be invisible, since columns are held at
/// constant sums.)
/// <code>
///   w := w - rate (w - 1)   every 1,000 cycles
/// </code></summary>
/// <param name="rate">Share lost in 1,000 cycles.</param>
[Remedy("decay", Value = "share lost in 1,000 cycles", Max = 1)]
public sealed class Decay(double rate) : IRemedy
{
    /// <inheritdoc/>
    public int Every => 1_000;

    /// <inheritdoc/>
    public void During(Life life)
    {
        var w = life.Weights();
        for (var k = 0; k < w.Length; k++)
            w[k] -= (float)rate * (w[k] - 1f);
        life.SetWeights(w);
    }
}
