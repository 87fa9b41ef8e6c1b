namespace Snn.Foraging.WeightSpace;

/// <summary>Correlation of a state of the weights with the mean of a set of states, over all weights: how much of the set's pattern is in the
/// state, whatever the size of the weights. A distance counts every weight that moved, a correlation asks which ones are strong.</summary>
public static class SetCorrelation
{
    private const double FlatShare = 1e-10;

    /// <summary>Pearson's coefficient; null when the set is empty or one of the two patterns is flat.</summary>
    public static double? Of(ReadOnlySpan<float> state, IReadOnlyList<float[]> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Count == 0)
            return null;
        double[] mean = new double[state.Length];
        foreach (float[] point in set)
        {
            if (point.Length != state.Length)
                throw new ArgumentException($"states of {state.Length} and {point.Length} weights cannot be compared", nameof(set));
            for (int i = 0; i < mean.Length; i++)
                mean[i] += point[i] / (double)set.Count;
        }

        double centreA = 0, centreB = 0;
        for (int i = 0; i < mean.Length; i++)
        {
            centreA += state[i] / (double)mean.Length;
            centreB += mean[i] / mean.Length;
        }

        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < mean.Length; i++)
        {
            double a = state[i] - centreA, b = mean[i] - centreB;
            ab += a * b;
            aa += a * a;
            bb += b * b;
        }

        // Weights that are all alike but for rounding are flat.
        bool Flat(double spread, double centre) => !(spread > FlatShare * mean.Length * centre * centre);
        return Flat(aa, centreA) || Flat(bb, centreB) ? null : ab / Math.Sqrt(aa * bb);
    }
}
