namespace Snn.Foraging.WeightSpace;

/// <summary>The Gaussian kernel k(x, y) = e^(-|x - y|^2 / s), between states of the weights. The scale s is the median squared distance between the
/// points it is used on, so that it has no free parameter.</summary>
/// <param name="Scale">The scale s, in squared units of the states.</param>
public readonly record struct RbfKernel(double Scale)
{
    /// <summary>The kernel for a set of points.</summary>
    /// <param name="squared">Squared distances between all of them.</param>
    /// <exception cref="ArgumentException">Fewer than two different points.</exception>
    public static RbfKernel For(double[,] squared)
    {
        var n = squared.GetLength(0);
        var pairs = new List<double>(n * (n - 1) / 2);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                pairs.Add(squared[i, j]);
        }
        pairs.Sort();
        return pairs.Count > 0 && pairs[pairs.Count / 2] > 0 ? new(pairs[pairs.Count / 2]) : throw new ArgumentException("a kernel needs points that differ", nameof(squared));
    }

    /// <summary>The kernel at a squared distance.</summary>
    public double At(double squared) => Math.Exp(-squared / Scale);
}
