namespace Snn.Foraging.WeightSpace;

/// <summary>How far a trial's weights are, snapshot by snapshot, from a set of states they were in earlier.
/// Distances are Euclidean, from a state to the nearest state of the set, in units of the set's own spread:
/// the mean distance of its states to their nearest neighbours in it.</summary>
public static class DistanceCourse
{
    /// <summary>Distances of some snapshots to a set of others.</summary>
    /// <param name="states">All states of the trial, one after the other.</param>
    /// <param name="dimension">Entries of a state.</param>
    /// <param name="set">Indices of the states of the set.</param>
    /// <param name="measured">Indices of the states to measure.</param>
    /// <returns>One distance for each measured state; null when the set has no spread (fewer than two states, or all of them equal).</returns>
    public static double[]? Measure(ReadOnlySpan<float> states, int dimension, Range set, Range measured)
    {
        int count = states.Length / dimension;
        var (first, size) = set.GetOffsetAndLength(count);
        if (size < 2)
            return null;
        double unit = 0;
        for (int i = first; i < first + size; i++)
            unit += Nearest(states, dimension, i, first, size) / size;
        if (unit == 0)
            return null;

        var (start, length) = measured.GetOffsetAndLength(count);
        var distances = new double[length];
        for (int i = 0; i < length; i++)
            distances[i] = Nearest(states, dimension, start + i, first, size) / unit;
        return distances;
    }

    /// <summary>The last fifth of a stretch of snapshots, and never fewer than two if there are two.</summary>
    /// <param name="first">First index of the stretch.</param>
    /// <param name="end">One past its last index.</param>
    public static Range LastFifth(int first, int end) => Math.Max(first, end - Math.Max(2, (end - first + 4) / 5))..end;

    private static double Nearest(ReadOnlySpan<float> states, int dimension, int state, int first, int size)
    {
        double nearest = double.PositiveInfinity;
        var here = states.Slice(state * dimension, dimension);
        for (int i = first; i < first + size; i++)
        {
            if (i == state)
                continue;
            var there = states.Slice(i * dimension, dimension);
            double sum = 0;
            for (int j = 0; j < dimension; j++)
            {
                double difference = (double)here[j] - there[j];
                sum += difference * difference;
            }

            nearest = Math.Min(nearest, sum);
        }

        return Math.Sqrt(nearest);
    }
}
