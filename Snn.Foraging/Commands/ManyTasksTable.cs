using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>The results on the console where there are more tasks than two: final scores, how the mean went down from task to task, and the comparison
/// with sequential training seed by seed.</summary>
internal static class ManyTasksTable
{
    private const string None = "-";

    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, IReadOnlyList<ResultRow> rows, bool compare)
    {
        var tasks = rows[0].Tasks;
        to.WriteLine($"Share of rewarded particles in frozen tests at the end (chance 0.5), mean{(tasks.Count > 5 ? "" : " ± sd")} over seeds");
        var scores = new TextTable(["", .. tasks]);
        foreach (var row in rows)
            scores.Add([row.Label, .. tasks.Select((_, task) => Of(row.FinalScores(task), tasks.Count > 5))]);
        scores.Write(to);

        to.WriteLine();
        to.WriteLine("ACC: mean over tasks; learning accuracy: mean score just after a task's own training;\nBWT, forgetting: what later tasks did to earlier ones");
        var metrics = new TextTable("", "ACC", "learning acc.", "BWT", "forgetting");
        foreach (var row in rows)
            metrics.Add([row.Marked, .. new[] { "acc", "learning_accuracy", "bwt", "forgetting" }.Select(m => MeanSd(row.Results.Metrics[m]))]);
        metrics.Write(to);
        if (rows.Any(r => r.GoesOn))
            to.WriteLine(ResultRow.MarkSays);

        to.WriteLine();
        to.WriteLine("Mean score on the tasks trained so far, after the n-th of them");
        var course = new TextTable(["", .. Enumerable.Range(1, tasks.Count).Select(n => $"{n}")]);
        foreach (var row in rows)
            course.Add([row.Label, .. Enumerable.Range(0, tasks.Count).Select(n => After(row, n, tasks.Count > 5))]);
        course.Write(to);

        if (compare && rows.Count > 1)
            WriteComparisons(to, rows);
    }

    private static void WriteComparisons(TextWriter to, IReadOnlyList<ResultRow> rows)
    {
        var reference = ResultRow.Reference(rows);
        (string Name, Func<ScoreMatrix, double?> Of)[] metrics = [("ACC", ContinualLearning.Acc), ("learning acc.", ContinualLearning.LearningAccuracy), ("BWT", ContinualLearning.Bwt)];
        var table = new TextTable($"minus {reference.Label}", "of", "seeds", "difference", "95 % interval", "dz");
        var made = 0;
        foreach (var row in rows.Where(r => r != reference))
        {
            foreach (var (name, metric) in metrics)
            {
                if (row.Compare(reference, r => r.Each(metric)) is not { } result)
                    continue;
                made++;
                table.Add(row.Label, name, $"{result.Pairs}", Signed(result.MeanDifference), result.Ci95 is { } ci ? $"[{Signed(ci[0])}, {Signed(ci[1])}]" : None, Number(result.CohensDz is { } dz ? Math.Round(dz, 1) + 0.0 : null, "0.0"));
            }
        }
        to.WriteLine();
        to.WriteLine("Compared seed by seed (bootstrap interval; dz = mean / sd)");
        table.Write(to);
        to.WriteLine($"{made} comparisons made; the intervals are not corrected for their number.");
    }

    // A phase that trains several tasks at once is the step of all of them.
    private static string After(ResultRow row, int n, bool meanOnly)
    {
        var each = row.Results.Scores.Select((_, seed) => row.Matrix(seed)).ToList();
        var order = each[0].TrainingOrder();
        if (n >= order.Count || (n + 1 < order.Count && order[n + 1].Row == order[n].Row))
            return None;
        var step = order.Take(n + 1).Select(o => o.Row).Distinct().Count() - 1;
        return Of([.. each.Select(m => TasksInARow.Acc(m)[step])], meanOnly);
    }

    private static string Of(IReadOnlyList<double?> values, bool meanOnly) => meanOnly ? Number(Summary.Of([.. values]).Mean, "0.00") : MeanSd(Summary.Of([.. values]));

    private static string MeanSd(Summary s) => Number(s.Mean is { } mean ? Math.Round(mean, 2) + 0.0 : null, "0.00") + (s.Sd is null ? "" : $" ± {Number(s.Sd, "0.00")}");

    private static string Signed(double value) => Number(Math.Round(value, 2) + 0.0, "+0.00;-0.00;+0.00");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? None;
}
