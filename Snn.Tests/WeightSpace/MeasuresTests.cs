using MathNet.Numerics.LinearAlgebra.Double;
using Snn.Foraging.WeightSpace;

namespace Snn.Tests.WeightSpace;

/// <summary>Kernel PCA, overlaps, barriers and distances to sets, each against something known.</summary>
public class MeasuresTests
{
    [Fact]
    public void Kernel_pca_with_a_linear_kernel_is_pca()
    {
        var states = Cloud(5, 20, 12, 0);
        var pca = Pca.Fit(states.SelectMany(s => s).ToArray(), 12, 3);
        var linear = new double[20, 20];
        for (var i = 0; i < 20; i++)
        {
            for (var j = 0; j < 20; j++)
                linear[i, j] = Dot(states[i], states[j]);
        }
        var kernel = KernelPca.Fit(linear, 3);
        var fresh = Cloud(6, 4, 12, 1);
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(pca.Explained(k), kernel.Explained[k], 1e-9);
            var sign = Math.Sign(pca.Project(states[0])[k] * kernel.Project([.. states.Select(s => Dot(states[0], s))])[k]);
            foreach (var state in fresh)
                Assert.Equal(pca.Project(state)[k], sign * kernel.Project([.. states.Select(s => Dot(state, s))])[k], 1e-6);
        }
    }

    [Fact]
    public void Kernel_pca_parts_two_clouds_on_its_first_component()
    {
        float[][] states = [.. Cloud(1, 15, 10, 0), .. Cloud(2, 15, 10, 3)];
        var squared = SquaredDistance.Matrix(states);
        var rbf = RbfKernel.For(squared);
        var k = new double[30, 30];
        for (var i = 0; i < 30; i++)
        {
            for (var j = 0; j < 30; j++)
                k[i, j] = rbf.At(squared[i, j]);
        }
        var kernel = KernelPca.Fit(k, 2);
        var first = states.Select((_, i) => kernel.Project([.. Enumerable.Range(0, 30).Select(j => k[i, j])])[0]).ToList();
        Assert.True(first.Take(15).Max() < first.Skip(15).Min() || first.Take(15).Min() > first.Skip(15).Max());
        Assert.InRange(kernel.Explained[0], 0.4, 1);
    }

    [Fact]
    public void Pca_has_the_eigenvalues_of_the_covariance()
    {
        var states = Cloud(9, 40, 15, 0);
        var pca = Pca.Fit(states.SelectMany(s => s).ToArray(), 15, 4);
        var mean = Enumerable.Range(0, 15).Select(j => states.Average(s => (double)s[j])).ToArray();
        var covariance = DenseMatrix.Create(15, 15, (a, b) => states.Sum(s => (s[a] - mean[a]) * (s[b] - mean[b])) / 39);
        var eigen = covariance.Evd().EigenValues.Select(e => e.Real).OrderDescending().ToList();
        for (var k = 0; k < 4; k++)
            Assert.Equal(eigen[k], pca.Variances[k], 1e-9);
        Assert.Equal(eigen.Sum(), pca.TotalVariance, 1e-9);
    }

    [Fact]
    public void Subspaces_overlap_by_what_they_share()
    {
        // Spread along axes 0 and 1 against spread along 1 and 2: one of two directions shared. Random ones share k / d.
        var a = Pca.Fit([3, 0, 0, 0, -3, 0, 0, 0, 0, 2, 0, 0, 0, -2, 0, 0], 4, 2);
        var b = Pca.Fit([0, 3, 0, 0, 0, -3, 0, 0, 0, 0, 2, 0, 0, 0, -2, 0], 4, 2);
        Assert.Equal(0.5, SubspaceOverlap.Of(a, b, 2)!.Value, 1e-12);
        Assert.Equal(1, SubspaceOverlap.Of(a, a, 2)!.Value, 1e-12);
        Assert.Equal(0, SubspaceOverlap.Of(a, b, 1)!.Value, 1e-12);
        Assert.Null(SubspaceOverlap.Of(a, b, 3));

        // A pair deviates by sqrt(2) / 200, the mean of 60 by 0.0009: the bound is almost four of these.
        var overlaps = Enumerable.Range(0, 60).Select(i => SubspaceOverlap.Of(Random(2 * i + 1), Random(2 * i + 2), 3)!.Value).Average();
        Assert.Equal(3.0 / 200, overlaps, 0.0035);
        static Pca Random(int seed) => Pca.Fit(Cloud(seed, 30, 200, 0).SelectMany(s => s).ToArray(), 200, 3);
    }

    [Fact]
    public void Barriers_by_hand()
    {
        Assert.Equal(0.25, LinearBarrier.Of([0.9, 0.6, 0.8])!.Value, 1e-12); // 0.85 half way, 0.6 found
        Assert.Equal(0, LinearBarrier.Of([0.5, 0.8, 0.9])!.Value, 1e-12); // above the line everywhere
        Assert.Equal(0.3, LinearBarrier.Of([0.9, 0.75, 0.4, 0.5, 0.5])!.Value, 1e-12); // worst at the middle: 0.7 against 0.4
        Assert.Null(LinearBarrier.Of([0.9, null, 0.8]));
        Assert.Null(LinearBarrier.Of([0.9]));
    }

    [Fact]
    public void Distances_to_known_clouds_of_other_lives()
    {
        // Life 1 is measured; its own point, right under it, is not in the sets. Life 2: T1 at (3,4) and (3,5), T2 at (0,10), both at (6,8) and (6,10).
        var sets = new SolutionSets([
            new(1, Solution.T1, [0, 0]), new(2, Solution.T1, [3, 4]), new(2, Solution.T1, [3, 5]), new(2, Solution.T2, [0, 10]),
            new(2, Solution.Both, [6, 8]), new(2, Solution.Both, [6, 10])]);
        var squared = sets.SquaredTo([0, 0]);
        double? To(Solution set) => SolutionSets.Distance(squared, sets.HeldOut(set, 1));
        Assert.Equal([5, 10, 10], [To(Solution.T1), To(Solution.T2), To(Solution.Both)]);
        Assert.Equal((1 + 1 + 2 + 2) / 4.0, sets.Spacing(sets.HeldOut(Solution.T1, 1))!.Value, 1e-12);
        Assert.Equal(2, sets.Spacing(sets.HeldOut(Solution.Both, 1))!.Value, 1e-12);
        Assert.Null(SolutionSets.Distance(squared, sets.HeldOut(Solution.Both, 2)));
        Assert.Null(sets.Spacing(sets.HeldOut(Solution.T1, 2)));
    }

    [Fact]
    public void Axes_carry_unseen_spread_only_if_it_lies_along_them()
    {
        float[][] seen = [[1, 0, 0, 0], [-1, 0, 0, 0], [0.5f, 0, 0, 0]], along = [[5, 1, 1, 1], [2, 1, 1, 1]], across = [[1, 5, 0, 0], [1, 2, 0, 0]];
        var axes = Pca.Fit(seen.SelectMany(s => s).ToArray(), 4, 3);
        Assert.Equal(1, HeldOutVariance.Share(axes, along)!.Value, 1e-9);
        Assert.Equal(0, HeldOutVariance.Share(axes, across)!.Value, 1e-9);
        Assert.Null(HeldOutVariance.Share(axes, [along[0]]));
    }

    [Fact]
    public void Squared_distances_count_every_entry()
    {
        for (var n = 1; n < 12; n++)
        {
            var (a, b) = (Cloud(n, 2, n, 0)[0], Cloud(n, 2, n, 0)[1]);
            Assert.Equal(a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum(), SquaredDistance.Of(a, b), 1e-12);
        }
        Assert.Throws<ArgumentException>(() => SquaredDistance.Of([1f], [1f, 2]));
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static float[][] Cloud(int seed, int count, int size, float centre)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size).Select(_ => centre + (float)(random.NextDouble() - 0.5)).ToArray())];
    }
}
