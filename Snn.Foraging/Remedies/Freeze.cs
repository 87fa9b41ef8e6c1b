namespace Snn.Foraging.Remedies;

/// <summary>Selective freezing (the comparison of Golden et al. 2022): before the phase the strongest synapses are frozen, for the rest of the trial.</summary>
/// <param name="percent">Share of all hidden-to-output synapses, per cent.</param>
[Remedy("freeze", Value = "share of the output synapses, per cent", Max = 100, Needs = "boundary", Holds = true)]
public sealed class Freeze(double percent) : IRemedy
{
    /// <inheritdoc/>
    public void Begin(Life life) => life.Freeze(percent / 100);
}
