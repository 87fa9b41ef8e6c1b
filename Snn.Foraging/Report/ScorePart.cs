using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>Tables of scores and metrics, and the comparison seed by seed.</summary>
internal static class ScorePart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Rows.Count == 0 || files.Metrics!.Tasks.Count != 2)
            return;
        page.Heading("Scores");
        page.Table(["condition", "T1 after T1", "T2 after T1", "T1 at end", "T2 at end", "food per move, T1", "food per move, T2"], files.Rows.Select(r => new[]
        {
            r.Label, After(r, 0), After(r, 1), Html.MeanSd(Summary.Of([.. r.FinalScores(0)])), Html.MeanSd(Summary.Of([.. r.FinalScores(1)])), Food(r, 0), Food(r, 1),
        }));
        if (files.Data.SpeedOnly)
            return; // another part compares these conditions, each with the one of its own task
        page.Table(["condition", "ACC", "BWT", "FWT", "forgetting", "intransigence", "distance", "correlation"], files.Rows.Select(r => new[]
        {
            r.Marked, Metric(r, "acc"), Metric(r, "bwt"), Metric(r, "fwt"), Metric(r, "forgetting"), Metric(r, "intransigence"),
            Html.MeanSd(Summary.Of([.. r.FinalDistance])), Html.MeanSd(Summary.Of([.. r.FinalCorrelation])),
        }));
        page.Note($"Mean ± standard deviation over networks; {Html.None} is undefined. ACC: mean score on all tasks when the last has been trained. BWT, FWT: backward and forward transfer (Lopez-Paz and Ranzato 2017). "
            + "Forgetting: best score before the last task, minus the end. Intransigence: how much worse a task was learnt than alone (Chaudhry et al. 2018). "
            + "Distance and correlation: final weights against those of the network's own last fifth of T1, in units of the spacing of these states, and as a pattern." + Marked(files));
        if (files.Rows.Count > 1 && files.Metrics!.Seeds.Count > 1 && files.Remedies is null && files.Data.Pruning is null)
            Comparisons(page, files);
        Criterion(page, files);
    }

    /// <summary>What the mark behind a row's name means, where one has it.</summary>
    internal static string Marked(RunFiles files) => files.Rows.Any(r => r.GoesOn) ? $" {ResultRow.MarkSays}." : "";

    private static void Comparisons(Html page, RunFiles files)
    {
        var reference = ResultRow.Reference(files.Rows);
        var made = files.Rows.Where(r => r != reference).SelectMany(r => Enumerable.Range(0, r.Tasks.Count).Select(task => (Row: r, Task: task, Result: r.Compare(reference, task)))).ToArray();
        page.Subheading($"Compared with {reference.Label}, seed by seed");
        page.Table(["condition", "task", "networks", "difference at end", "95 % interval", "effect size dz"], made.Select(c => new[]
        {
            c.Row.Label, c.Row.Tasks[c.Task], $"{c.Result?.Pairs ?? 0}", Html.Signed(c.Result?.MeanDifference), Html.Interval(c.Result?.Ci95),
            c.Result?.CohensDz is { } dz ? (Math.Round(dz, 1) + 0.0).ToString("0.0;−0.0", CultureInfo.InvariantCulture) : Html.None,
        }));
        page.Note($"{Html.Count(made.Count(c => c.Result is not null), "comparison")} made; the intervals are not corrected for their number. dz: mean difference / standard deviation of the differences.");
    }

    /// <summary>How many training cycles each task took.</summary>
    internal static void Criterion(Html page, RunFiles files)
    {
        page.Subheading("Training cycles until a frozen test first reaches 0.75");
        page.Table(["condition", .. files.Metrics!.Tasks.SelectMany(t => new[] { $"{t}, mean of those that do", "networks that do" })], files.Rows.Select(r => (IReadOnlyList<string>)
            [r.Label, .. Enumerable.Range(0, files.Metrics.Tasks.Count).SelectMany(task => Reached([.. r.Results.CyclesToCriterion.Select(s => s[task])]))]));
    }

    private static string[] Reached(IReadOnlyList<long?> cycles)
    {
        var known = cycles.OfType<long>().ToArray();
        return [known.Length == 0 ? Html.None : Html.Whole(known.Average()), $"{known.Length} of {cycles.Count}"];
    }

    private static string After(ResultRow row, int task) => Html.MeanSd(row.ScoresAfter("T1", task) is { } scores ? Summary.Of([.. scores]) : null);

    private static string Food(ResultRow row, int task) => Html.MeanSd(Summary.Of([.. row.Results.FoodPerMove.Select(s => s[^1][task])]));

    private static string Metric(ResultRow row, string name) => Html.MeanSd(row.Results.Metrics.GetValueOrDefault(name));
}
