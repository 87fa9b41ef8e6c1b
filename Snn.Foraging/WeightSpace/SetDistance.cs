namespace Snn.Foraging.WeightSpace;

/// <summary>Distance of a state of the weights to a set of states: the smallest Euclidean distance to its points.
/// Its scale is the set's own mean distance from a point to its nearest other point.</summary>
public static class SetDistance
{
    /// <summary>Smallest Euclidean distance from a state to the points of a set.</summary>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static double Of(ReadOnlySpan<float> state, IReadOnlyList<float[]> set)
    {
        if (set.Count == 0)
            throw new ArgumentException("the set has no points", nameof(set));
        var smallest = double.PositiveInfinity;
        foreach (var point in set)
            smallest = Math.Min(smallest, Euclidean(state, point));
        return smallest;
    }

    /// <summary>Mean distance of the set's points to their nearest neighbour in it; null for fewer than two points.</summary>
    public static double? MeanNearestNeighbour(IReadOnlyList<float[]> set)
    {
        if (set.Count < 2)
            return null;
        var sum = 0.0;
        for (var i = 0; i < set.Count; i++)
        {
            var nearest = double.PositiveInfinity;
            for (var j = 0; j < set.Count; j++)
            {
                if (j != i)
                    nearest = Math.Min(nearest, Euclidean(set[i], set[j]));
            }
            sum += nearest;
        }
        return sum / set.Count;
    }

    /// <summary>Distance in units of the set's scale; null when the set has no scale (fewer than two points, or all the same).</summary>
    public static double? Scaled(ReadOnlySpan<float> state, IReadOnlyList<float[]> set) =>
        MeanNearestNeighbour(set) is double scale and > 0 ? Of(state, set) / scale : null;

    private static double Euclidean(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Math.Sqrt(SquaredDistance.Of(a, b));
}
