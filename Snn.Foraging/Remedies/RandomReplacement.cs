namespace Snn.Foraging.Remedies;

/// <summary>The control of <see cref="Replacement"/>: as many hidden neurons begin anew, but they are drawn at random.</summary>
/// <param name="share">Share of the mature neurons replaced in 5,000 cycles.</param>
[Remedy("random-replacement", Value = "share of the hidden neurons replaced in 5,000 cycles", Max = 1)]
public sealed class RandomReplacement(double share) : ReplacementRemedy(share)
{
    /// <inheritdoc/>
    protected override IEnumerable<int> Ranked(Life life, IReadOnlyList<int> mature) => mature.OrderBy(i => life.Draw(i)).ThenBy(i => i);
}
