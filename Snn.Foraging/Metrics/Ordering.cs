namespace Snn.Foraging.Metrics;

/// <summary>How one condition stands to another.</summary>
public enum Relation
{
    /// <summary>Its score is higher.</summary>
    Higher,

    /// <summary>Its score is lower.</summary>
    Lower,

    /// <summary>The two are within <see cref="Ordering.Margin"/> of each other.</summary>
    Same,
}

/// <summary>What our own runs say to an expectation.</summary>
public enum Verdict
{
    /// <summary>The interval of the paired difference confirms it.</summary>
    Holds,

    /// <summary>The interval rules it out.</summary>
    Fails,

    /// <summary>Neither: the interval is too wide, or drawn from too few seeds.</summary>
    Undecided,
}

/// <summary>From two means to an expectation, and from an expectation and an interval to a verdict: by rule, so that no verdict is anyone's opinion.</summary>
public static class Ordering
{
    /// <summary>Scores closer than this count as the same: two of the larger standard deviations that the paper reports, 0.03.</summary>
    public const double Margin = 0.06;

    /// <summary>Nothing is decided on fewer pairs: differences without any effect all have one given sign once in 16 times for four pairs, once in 32 for
    /// five.</summary>
    public const int LeastPairs = 5;

    // Differences of scores printed with two digits must not depend on how they round in binary.
    private const double Rounding = 1e-9;

    /// <summary>The relation that a published difference stands for.</summary>
    public static Relation Of(double difference) => difference > Margin + Rounding ? Relation.Higher : difference < -Margin - Rounding ? Relation.Lower : Relation.Same;

    /// <summary>On an expectation. The same holds when the whole 95 % interval is within the margin. Higher and lower hold when the whole interval is on that
    /// side of 0 and the mean beyond the margin, so that no difference is the same and not the same at once. Each fails when none of the interval is where
    /// it should be: within the margin, or beyond it on that side.</summary>
    public static Verdict Judge(Relation expected, PairedComparison? difference) => On(difference, (low, mean, high) => expected switch
    {
        Relation.Same => (low >= -Margin - Rounding && high <= Margin + Rounding, high < -Margin - Rounding || low > Margin + Rounding),
        Relation.Higher => (low > 0 && mean > Margin + Rounding, high <= Margin + Rounding),
        _ => (high < 0 && mean < -Margin - Rounding, low >= -Margin - Rounding),
    });

    /// <summary>On the claim that the first is higher, by however little: it holds when the whole interval is above 0 and fails when none of it is.</summary>
    public static Verdict Above(PairedComparison? difference) => On(difference, (low, _, high) => (low > 0, high <= 0));

    private static Verdict On(PairedComparison? difference, Func<double, double, double, (bool Holds, bool Fails)> judge)
    {
        if (difference?.Ci95 is not { } ci || difference.Pairs < LeastPairs)
            return Verdict.Undecided;
        var (holds, fails) = judge(ci[0], difference.MeanDifference, ci[1]);
        return holds ? Verdict.Holds : fails ? Verdict.Fails : Verdict.Undecided;
    }

    /// <summary>The verdict on several at once: it fails if one fails and holds only if all hold.</summary>
    public static Verdict All(IEnumerable<Verdict> verdicts)
    {
        var list = verdicts.ToList();
        return list.Contains(Verdict.Fails) ? Verdict.Fails : list.Count > 0 && list.TrueForAll(v => v == Verdict.Holds) ? Verdict.Holds : Verdict.Undecided;
    }
}
