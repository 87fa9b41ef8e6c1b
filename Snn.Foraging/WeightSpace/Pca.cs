using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Snn.Foraging.WeightSpace;

/// <summary>Principal components of a set of states: the directions, each at right angles to those before it,
/// along which the states vary most.
/// <para>States are few (snapshots) and long (weights), so the components are found from the Gram matrix of the centred
/// states, G = X X^T, as a_k = X^T u_k / sqrt(l_k) with u_k and l_k its eigenvectors and eigenvalues; the variance
/// along a_k is l_k / (n - 1). The sign of a component is free; here its entry of largest magnitude is positive
/// (the first such entry), so that equal data give equal pictures.</para></summary>
public sealed class Pca
{
    private readonly double[] mean;
    private readonly double[][] axes;

    private Pca(double[] mean, double[][] axes, double[] variances, double total)
    {
        this.mean = mean;
        this.axes = axes;
        Variances = variances;
        TotalVariance = total;
    }

    /// <summary>Number of components found; fewer than asked for when the states span fewer directions.</summary>
    public int Count => axes.Length;

    /// <summary>Variance of the fitted states along each component, largest first, in squared units of the states.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>Variance of the fitted states in all directions together.</summary>
    public double TotalVariance { get; }

    /// <summary>Share of the variance of the fitted states that a component carries, 0 to 1; 0 for a component that was not found.</summary>
    public double Explained(int component) => component < Count && TotalVariance > 0 ? Variances[component] / TotalVariance : 0;

    /// <summary>A component, as a direction of length 1.</summary>
    public ReadOnlySpan<double> Axis(int component) => axes[component];

    /// <summary>Finds the components of a set of states.</summary>
    /// <param name="states">States, one after the other.</param>
    /// <param name="dimension">Entries of a state.</param>
    /// <param name="components">Components wanted.</param>
    /// <exception cref="ArgumentException">Fewer than two states, or a number of entries that is no whole number of states.</exception>
    public static Pca Fit(ReadOnlySpan<float> states, int dimension, int components)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (states.Length % dimension != 0 || states.Length / dimension < 2)
            throw new ArgumentException($"{states.Length} entries are not two or more states of {dimension}", nameof(states));
        int n = states.Length / dimension;
        var mean = new double[dimension];
        for (int i = 0; i < states.Length; i++)
            mean[i % dimension] += states[i];
        for (int j = 0; j < dimension; j++)
            mean[j] /= n;
        var centred = new double[n][];
        for (int i = 0; i < n; i++)
            centred[i] = Centre(states.Slice(i * dimension, dimension), mean);

        var gram = DenseMatrix.Create(n, n, 0);
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
                gram[i, j] = gram[j, i] = Dot(centred[i], centred[j]);
            total += gram[i, i];
        }

        var eigen = gram.Evd(Symmetricity.Symmetric);
        double largest = Math.Max(eigen.EigenValues[n - 1].Real, 0);
        List<double[]> axes = [];
        List<double> variances = [];
        for (int k = n - 1; k >= 0 && axes.Count < components; k--)
        {
            double value = eigen.EigenValues[k].Real;
            if (value <= 1e-12 * largest)
                break;
            axes.Add(Direction(centred, eigen.EigenVectors.Column(k), value));
            variances.Add(value / (n - 1));
        }

        return new(mean, [.. axes], [.. variances], total / (n - 1));
    }

    /// <summary>Where a state lies along each component.</summary>
    public double[] Project(ReadOnlySpan<float> state)
    {
        if (state.Length != mean.Length)
            throw new ArgumentException($"a state of {state.Length} entries cannot be projected on components of {mean.Length}", nameof(state));
        var centred = Centre(state, mean);
        return Array.ConvertAll(axes, axis => Dot(axis, centred));
    }

    private static double[] Direction(double[][] centred, Vector<double> loadings, double eigenvalue)
    {
        var axis = new double[centred[0].Length];
        for (int i = 0; i < centred.Length; i++)
        {
            double share = loadings[i] / Math.Sqrt(eigenvalue);
            for (int j = 0; j < axis.Length; j++)
                axis[j] += share * centred[i][j];
        }

        int peak = 0;
        for (int j = 1; j < axis.Length; j++)
            if (Math.Abs(axis[j]) > Math.Abs(axis[peak]))
                peak = j;
        if (axis[peak] < 0)
            for (int j = 0; j < axis.Length; j++)
                axis[j] = -axis[j];
        return axis;
    }

    private static double[] Centre(ReadOnlySpan<float> state, double[] mean)
    {
        var centred = new double[mean.Length];
        for (int j = 0; j < mean.Length; j++)
            centred[j] = state[j] - mean[j];
        return centred;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
            sum += a[j] * b[j];
        return sum;
    }
}
