namespace Snn.Foraging.Remedies;

/// <summary>Passive forgetting: every weight decays towards what it was at birth, 1. (Towards 0 it would be invisible, since columns are held at
/// constant sums.)
/// <code>
///   w := w - share (w - 1)   every 5,000 cycles
/// </code></summary>
/// <param name="share">Share lost each time.</param>
[Remedy("decay", Value = "share lost in 5,000 cycles", Max = 1)]
public sealed class Decay(double share) : IRemedy
{
    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public void During(Life life)
    {
        var w = life.Weights();
        for (var k = 0; k < w.Length; k++)
            w[k] -= (float)share * (w[k] - 1f);
        life.SetWeights(w);
    }
}
