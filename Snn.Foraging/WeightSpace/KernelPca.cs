using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Snn.Foraging.WeightSpace;

/// <summary>Principal components in the space of a kernel (Schoelkopf, Smola and Mueller 1998): eigenvectors of the centred kernel matrix,
/// K - 1K - K1 + 1K1. A state's coordinate along component k is sum_i u_ki (k(x, x_i) - mean_j K_ij) / sqrt(l_k); what else centring subtracts is the
/// same for all i and drops out, since the u_ki sum to 0. The sign of a component is free; here the loading of largest magnitude is positive.</summary>
public sealed class KernelPca
{
    private readonly double[][] loadings; // u_k / sqrt(l_k)
    private readonly double[] rowMeans;

    private KernelPca(double[][] loadings, double[] rowMeans, IReadOnlyList<double> explained)
    {
        this.loadings = loadings;
        this.rowMeans = rowMeans;
        Explained = explained;
    }

    /// <summary>Share of the variance in the space of the kernel that each component carries.</summary>
    public IReadOnlyList<double> Explained { get; }

    /// <summary>Finds the components.</summary>
    /// <param name="kernel">Kernel between all points.</param>
    /// <param name="components">Components wanted; fewer are found when the points span fewer.</param>
    public static KernelPca Fit(double[,] kernel, int components)
    {
        var n = kernel.GetLength(0);
        var rowMeans = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                rowMeans[i] += kernel[i, j] / n;
        }
        var mean = rowMeans.Average();
        var centred = DenseMatrix.Create(n, n, (i, j) => kernel[i, j] - rowMeans[i] - rowMeans[j] + mean);
        var total = centred.Diagonal().Sum();
        var eigen = centred.Evd(Symmetricity.Symmetric);
        List<double[]> loadings = [];
        List<double> explained = [];
        for (var k = n - 1; k >= 0 && loadings.Count < components; k--)
        {
            var value = eigen.EigenValues[k].Real;
            if (value <= 1e-10 * total)
                break;
            var u = eigen.EigenVectors.Column(k);
            var sign = u[u.AbsoluteMaximumIndex()] < 0 ? -1 : 1;
            loadings.Add([.. u.Select(x => sign * x / Math.Sqrt(value))]);
            explained.Add(value / total);
        }
        return new([.. loadings], rowMeans, explained);
    }

    /// <summary>Coordinates of a state, from its kernel with each point.</summary>
    public double[] Project(IReadOnlyList<double> kernel) => Array.ConvertAll(loadings, u =>
    {
        var sum = 0.0;
        for (var i = 0; i < u.Length; i++)
            sum += u[i] * (kernel[i] - rowMeans[i]);
        return sum;
    });
}
