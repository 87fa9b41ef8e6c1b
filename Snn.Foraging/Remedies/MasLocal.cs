namespace Snn.Foraging.Remedies;

/// <summary>Importance-weighted plasticity, the importance O of a synapse measured by use (<see cref="Importance.OfUse"/>):
/// <code>
///   dw := dw / (1 + strength O)
/// </code></summary>
/// <param name="strength">How much a synapse of mean importance is slowed.</param>
[Remedy("mas-local", Value = "strength", Needs = "boundary, a walk in each old world", Holds = true)]
public sealed class MasLocal(double strength) : MobilityRemedy
{
    /// <inheritdoc/>
    protected override float[]? Mobility(Life life) => Importance.OfUse(life) is { } importance ? Importance.Mobility(importance, strength) : null;
}
