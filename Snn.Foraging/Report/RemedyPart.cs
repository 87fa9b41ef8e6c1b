using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>Remedies against forgetting side by side, from remedies.json.</summary>
internal static class RemedyPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (RemedyDocument.Load(files.Folder) is not { } document)
            return;
        page.Heading("Remedies against forgetting");
        foreach (var reference in document.References)
        {
            var better = Significant(document, reference, above: true);
            var worse = Significant(document, reference, above: false);
            page.Paragraph($"On the old task, compared with {reference} seed by seed and corrected for the number of comparisons (p < 0.05): better {Words(better)}; worse {Words(worse)}.");
        }

        page.Table(["condition", "old", "new", "mean", .. document.References.SelectMany(r => new[] { $"old, minus {r}", "95 % interval", "p (Holm)", $"new, minus {r}", "p (Holm)" })],
            document.Rows.Select(row => (IReadOnlyList<string>)
            [
                row.Condition, Html.MeanSd(row.Old), Html.MeanSd(row.New), Html.Two(row.Score.Mean),
                .. document.References.SelectMany(r => Of(row, r)),
            ]));
        page.Note("Final scores in frozen tests. Paired t test; it assumes normally distributed differences. Holm's correction: over all rows compared with the same reference in the same measure.");
        page.Subheading("What they cost, a network");
        page.Table(["condition", "on the front", "stored bytes", "extra state, bytes", "extra cycles", "synaptic events", "thread-seconds", "needs to be told or given", "phases"], document.Rows.Select(r => new[]
        {
            r.Condition, r.OnFront ? "yes" : "", Html.Whole(r.Cost.StoredBytes), Html.Whole(r.Cost.ExtraStateBytes), Html.Whole(r.Cost.ExtraCycles), Html.Whole(r.Cost.SynapticEvents),
            r.Cost.Seconds.ToString("0.0", CultureInfo.InvariantCulture), r.Needs, string.Join(", ", r.Phases),
        }), words: true);
        page.Note("Measured: bytes as laid out or saved, cycles and events as counted, seconds as spent (they depend on what else the machine did). Extra cycles: asleep, in replay, and in walks that a remedy asked for. "
            + "On the front: no other row has at least this mean score at no more extra cycles.");
    }

    private static string[] Significant(RemedyDocument document, string reference, bool above) =>
        [.. document.Rows.Where(r => r.Comparisons.Any(c => c.To == reference && c.Measure == "old" && c.PHolm < 0.05 && c.Difference > 0 == above)).Select(r => r.Condition)];

    private static string Words(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);

    private static string[] Of(RemedyRow row, string reference)
    {
        RemedyComparison? old = row.Comparisons.FirstOrDefault(c => c.To == reference && c.Measure == "old"), fresh = row.Comparisons.FirstOrDefault(c => c.To == reference && c.Measure == "new");
        return [Html.Signed(old?.Difference), Html.Interval(old?.Ci95), P(old?.PHolm), Html.Signed(fresh?.Difference), P(fresh?.PHolm)];
    }

    private static string P(double? p) => p?.ToString("0.000", CultureInfo.InvariantCulture) ?? Html.None;
}
