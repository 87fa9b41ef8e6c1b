namespace Snn.Foraging.Metrics;

/// <summary>The rows that no other row beats: at least as good and as cheap, and better in one of the two.</summary>
public static class ParetoFront
{
    /// <summary>For each (cost, score) whether it stands on the front.</summary>
    public static IReadOnlyList<bool> Of(IReadOnlyList<(double Cost, double Score)> rows) =>
        [.. rows.Select(r => !rows.Any(o => o.Cost <= r.Cost && o.Score >= r.Score && (o.Cost < r.Cost || o.Score > r.Score)))];
}
