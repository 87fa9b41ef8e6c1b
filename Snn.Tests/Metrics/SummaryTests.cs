using Snn.Foraging.Metrics;
using Snn.Foraging.WeightSpace;

namespace Snn.Tests.Metrics;

public class SummaryTests
{
    [Fact]
    public void MeanAndDeviationByHand()
    {
        var s = Summary.Of([2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal(5, s.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7), Assert.NotNull(s.Sd), 12);
        Assert.InRange(s.Ci95![0], 3, 5);
        Assert.InRange(s.Ci95[1], 5, 7);
    }

    [Fact]
    public void OneSeedHasNoSpread()
    {
        var s = Summary.Of([0.7]);
        Assert.Equal(0.7, s.Mean);
        Assert.Null(s.Sd);
        Assert.Null(s.Ci95);
    }

    [Fact]
    public void AnUndefinedValueMakesTheSummaryUndefined()
    {
        Assert.Equal(new Summary(null, null, null), Summary.Of([0.7, null]));
        Assert.Equal(new Summary(null, null, null), Summary.Of([]));
    }

    [Fact]
    public void BootstrapRepeatsAndIsAboutAsWideAsTheNormalInterval()
    {
        var values = Enumerable.Range(1, 100).Select(i => (double)i).ToArray();
        var interval = Bootstrap.Interval95(values)!;
        Assert.Equal(interval, Bootstrap.Interval95(values));
        // Plug-in standard error of the mean: sqrt((n^2 - 1) / 12 / n) = 2.886; 10,000 resamples leave 2 % on each end.
        Assert.InRange(interval[0], 50.5 - 1.96 * 2.886 - 0.3, 50.5 - 1.96 * 2.886 + 0.3);
        Assert.InRange(interval[1], 50.5 + 1.96 * 2.886 - 0.3, 50.5 + 1.96 * 2.886 + 0.3);
    }

    [Fact]
    public void TwoValuesResampleToTheirThreeMeans() =>
        Assert.Equal([0.0, 1.0], Bootstrap.Interval95([0, 1])!);

    [Fact]
    public void QuantilesAreLinearBetweenNeighbours()
    {
        Assert.Equal(1, Bootstrap.Quantile([1, 2, 3, 4], 0));
        Assert.Equal(2.5, Bootstrap.Quantile([1, 2, 3, 4], 0.5));
        Assert.Equal(4, Bootstrap.Quantile([1, 2, 3, 4], 1));
    }

    [Fact]
    public void PairsByHand()
    {
        var c = PairedComparison.Of([3, 5, 7], [2, 3, 4])!;
        Assert.Equal(3, c.Pairs);
        Assert.Equal(2, c.MeanDifference);
        Assert.Equal(2, Assert.NotNull(c.CohensDz), 12); // differences 1, 2, 3: mean 2, sd 1
        Assert.Null(PairedComparison.Of([1, 2], [0, 1])!.CohensDz); // no spread
        Assert.Null(PairedComparison.Of([1], [0])!.Ci95);
        Assert.Null(PairedComparison.Of([1, null], [0, 1]));
        Assert.Null(PairedComparison.Of([], []));
    }

    [Fact]
    public void CriterionIsTheFirstTestThatReachesIt()
    {
        Assert.Equal(300, CyclesToCriterion.Of([(100, 0.5), (200, null), (300, 0.75), (400, 0.9)]));
        Assert.Null(CyclesToCriterion.Of([(100, 0.74), (200, null)]));
    }

    [Fact]
    public void DistanceToASetByHand()
    {
        float[][] set = [[0, 0], [3, 4], [3, 0]];
        Assert.Equal(5, SetDistance.Of([0, -5], set));
        Assert.Equal((3.0 + 4 + 3) / 3, Assert.NotNull(SetDistance.MeanNearestNeighbour(set)), 12);
        Assert.Equal(1.5, Assert.NotNull(SetDistance.Scaled([0, -5], set)), 12);
        Assert.Equal(0, SetDistance.Scaled([3, 4], set));
        Assert.Null(SetDistance.Scaled([0, 0], [[1, 1]]));
        Assert.Null(SetDistance.Scaled([0, 0], [[1, 1], [1, 1]]));
        Assert.Null(SetDistance.Scaled([0, 0], []));
    }
}
