using MathNet.Numerics.Distributions;

namespace Snn.Foraging.Metrics;

/// <summary>Student's t test of pairs: are the differences of two conditions, seed by seed, 0 in the mean? It assumes that they are normally distributed;
/// a test without that assumption, by exchange of signs, cannot fall below 2 / 2^n for n seeds, too coarse for a table of many rows and few seeds.</summary>
/// <param name="Mean">Mean difference.</param>
/// <param name="Ci95">95 % interval of the mean.</param>
/// <param name="P">Two-sided p value.</param>
public sealed record PairedTTest(double Mean, IReadOnlyList<double> Ci95, double P)
{
    /// <summary>The test; null for fewer than two pairs, an undefined value, or differences without spread.</summary>
    public static PairedTTest? Of(IReadOnlyList<double?> first, IReadOnlyList<double?> second)
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"{first.Count} and {second.Count} values are not pairs");
        if (first.Contains(null) || second.Contains(null))
            return null;
        var differences = first.Zip(second, (a, b) => a!.Value - b!.Value).ToArray();
        if (Summary.StandardDeviation(differences) is not double sd || !(sd > 0))
            return null;
        double mean = differences.Average(), error = sd / Math.Sqrt(differences.Length), freedom = differences.Length - 1;
        var reach = StudentT.InvCDF(0, 1, freedom, 0.975) * error;
        return new(mean, [mean - reach, mean + reach], 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(mean / error)));
    }
}
