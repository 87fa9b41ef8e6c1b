using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>The results on the console: scores, metrics, and the comparison with sequential training seed by seed.
/// Fits 80 columns with condition names of up to 17 letters.</summary>
internal static class ResultsTable
{
    private const string None = "-";

    /// <summary>Writes the tables. Rows that were tested on other tasks have tables of their own and are compared among themselves.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="compare">False where another table compares them.</param>
    public static void Write(TextWriter to, IReadOnlyList<ResultRow> rows, bool compare = true)
    {
        foreach (var (n, group) in rows.GroupBy(r => string.Join(' ', r.Tasks)).Where(g => g.First().Tasks.Count > 1).Index()) // of tasks that change there is no score at the end on all
        {
            if (n > 0)
                to.WriteLine();
            if (group.First().Tasks.Count > 2)
                ManyTasksTable.Write(to, [.. group], compare);
            else
                TwoTasks(to, [.. group], compare);
        }
    }

    private static void TwoTasks(TextWriter to, IReadOnlyList<ResultRow> rows, bool compare)
    {
        var seeds = rows.Select(r => r.Seeds.Count).Distinct().ToList();
        to.WriteLine($"Share of rewarded particles in frozen tests (chance 0.5), mean ± sd of {(seeds.Count == 1 ? Count(seeds[0], "seed") : "each row's seeds")}");
        var scores = new TextTable("", "T1 after T1", "T2 after T1", "T1 at end", "T2 at end");
        foreach (var row in rows)
            scores.Add(row.Label, MeanSd(row.ScoresAfter("T1", 0)), MeanSd(row.ScoresAfter("T1", 1)), MeanSd(row.FinalScores(0)), MeanSd(row.FinalScores(1)));
        scores.Write(to);

        to.WriteLine();
        to.WriteLine("ACC, backward transfer, forgetting (best before the last task, minus the end)");
        to.WriteLine("and final weights against those of T1: distance in units of their spacing,\nand correlation");
        var metrics = new TextTable("", "ACC", "BWT", "forgetting", "distance", "correlation");
        foreach (var row in rows)
            metrics.Add(row.Marked, MeanSd(row.Results.Metrics["acc"]), MeanSd(row.Results.Metrics["bwt"]), MeanSd(row.Results.Metrics["forgetting"]), MeanSd(row.FinalDistance), MeanSd(row.FinalCorrelation));
        metrics.Write(to);
        if (rows.Any(r => r.GoesOn))
            to.WriteLine(ResultRow.MarkSays.Replace("; ", ";\n  ", StringComparison.Ordinal));

        if (compare && rows.Count > 1)
            WriteComparisons(to, rows);
    }

    private static void WriteComparisons(TextWriter to, IReadOnlyList<ResultRow> rows)
    {
        var reference = ResultRow.Reference(rows);
        var table = new TextTable($"minus {reference.Label}", "task", "seeds", "difference", "95 % interval", "dz");
        var made = 0;
        foreach (var row in rows.Where(r => r != reference))
        {
            for (var task = 0; task < row.Tasks.Count; task++)
            {
                var result = row.Compare(reference, task);
                made += result is null ? 0 : 1;
                table.Add(row.Label, row.Tasks[task], $"{result?.Pairs ?? 0}", Signed(result?.MeanDifference), Interval(result?.Ci95), Number(result?.CohensDz is { } dz ? Math.Round(dz, 1) + 0.0 : null, "0.0"));
            }
        }
        to.WriteLine();
        to.WriteLine("Score at the end, compared seed by seed (bootstrap interval; dz = mean / sd)");
        table.Write(to);
        to.WriteLine($"{Count(made, "comparison")} made; the intervals are not corrected for their number.");
    }

    private static string MeanSd(IReadOnlyList<double?>? values) => values is null ? None : MeanSd(Summary.Of([.. values]));

    private static string MeanSd(Summary s) => Number(s.Mean, "0.00") + (s.Sd is null ? "" : $" ± {Number(s.Sd, "0.00")}");

    private static string Signed(double? value) => Number(value is { } v ? Math.Round(v, 2) + 0.0 : null, "+0.00;-0.00;+0.00");

    private static string Interval(IReadOnlyList<double>? ci) => ci is null ? None : $"[{Signed(ci[0])}, {Signed(ci[1])}]";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? None;

    private static string Count(int n, string what) => $"{n} {what}{(n == 1 ? "" : "s")}";
}
