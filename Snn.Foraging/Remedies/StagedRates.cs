namespace Snn.Foraging.Remedies;

/// <summary>Staged learning rates by importance (<see cref="Importance.OfUse"/>): the most important synapses learn at a tenth of the rate, as many after
/// them at 0.3, all others at the full rate.</summary>
/// <param name="share">Share of the synapses in each of the two slower stages.</param>
[Remedy("staged-rates", Value = "share of synapses in each slower stage", Max = 0.5, Needs = "boundary, a walk in each old world", Holds = true)]
public sealed class StagedRates(double share) : MobilityRemedy
{
    /// <inheritdoc/>
    protected override float[]? Mobility(Life life) => Importance.OfUse(life) is { } importance
        ? [.. Importance.Quantiles(importance).Select(q => q >= 1 - share ? 0.1f : q >= 1 - (2 * share) ? 0.3f : 1f)]
        : null;
}
