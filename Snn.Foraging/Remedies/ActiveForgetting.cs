namespace Snn.Foraging.Remedies;

/// <summary>Cheap active forgetting: as a new task begins, the less important half of the synapses (<see cref="Importance.OfUse"/>) forgets.
/// <code>
///   w := 1 + (1 - share) (w - 1)
/// </code></summary>
/// <param name="share">Share of the way back to the weight at birth, 1.</param>
[Remedy("active-forgetting", Value = "share of the way back", Max = 1, Needs = "boundary, a walk in each old world")]
public sealed class ActiveForgetting(double share) : IRemedy
{
    /// <inheritdoc/>
    public void Begin(Life life)
    {
        if (Importance.OfUse(life) is not { } importance)
            return;
        var w = life.Weights();
        foreach (var (k, quantile) in Importance.Quantiles(importance).Index())
            w[k] = quantile < 0.5 ? 1f + ((1 - (float)share) * (w[k] - 1f)) : w[k];
        life.SetWeights(w);
    }
}
