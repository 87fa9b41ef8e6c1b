namespace Snn.Foraging.Metrics;

/// <summary>Percentile bootstrap of a mean: seeds are drawn with replacement, 10,000 times. The draws come from a
/// counter-based generator with a fixed key, so the same values always give the same interval.</summary>
public static class Bootstrap
{
    /// <summary>Number of resamples.</summary>
    public const int Resamples = 10_000;

    /// <summary>95 % interval of the mean, low and high; null for fewer than two values.</summary>
    public static IReadOnlyList<double>? Interval95(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return null;
        var means = new double[Resamples];
        var counter = 0UL;
        for (var r = 0; r < Resamples; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
                sum += values[(int)Math.BigMul(SplitMix64(counter++), (ulong)values.Count, out _)];
            means[r] = sum / values.Count;
        }
        Array.Sort(means);
        return [Quantile(means, 0.025), Quantile(means, 0.975)];
    }

    /// <summary>Quantile of sorted values, linear between neighbours (type 7 of Hyndman and Fan).</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double p)
    {
        var place = p * (sorted.Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    // Steele, Lea and Flood 2014: the counter-th number of the stream.
    private static ulong SplitMix64(ulong counter)
    {
        var z = (counter + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
