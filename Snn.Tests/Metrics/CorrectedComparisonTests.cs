using Snn.Foraging.Metrics;

namespace Snn.Tests.Metrics;

/// <summary>The statistics of the table of remedies, against numbers worked out elsewhere.</summary>
public class CorrectedComparisonTests
{
    [Fact]
    public void The_paired_t_test_has_the_p_values_of_the_tables()
    {
        // Student's own sleep data (1908): t = 4.0621, 9 degrees of freedom, p = 0.002833, interval of the difference 0.70 to 2.46.
        double?[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        var test = PairedTTest.Of(second, first)!;
        Assert.Equal(1.58, test.Mean, 1e-12);
        Assert.Equal(0.002833, test.P, 1e-6);
        Assert.Equal(0.7001142, test.Ci95[0], 1e-6);
        Assert.Equal(2.4598858, test.Ci95[1], 1e-6);
        Assert.Equal(test.P, PairedTTest.Of(first, second)!.P);
        Assert.Null(PairedTTest.Of([1], [2]));
        Assert.Null(PairedTTest.Of([1, null], [2, 3]));
        Assert.Null(PairedTTest.Of([1, 2], [2, 3]));
    }

    [Fact]
    public void Holm_multiplies_by_what_is_left_and_never_falls()
    {
        Assert.Equal([0.04, 0.06, 0.06, null, 0.04], Holm.Correct([0.01, 0.04, 0.03, null, 0.01]).Select(p => p is { } v ? (double?)Math.Round(v, 12) : null));
        Assert.Equal([1.0], Holm.Correct([1.0]));
    }

    [Fact]
    public void The_front_is_what_nothing_beats() =>
        Assert.Equal([true, false, true, false, true], ParetoFront.Of([(0, 0.5), (0, 0.4), (2, 0.7), (3, 0.7), (5, 0.9)]));
}
