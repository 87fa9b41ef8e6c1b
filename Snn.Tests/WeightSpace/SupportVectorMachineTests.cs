using Snn.Foraging.WeightSpace;

namespace Snn.Tests.WeightSpace;

/// <summary>Small cases with known solutions, and the optimality conditions on random ones.</summary>
public class SupportVectorMachineTests
{
    [Theory]
    [InlineData(0.5, 10)]
    [InlineData(0.9, 100)]
    [InlineData(0.0, 1)]
    [InlineData(0.5, 0.3)]
    public void Two_points_in_closed_form(double between, double c)
    {
        // a+ = a- = min(C, 1 / (1 - k)), b = 0, |f|^2 = 2 a^2 (1 - k).
        var svm = SupportVectorMachine.Train(new[,] { { 1, between }, { between, 1 } }, [true, false], c);
        var a = Math.Min(c, 1 / (1 - between));
        Assert.Equal(a, svm.Loads[0], 1e-9);
        Assert.Equal(-a, svm.Loads[1], 1e-9);
        Assert.Equal(0, svm.Offset, 1e-9);
        Assert.Equal(a * Math.Sqrt(2 * (1 - between)), svm.Norm, 1e-9);
        Assert.Equal(0, svm.Decide([0.3, 0.3]), 1e-9);

        // With a hard margin each point is half their distance in the space of the kernel away from the boundary.
        if (c > 1 / (1 - between))
            Assert.Equal(Math.Sqrt(2 - 2 * between) / 2, svm.SignedDistance([1, between]), 1e-9);
    }

    [Fact]
    public void Points_on_a_line()
    {
        // Linear kernel; -2 and -1 negative, 1 and 5 positive: the boundary is 0 and only -1 and 1 support it, f(x) = x.
        double[] x = [-2, -1, 1, 5];
        var svm = SupportVectorMachine.Train(Linear(x), [false, false, true, true], 100);
        Assert.Equal([0, -0.5, 0.5, 0], svm.Loads.Select(a => Math.Round(a, 8) + 0.0));
        Assert.Equal(1, svm.Norm, 1e-8);
        Assert.Equal(3.7, svm.SignedDistance([.. x.Select(p => 3.7 * p)]), 1e-8);
    }

    [Fact]
    public void Points_that_cannot_be_told_apart_stay_at_the_bound()
    {
        var svm = SupportVectorMachine.Train(new double[,] { { 1, 1 }, { 1, 1 } }, [true, false], 2);
        Assert.Equal([2, -2], svm.Loads);
        Assert.Equal(0, svm.Norm);
        Assert.Throws<ArgumentException>(() => SupportVectorMachine.Train(new double[,] { { 1 } }, [true]));
    }

    /// <summary>The conditions of Karush, Kuhn and Tucker are necessary and sufficient for the one solution of the quadratic program.</summary>
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 5)]
    [InlineData(3, 1000)]
    public void The_optimality_conditions_hold(int seed, double c)
    {
        var random = new Random(seed);
        float[][] points = [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 6).Select(_ => (float)(random.NextDouble() + (i < 25 ? 0.15 : 0))).ToArray())];
        var squared = SquaredDistance.Matrix(points);
        var kernel = RbfKernel.For(squared);
        var k = new double[60, 60];
        for (var i = 0; i < 60; i++)
        {
            for (var j = 0; j < 60; j++)
                k[i, j] = kernel.At(squared[i, j]);
        }
        bool[] labels = [.. Enumerable.Range(0, 60).Select(i => i < 25)];
        var svm = SupportVectorMachine.Train(k, labels, c);
        Assert.Equal(0, svm.Loads.Sum(), 1e-9 * c);
        for (var i = 0; i < 60; i++)
        {
            var y = labels[i] ? 1 : -1;
            var a = svm.Loads[i] * y;
            var margin = y * svm.Decide([.. Enumerable.Range(0, 60).Select(j => k[i, j])]);
            Assert.InRange(a, 0, c);
            if (a == 0)
                Assert.True(margin >= 1 - 1e-7, $"point {i}: {margin}");
            else if (a == c)
                Assert.True(margin <= 1 + 1e-7, $"point {i}: {margin}");
            else
                Assert.Equal(1, margin, 1e-7);
        }
        Assert.Contains(svm.Loads, a => a != 0 && Math.Abs(a) != c);
    }

    private static double[,] Linear(double[] x)
    {
        var k = new double[x.Length, x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
                k[i, j] = x[i] * x[j];
        }
        return k;
    }
}
