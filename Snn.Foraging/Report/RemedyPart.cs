using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>All conditions side by side, from remedies.json: what they reach, what that is against each reference, controls, costs.</summary>
internal static class RemedyPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Remedies is not { } document)
            return;
        page.Heading("Conditions compared");
        string measure = document.Shown[0];
        foreach (var reference in document.References)
        {
            var better = Significant(document, reference, measure, above: true);
            var worse = Significant(document, reference, measure, above: false);
            page.Paragraph($"{(measure == "old" ? "On the old task" : "In the mean of all tasks")}, compared with {reference} seed by seed and corrected for the number of comparisons (p < 0.05): better {Words(better)}; worse {Words(worse)}.");
        }

        page.Table(["at the end", .. document.Shown.SelectMany(m => new[] { document.Says(m), "95 % interval" })],
            document.Rows.Select(row => (IReadOnlyList<string>)[row.Condition, .. document.Shown.SelectMany(m => new[] { Html.MeanSd(row.Of(m)), Html.Range(row.Of(m)?.Ci95) })]));
        page.Note("In frozen tests; mean ± standard deviation over networks, bootstrap interval of the mean.");
        foreach (var reference in document.References)
        {
            page.Table([$"minus {reference}", .. document.Shown.SelectMany(m => new[] { document.Says(m), "95 % interval", "p (Holm)" })], document.Rows.Where(r => r.Condition != reference).Select(row => (IReadOnlyList<string>)
                [row.Condition, .. document.Shown.SelectMany(m => Of(row.Comparisons.FirstOrDefault(c => c.To == reference && c.Measure == m)))]));
        }

        page.Note("Differences seed by seed with Student's interval; p of the paired t test, which assumes normally distributed differences, corrected after Holm for all rows of its column.");
        ControlPart.Write(page, document.Controls.Where(c => document.Shown.Contains(c.Measure)).Select(c => c with { Measure = document.Says(c.Measure) }));
        page.Subheading("What they cost, a network");
        (string Name, IReadOnlySet<RemedyRow> Rows)[] fronts = [("cycles", document.Front(c => c.ExtraCycles)), ("bytes", document.Front(c => c.Bytes)), ("events", document.Front(c => c.SynapticEvents))];
        page.Table(["condition", "on the front of", "stored bytes", "extra state, bytes", "extra cycles", "synaptic events", "thread-seconds", "needs to be told or given", "phases"], document.Rows.Select(r => new[]
        {
            r.Condition, r.Bound ? "(bound)" : string.Join(", ", fronts.Where(f => f.Rows.Contains(r)).Select(f => f.Name)), Html.Whole(r.Cost.StoredBytes), Html.Whole(r.Cost.ExtraStateBytes), Html.Whole(r.Cost.ExtraCycles),
            Html.Whole(r.Cost.SynapticEvents), r.Cost.Seconds.ToString("0.0", CultureInfo.InvariantCulture), r.Needs, string.Join(", ", r.Phases),
        }), words: true);
        page.Note("Measured: bytes as laid out or saved, cycles and events as counted, seconds as spent (they depend on what else the machine did). Extra cycles: asleep, in replay, and in walks that a remedy asked for. "
            + "On a front: no other row scores as well in the mean of all tasks at no more of that cost. A bound is on none: it is given all worlds at once, or a network a task and the task in tests.");
    }

    private static string[] Significant(RemedyDocument document, string reference, string measure, bool above) =>
        [.. document.Rows.Where(r => r.Comparisons.Any(c => c.To == reference && c.Measure == measure && c.PHolm < 0.05 && c.Difference > 0 == above)).Select(r => r.Condition)];

    private static string Words(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);

    private static string[] Of(RemedyComparison? made) => [Html.Signed(made?.Difference), Html.Interval(made?.Ci95), Html.P(made?.PHolm)];
}
