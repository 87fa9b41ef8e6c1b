namespace Snn.Foraging.Metrics;

/// <summary>Two conditions compared seed by seed.</summary>
/// <param name="Pairs">Seeds that both conditions have.</param>
/// <param name="MeanDifference">Mean of first minus second.</param>
/// <param name="Ci95">95 % percentile bootstrap interval of that mean; null for one pair.</param>
/// <param name="CohensDz">Mean difference / standard deviation of the differences (n - 1); null for one pair or no spread.</param>
public sealed record PairedComparison(int Pairs, double MeanDifference, IReadOnlyList<double>? Ci95, double? CohensDz)
{
    /// <summary>Compares values of the same seeds, in the same order; null when a value is undefined or there are none.</summary>
    public static PairedComparison? Of(IReadOnlyList<double?> first, IReadOnlyList<double?> second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"{first.Count} and {second.Count} values are not pairs");
        if (first.Count == 0 || first.Contains(null) || second.Contains(null))
            return null;
        var differences = first.Zip(second, (a, b) => a!.Value - b!.Value).ToArray();
        var mean = differences.Average();
        var sd = Summary.StandardDeviation(differences);
        return new(differences.Length, mean, Bootstrap.Interval95(differences), sd > 0 ? mean / sd : null);
    }
}
