namespace Snn.Foraging.WeightSpace;

/// <summary>Squared Euclidean distances between states, in four partial sums of fixed order.</summary>
public static class SquaredDistance
{
    /// <summary>Between two states.</summary>
    /// <exception cref="ArgumentException">They have different lengths.</exception>
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"states of {a.Length} and {b.Length} weights cannot be compared");
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var i = 0;
        for (; i + 3 < a.Length && i + 3 < b.Length; i += 4)
        {
            double d0 = (double)a[i] - b[i], d1 = (double)a[i + 1] - b[i + 1], d2 = (double)a[i + 2] - b[i + 2], d3 = (double)a[i + 3] - b[i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < a.Length; i++)
            s0 += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        return s0 + s2 + (s1 + s3);
    }

    /// <summary>Between all points of a list.</summary>
    public static double[,] Matrix(IReadOnlyList<float[]> points)
    {
        var matrix = new double[points.Count, points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = 0; j < i; j++)
                matrix[i, j] = matrix[j, i] = Of(points[i], points[j]);
        }
        return matrix;
    }
}
