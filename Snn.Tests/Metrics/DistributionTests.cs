using Snn.Foraging.Metrics;

namespace Snn.Tests.Metrics;

/// <summary>Tests of distributions on samples whose distribution is known; their false-alarm rates are counted.</summary>
public sealed class DistributionTests
{
    [Fact]
    public void Normality_cries_wolf_as_often_as_it_says()
    {
        // 300 normal samples at 5 %: fewer than 4 or more than 28 rejections happen by chance less than once in 1,000.
        int rejected = Enumerable.Range(0, 300).Count(s => Normality.Of(Normals(s, 200)).P <= 0.05);
        Assert.InRange(rejected, 4, 28);
    }

    [Fact]
    public void Normality_sees_a_logarithm_that_was_not_taken()
    {
        double[] x = [.. Normals(1, 1000).Select(z => Math.Exp(0.2 * z))];
        Assert.True(Normality.Of(x).P <= 0.01);
        Assert.True(Normality.Of([.. x.Select(v => Math.Log(v))]).P > 0.01);
    }

    [Fact]
    public void One_mode_is_seldom_taken_for_two()
    {
        // Silverman's test is cautious: 20 samples of one mode, at 5 %; 4 or more rejections at the stated rate would be a chance of 1.6 %.
        int rejected = Enumerable.Range(0, 20).Count(s => Unimodality.Of(s % 2 == 0 ? Normals(s, 300) : [.. Normals(s, 300).Select(z => Math.Exp(0.5 * z))]).P <= 0.05);
        Assert.InRange(rejected, 0, 3);
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.8, 5)]
    public void Two_modes_are_seen(double share, double apart)
    {
        var stream = new RandomStream(3, 0);
        double[] x = [.. Enumerable.Range(0, 600).Select(_ => stream.Normal() + (stream.Unit() < (share > 0 ? share : 0.5) ? 0 : apart))];
        Assert.Equal(1 / 200.0, Unimodality.Of(x).P); // none of 199 resamples; the sample itself counts as one
    }

    [Fact]
    public void The_exponent_of_known_densities_is_found()
    {
        var stream = new RandomStream(4, 0);
        double[] laplace = [.. Enumerable.Range(0, 5000).Select(_ => Math.Log(stream.Unit()) * (stream.Unit() < 0.5 ? 1 : -1))];
        Assert.Equal(2, GeneralisedGaussian.Exponent(Normals(5, 5000)), 0.2);
        Assert.Equal(1, GeneralisedGaussian.Exponent(laplace), 0.1);
        Assert.True(GeneralisedGaussian.Exponent([.. Enumerable.Range(0, 5000).Select(_ => stream.Unit())]) > 8);
    }

    [Fact]
    public void Amari_index_by_hand()
    {
        Assert.Equal(0, AmariIndex.Of(new double[,] { { 0, -3 }, { 2, 0 } }));
        Assert.Equal(1, AmariIndex.Of(new double[,] { { 1, 1 }, { -1, 1 } }));
        // Rows: 1/2, 1/4; columns: 1/4, 2/4; sum 1.5 over 2 n (n - 1) = 4.
        Assert.Equal(0.375, AmariIndex.Of(new double[,] { { 4, 2 }, { 1, 4 } })!.Value, 1e-12);
        Assert.Null(AmariIndex.Of(new double[,] { { 0, 0 }, { 1, 4 } }));
    }

    private static double[] Normals(int seed, int count)
    {
        var stream = new RandomStream(seed, 9);
        return [.. Enumerable.Range(0, count).Select(_ => stream.Normal())];
    }
}
