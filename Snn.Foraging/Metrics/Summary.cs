namespace Snn.Foraging.Metrics;

/// <summary>A metric over seeds.</summary>
/// <param name="Mean">Mean; null when it is undefined for any seed.</param>
/// <param name="Sd">Standard deviation (n - 1); null for fewer than two seeds.</param>
/// <param name="Ci95">95 % percentile bootstrap interval of the mean, low and high; null for fewer than two seeds.</param>
public sealed record Summary(double? Mean, double? Sd, IReadOnlyList<double>? Ci95)
{
    /// <summary>Summarises one value a seed. One undefined value makes all undefined: a mean over the seeds that
    /// happened to have a value would be a mean over something else.</summary>
    public static Summary Of(IReadOnlyCollection<double?> values)
    {
        if (values.Count == 0 || values.Any(v => v is null))
            return new(null, null, null);
        var known = values.Select(v => v!.Value).ToArray();
        return new(known.Average(), StandardDeviation(known), Bootstrap.Interval95(known));
    }

    /// <summary>Standard deviation with n - 1; null for fewer than two values.</summary>
    public static double? StandardDeviation(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
