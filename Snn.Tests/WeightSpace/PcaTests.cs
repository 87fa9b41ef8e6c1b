using MathNet.Numerics.LinearAlgebra.Double;
using Snn.Foraging.WeightSpace;

namespace Snn.Tests.WeightSpace;

public class PcaTests
{
    [Fact]
    public void Agrees_with_singular_value_decomposition()
    {
        const int Count = 30, Size = 50;
        var states = Noise(7, Count * Size);
        var pca = Pca.Fit(states, Size, 5);

        var matrix = DenseMatrix.Create(Count, Size, (i, j) => states[i * Size + j]);
        var mean = matrix.ColumnSums() / Count;
        for (int i = 0; i < Count; i++)
            matrix.SetRow(i, matrix.Row(i) - mean);
        var svd = matrix.Svd();
        for (int k = 0; k < 5; k++)
        {
            Assert.Equal(svd.S[k] * svd.S[k] / (Count - 1), pca.Variances[k], 1e-9);
            double sign = Math.Sign(svd.VT[k, Peak(pca.Axis(k))]);
            for (int j = 0; j < Size; j++)
                Assert.Equal(sign * svd.VT[k, j], pca.Axis(k)[j], 1e-8);
        }

        Assert.Equal(matrix.Enumerate().Sum(x => x * x) / (Count - 1), pca.TotalVariance, 1e-9);
    }

    [Fact]
    public void Finds_a_planted_plane()
    {
        const int Count = 40, Size = 300;
        float[] a = Noise(1, Size), b = Noise(2, Size), place = Noise(3, 2 * Count);
        var states = new float[Count * Size];
        for (int i = 0; i < Count; i++)
            for (int j = 0; j < Size; j++)
                states[i * Size + j] = 3 + 5 * place[2 * i] * a[j] + place[2 * i + 1] * b[j];
        var pca = Pca.Fit(states, Size, 3);

        Assert.Equal(1, pca.Explained(0) + pca.Explained(1), 1e-9);
        Assert.True(pca.Explained(0) > pca.Explained(1));
        Assert.True(pca.Explained(2) < 1e-9);

        // Distances between states survive the projection onto the plane.
        double[] p = pca.Project(states.AsSpan(0, Size)), q = pca.Project(states.AsSpan(9 * Size, Size));
        double full = Math.Sqrt(Enumerable.Range(0, Size).Sum(j => Math.Pow((double)states[j] - states[9 * Size + j], 2)));
        Assert.Equal(full, Math.Sqrt(Math.Pow(p[0] - q[0], 2) + Math.Pow(p[1] - q[1], 2)), 1e-4);
    }

    [Fact]
    public void Sign_is_fixed_by_the_largest_entry()
    {
        var pca = Pca.Fit(Noise(11, 20 * 60), 60, 4);
        var mirrored = Pca.Fit([.. Noise(11, 20 * 60).Select(x => -x)], 60, 4);
        for (int k = 0; k < 4; k++)
        {
            Assert.True(pca.Axis(k)[Peak(pca.Axis(k))] > 0);
            for (int j = 0; j < 60; j++)
                Assert.Equal(pca.Axis(k)[j], mirrored.Axis(k)[j], 1e-9);
        }
    }

    [Fact]
    public void Equal_states_have_no_components()
    {
        var pca = Pca.Fit(new float[] { 1, 2, 3, 1, 2, 3 }, 3, 2);
        Assert.Equal(0, pca.Count);
        Assert.Equal(0, pca.Explained(0));
    }

    [Fact]
    public void One_state_is_refused() => Assert.Throws<ArgumentException>(() => Pca.Fit(new float[3], 3, 2));

    private static int Peak(ReadOnlySpan<double> axis)
    {
        int peak = 0;
        for (int j = 1; j < axis.Length; j++)
            if (Math.Abs(axis[j]) > Math.Abs(axis[peak]))
                peak = j;
        return peak;
    }

    private static float[] Noise(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
