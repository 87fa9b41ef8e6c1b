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

    /// <summary>Neither: the interval is too wide, or there is none (one seed).</summary>
    Undecided,
}

/// <summary>From two means to an expectation, and from an expectation and an interval to a verdict: by rule, so that no verdict is anyone's opinion.</summary>
public static class Ordering
{
    /// <summary>Scores closer than this count as the same: two of the larger standard deviations that the paper reports, 0.03.</summary>
    public const double Margin = 0.06;

    // Differences of scores printed with two digits must not depend on how they round in binary.
    private const double Rounding = 1e-9;

    /// <summary>The relation that a published difference stands for.</summary>
    public static Relation Of(double difference) => difference > Margin + Rounding ? Relation.Higher : difference < -Margin - Rounding ? Relation.Lower : Relation.Same;

    /// <summary>Higher and lower hold when the whole 95 % interval is on that side of 0 and fail when none of it is; the same holds when the whole
    /// interval is within the margin and fails when none of it is.</summary>
    public static Verdict Judge(Relation expected, IReadOnlyList<double>? ci95)
    {
        if (ci95 is null)
            return Verdict.Undecided;
        var (low, high) = expected == Relation.Lower ? (-ci95[1], -ci95[0]) : (ci95[0], ci95[1]);
        var (holds, fails) = expected == Relation.Same ? (low >= -Margin - Rounding && high <= Margin + Rounding, high < -Margin || low > Margin) : (low > 0, high <= 0);
        return holds ? Verdict.Holds : fails ? Verdict.Fails : Verdict.Undecided;
    }

    /// <summary>The verdict on several at once: it fails if one fails and holds only if all hold.</summary>
    public static Verdict All(IEnumerable<Verdict> verdicts)
    {
        var list = verdicts.ToList();
        return list.Contains(Verdict.Fails) ? Verdict.Fails : list.Count > 0 && list.TrueForAll(v => v == Verdict.Holds) ? Verdict.Holds : Verdict.Undecided;
    }
}
