namespace Snn.Foraging.Metrics;

/// <summary>How a control stands to what it controls.</summary>
public enum ControlVerdict
{
    /// <summary>It does less: the whole 95 % interval lies on that side of 0.</summary>
    Loses,

    /// <summary>No difference is shown: the interval holds 0.</summary>
    Level,

    /// <summary>It does more, though it lacks what the other is thought to work by.</summary>
    Wins,
}

/// <summary>A control compared, seed by seed, with a condition that it is the control of.</summary>
/// <param name="Control">The control.</param>
/// <param name="Of">What it controls.</param>
/// <param name="Measure">What is compared.</param>
/// <param name="Score">Of the control.</param>
/// <param name="OfScore">Of what it controls.</param>
/// <param name="Difference">Mean of control minus what it controls.</param>
/// <param name="Ci95">95 % interval of that mean (Student).</param>
/// <param name="P">Two-sided p value of the paired t test.</param>
/// <param name="PHolm">The same, corrected for the comparisons of one family.</param>
/// <param name="Verdict">By the interval, which is not corrected, so that a control that wins is not hidden by the number of others; null without one.</param>
public sealed record ControlComparison(
    string Control, string Of, string Measure, Summary Score, Summary OfScore, double? Difference, IReadOnlyList<double>? Ci95, double? P, double? PHolm, ControlVerdict? Verdict)
{
    /// <summary>Compares a family of controls; p values are corrected for all of them.</summary>
    /// <param name="pairs">Names and values, one a seed, of each control and of what it controls.</param>
    /// <param name="harm">True where what is studied does harm, so that a control loses if it does less of it and has the higher score.</param>
    public static IReadOnlyList<ControlComparison> Family(IReadOnlyList<(string Control, string Of, string Measure, IReadOnlyList<double?> Values, IReadOnlyList<double?> OfValues)> pairs, bool harm = false)
    {
        PairedTTest?[] tests = [.. pairs.Select(p => PairedTTest.Of(p.Values, p.OfValues))];
        var corrected = Holm.Correct([.. tests.Select(t => t?.P)]);
        return [.. pairs.Select((p, k) => new ControlComparison(
            p.Control, p.Of, p.Measure, Summary.Of([.. p.Values]), Summary.Of([.. p.OfValues]), tests[k]?.Mean, tests[k]?.Ci95, tests[k]?.P, corrected[k], Judge(tests[k]?.Ci95, harm)))];
    }

    /// <summary>The comparisons in one sentence; empty for none.</summary>
    public static string Says(IReadOnlyList<ControlComparison> all)
    {
        int Count(ControlVerdict verdict, double level) => all.Count(c => c.Verdict == verdict && (c.PHolm < level || level >= 1));
        return all.Count == 0 ? ""
            : $"Of {all.Count} comparisons with a control it loses in {Count(ControlVerdict.Loses, 1)}, is level in {Count(ControlVerdict.Level, 1)} and wins in {Count(ControlVerdict.Wins, 1)}; "
            + $"corrected for their number (p < 0.05) it loses in {Count(ControlVerdict.Loses, 0.05)} and wins in {Count(ControlVerdict.Wins, 0.05)}.";
    }

    /// <summary>A verdict in words.</summary>
    public static string Word(ControlVerdict? verdict) => verdict switch
    {
        ControlVerdict.Loses => "control loses",
        ControlVerdict.Level => "level",
        ControlVerdict.Wins => "control wins",
        _ => "undefined",
    };

    private static ControlVerdict? Judge(IReadOnlyList<double>? ci, bool harm) =>
        ci is null ? null : ci[1] < 0 ? (harm ? ControlVerdict.Wins : ControlVerdict.Loses) : ci[0] > 0 ? (harm ? ControlVerdict.Loses : ControlVerdict.Wins) : ControlVerdict.Level;
}
