using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Published results beside ours, on the console: two lines a row, one for each task, with a verdict on each ordering.</summary>
internal static class PublishedTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, PublishedDocument document)
    {
        to.WriteLine("Published results and ours: mean ± sd of the score, and the difference from a reference seed by seed");
        var table = new TextTable("", "task", "published", "ours", "minus", "published", "ours", "95 % interval", "expected", "verdict");
        foreach (var row in document.Rows)
        {
            foreach (var (task, k) in row.Tasks.Select((t, k) => (t, k)))
            {
                var o = task.Ordering;
                table.Add(k == 0 ? row.Condition : "", o.Score, MeanSd(task.Published.Mean, task.Published.Sd), MeanSd(task.Ours.Mean, task.Ours.Sd), k == 0 ? row.Reference : "",
                    Signed(o.PublishedDifference), Signed(o.Difference), Interval(o.Ci95), Word(o.Expected), Word(o.Verdict));
            }
        }
        table.Write(to);
        to.WriteLine("published: " + document.Source);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            The paper trains Task 1 first; rows named -reversed train Task 2 first and are held against the same numbers.
            expected: higher or lower where the published difference is beyond ±{document.Margin:0.00}, else the same. Higher and lower hold when the whole interval is
            on that side of 0 and the mean beyond {document.Margin:0.00}; the same, when the whole interval is within ±{document.Margin:0.00}. Each fails when none of the interval
            is where it should be. Undecided: anything else.
            """));

        if (document.Controls.Count > 0)
        {
            to.WriteLine();
            to.WriteLine("Sleep against freezing on both tasks together, against sleep without plasticity, and against slower learning");
            var controls = new TextTable("", "score", "minus", "published", "ours", "95 % interval", "expected", "verdict");
            foreach (var c in document.Controls)
                controls.Add(c.Condition, c.Score, c.Reference, Signed(c.PublishedDifference), Signed(c.Difference), Interval(c.Ci95), Word(c.Expected), Word(c.Verdict));
            controls.Write(to);
            to.WriteLine("expected: the claim under test, that sleep is higher. It holds when the whole interval is above 0 and fails when none of it is.");
        }

        var verdicts = document.Rows.SelectMany(r => r.Tasks.Select(t => t.Ordering)).Concat(document.Controls).ToList();
        to.WriteLine(string.Join(", ", verdicts.GroupBy(v => v.Verdict).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Word(g.Key)}"))
            + $"; {verdicts.Count} comparisons made, the intervals are not corrected for their number.");
        if (document.Seeds < document.LeastSeeds)
            to.WriteLine($"{document.Seeds} seeds: nothing is decided on fewer than {document.LeastSeeds}.");
        foreach (var failed in verdicts.Where(v => v.Verdict == Verdict.Fails))
            to.WriteLine($"fails: {failed.Condition} minus {failed.Reference} on {failed.Score} is {Signed(failed.Difference)} {Interval(failed.Ci95)}, expected {Word(failed.Expected)}");
    }

    private static string MeanSd(double? mean, double? sd) => mean is null ? "-" : Number(mean.Value, "0.00") + (sd is null ? "" : $" ± {Number(sd.Value, "0.00")}");

    private static string Signed(double? value) => value is { } v ? Number(Math.Round(v, 2) + 0.0, "+0.00;-0.00;+0.00") : "-";

    private static string Interval(IReadOnlyList<double>? ci) => ci is null ? "-" : $"[{Signed(ci[0])}, {Signed(ci[1])}]";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
