namespace Snn.Foraging.Metrics;

/// <summary>Lilliefors' test of normality: the largest distance between the distribution of a sample and the normal distribution of its own mean and
/// standard deviation. What that distance is for samples that are normal is simulated, so the false-alarm rate is what it is said to be.</summary>
/// <param name="Distance">The distance.</param>
/// <param name="P">Share of normal samples of this size that are as far or farther.</param>
public sealed record Normality(double Distance, double P)
{
    private const int Simulated = 999;
    private static readonly Dictionary<int, double[]> Known = [];

    /// <summary>Tests a sample of at least two different values.</summary>
    public static Normality Of(IReadOnlyList<double> values)
    {
        double distance = DistanceOf([.. values]);
        double[] normal;
        lock (Known)
        {
            if (!Known.TryGetValue(values.Count, out normal!))
                Known[values.Count] = normal = Simulate(values.Count);
        }

        return new(distance, (normal.Count(d => d >= distance) + 1) / (Simulated + 1.0));
    }

    private static double[] Simulate(int size)
    {
        var stream = new RandomStream(1, 1);
        double[] distances = new double[Simulated], sample = new double[size];
        for (int r = 0; r < Simulated; r++)
        {
            for (int i = 0; i < size; i++)
                sample[i] = stream.Normal();
            distances[r] = DistanceOf(sample);
        }

        return distances;
    }

    private static double DistanceOf(double[] sample)
    {
        double[] sorted = [.. sample.Order()];
        double mean = sorted.Average(), sd = Math.Sqrt(sorted.Sum(x => (x - mean) * (x - mean)) / (sorted.Length - 1)), most = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double f = MathNet.Numerics.Distributions.Normal.CDF(mean, sd, sorted[i]);
            most = Math.Max(most, Math.Max(f - (i / (double)sorted.Length), ((i + 1) / (double)sorted.Length) - f));
        }

        return most;
    }
}
