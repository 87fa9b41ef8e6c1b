using MathNet.Numerics.LinearAlgebra;

namespace Snn.Foraging.WeightSpace;

/// <summary>How many directions a matrix really has, by its singular values s_1 >= s_2 >= ... There is more than one measure of the name:
/// <list type="bullet">
/// <item>stable rank ||A||_F^2 / ||A||_2^2 = sum s^2 / s_1^2;</item>
/// <item>the number of singular values that make up 99 % of their sum (what the code of Dohare et al. 2024 calls stable rank);</item>
/// <item>effective rank, e to the entropy of s / sum s (Roy and Vetterli 2007).</item>
/// </list></summary>
/// <param name="Stable">Stable rank.</param>
/// <param name="Most">Singular values that make up 99 % of the sum.</param>
/// <param name="Effective">Effective rank.</param>
public sealed record MatrixRank(double Stable, int Most, double Effective)
{
    /// <summary>Measures a matrix; null if it is all zeros.</summary>
    public static MatrixRank? Of(Matrix<double> a)
    {
        ArgumentNullException.ThrowIfNull(a);

        // Singular values are the roots of the smaller Gram matrix's eigenvalues.
        var gram = a.RowCount < a.ColumnCount ? a.TransposeAndMultiply(a) : a.TransposeThisAndMultiply(a);
        double[] s = [.. gram.Evd(Symmetricity.Symmetric).EigenValues.Select(x => Math.Sqrt(Math.Max(0, x.Real))).OrderDescending()];
        var sum = s.Sum();
        if (!(sum > 0))
            return null;
        var most = 0;
        for (var reached = 0.0; reached < 0.99 * sum && most < s.Length; most++)
            reached += s[most];
        var entropy = -s.Where(x => x > 0).Sum(x => x / sum * Math.Log(x / sum));
        return new(s.Sum(x => x * x) / (s[0] * s[0]), most, Math.Exp(entropy));
    }

    /// <summary>Mean cosine of all pairs of rows; rows of zeros are left out. Null for fewer than two.</summary>
    public static double? MeanCosine(Matrix<double> a)
    {
        ArgumentNullException.ThrowIfNull(a);

        // The squared length of the sum of unit vectors is their number plus the cosines of all ordered pairs.
        var sum = Vector<double>.Build.Dense(a.ColumnCount);
        var n = 0;
        foreach (var row in a.EnumerateRows())
        {
            var length = row.L2Norm();
            if (!(length > 0))
                continue;
            n++;
            sum += row / length;
        }
        return n < 2 ? null : (sum.DotProduct(sum) - n) / ((double)n * (n - 1));
    }
}
