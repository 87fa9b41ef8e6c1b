namespace Snn.Tests.Remedies;

/// <summary>Was something drawn by chance? Each look lets off five standard deviations; what tests draw is the same in every run.</summary>
internal static class Chance
{
    private const double Most = 5;

    /// <summary>What was taken lies anywhere: neither at one end nor in clumps or at regular distances (runs test of Wald and Wolfowitz).</summary>
    public static void LiesAnywhere(IReadOnlyList<bool> taken)
    {
        HasNothingToDoWith(taken, [.. Enumerable.Range(0, taken.Count).Select(k => (double)k)]);
        double n = taken.Count, first = taken.Count(t => t), expected = (2 * first * (n - first) / n) + 1;
        int runs = 1 + Enumerable.Range(1, taken.Count - 1).Count(k => taken[k] != taken[k - 1]);
        Assert.InRange((runs - expected) / Math.Sqrt((expected - 1) * (expected - 2) / (n - 1)), -Most, Most);
    }

    /// <summary>What was taken has the mean that a draw without replacement would have.</summary>
    public static void HasNothingToDoWith(IReadOnlyList<bool> taken, IReadOnlyList<double> quantity)
    {
        double n = quantity.Count, count = taken.Count(t => t), mean = quantity.Average(), variance = quantity.Sum(q => (q - mean) * (q - mean)) / (n - 1);
        double found = quantity.Where((_, k) => taken[k]).Average();
        Assert.InRange((found - mean) / Math.Sqrt(variance / count * (1 - (count / n))), -Most, Most);
    }

    /// <summary>Two draws share as many as two draws share by chance.</summary>
    public static void AreTwoDraws(IReadOnlyList<bool> one, IReadOnlyList<bool> other) => HasNothingToDoWith(one, [.. other.Select(t => t ? 1.0 : 0.0)]);
}
