namespace Snn.Foraging.WeightSpace;

/// <summary>How much two subspaces share: |U1' U2|_F^2 / k for orthonormal bases of k directions each. 1: the same; 0: at right angles; two random
/// ones share k / d of d dimensions.</summary>
public static class SubspaceOverlap
{
    /// <summary>Overlap of the leading directions of two sets; null when one spans fewer.</summary>
    public static double? Of(Pca a, Pca b, int directions)
    {
        if (a.Count < directions || b.Count < directions)
            return null;
        var sum = 0.0;
        for (var i = 0; i < directions; i++)
        {
            for (var j = 0; j < directions; j++)
            {
                var dot = 0.0;
                ReadOnlySpan<double> u = a.Axis(i), v = b.Axis(j);
                for (var k = 0; k < u.Length; k++)
                    dot += u[k] * v[k];
                sum += dot * dot;
            }
        }
        return sum / directions;
    }
}
