using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>All conditions side by side on the console: what they reach, what that is against each reference, controls against what they control, costs.</summary>
internal static class RemedyTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, RemedyDocument document)
    {
        to.WriteLine(document.OldTasks.Count > 1 ? "At the end: mean score on all tasks; learning accuracy and BWT as above; mean ± sd [95 % interval, bootstrap]" : "Score at the end, mean ± sd [95 % interval, bootstrap]");
        var scores = new TextTable(["", .. document.Shown.Select(document.Says)]);
        foreach (var row in document.Rows)
            scores.Add([row.Condition, .. document.Shown.Select(m => Full(row.Of(m)))]);
        scores.Write(to);

        foreach (var reference in document.References)
        {
            to.WriteLine();
            to.WriteLine("Difference, seed by seed, with 95 % interval (Student), and p of the paired t test corrected for the rows of its column (Holm)");
            var gains = new TextTable([$"minus {reference}", .. document.Shown.SelectMany(m => new[] { document.Says(m), "95 % interval", "p (Holm)" })]);
            foreach (var row in document.Rows.Where(r => r.Condition != reference))
                gains.Add([row.Condition, .. document.Shown.SelectMany(m => Difference(row.Comparisons.FirstOrDefault(c => c.To == reference && c.Measure == m)))]);
            gains.Write(to);
        }

        ControlTable.Write(to, document.Controls.Where(c => document.Shown.Contains(c.Measure)).Select(c => c with { Measure = document.Says(c.Measure) }));

        to.WriteLine();
        to.WriteLine("What each costs a network: bytes of stored experience, bytes of other extra state, cycles beside training (asleep, in replay, in walks), synaptic events and");
        to.WriteLine("thread-seconds of the whole trial; front: no other row scores as well in the mean at no more cycles, bytes (stored and extra) or events, rows in brackets apart,");
        to.WriteLine("which are given all worlds at once, or a network a task and the task in tests");
        (string Name, IReadOnlySet<RemedyRow> Rows)[] fronts = [("cycles", document.Front(c => c.ExtraCycles)), ("bytes", document.Front(c => c.Bytes)), ("events", document.Front(c => c.SynapticEvents))];
        CostTable.Write(to, ["mean", "front", "needs to be told or given"], document.Rows.Select(row => (row.Bound ? $"({row.Condition})" : row.Condition, row.Cost, new[]
        {
            Number(row.Score.Mean, "0.00"), string.Join(", ", fronts.Where(f => f.Rows.Contains(row)).Select(f => f.Name)), row.Needs,
        })));
    }

    private static string[] Difference(RemedyComparison? made) => [Signed(made?.Difference), made?.Ci95 is { } ci ? $"[{Signed(ci[0])}, {Signed(ci[1])}]" : "-", Number(made?.PHolm, "0.000")];

    private static string Full(Summary? s) => s?.Mean is not { } mean ? "-" : Two(mean) + (s.Sd is { } sd ? $" ± {Two(sd)}" : "") + (s.Ci95 is { } ci ? $" [{Two(ci[0])}, {Two(ci[1])}]" : "");

    private static string Two(double value) => Number(Math.Round(value, 2) + 0.0, "0.00");

    private static string Signed(double? value) => Number(value is { } v ? Math.Round(v, 2) + 0.0 : null, "+0.00;-0.00;0.00");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
