using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>The story and the tables where there are more tasks than two. Every number and verdict comes from metrics.json; a verdict is what the 95 %
/// interval says, by rule.</summary>
internal static class ManyTasksPart
{
    // What a network that keeps its tasks should reach; set beforehand.
    private const double Good = 0.80, Kept = -0.06;

    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Metrics is not { Tasks.Count: > 2 } metrics || files.Rows.Count == 0)
            return;
        int tasks = metrics.Tasks.Count;
        page.Heading("What happened");
        foreach (string paragraph in Story(files, tasks))
            page.Paragraph(paragraph);
        page.Heading("Scores");
        page.Table(["condition", .. metrics.Tasks.Select(t => $"{t} at end"), "ACC", "learning accuracy", "BWT", "forgetting", "intransigence"], files.Rows.Select(r => (IReadOnlyList<string>)
            [r.Marked, .. metrics.Tasks.Select((_, task) => Html.MeanSd(Summary.Of([.. r.FinalScores(task)]))), .. new[] { "acc", "learning_accuracy", "bwt", "forgetting", "intransigence" }.Select(m => Metric(r, m))]));
        page.Note($"Mean ± standard deviation over networks; {Html.None} is undefined. ACC: mean score on all tasks when the last has been trained. Learning accuracy: mean score just after a task's own training. BWT: backward transfer. "
            + "Forgetting: best score before the last task, minus the end. Intransigence: how much worse a task was learnt than alone." + ScorePart.Marked(files));
        page.Table(["mean score on the tasks so far, after", .. Enumerable.Range(1, tasks).Select(n => Html.Count(n, "task"))], files.Rows.Where(r => r.Results.Metrics["bwt"].Mean is not null).Select(r => (IReadOnlyList<string>)
            [r.Label, .. Enumerable.Range(0, tasks).Select(n => Html.MeanSd(Summary.Of([.. r.Each(m => TasksInARow.Acc(m)[n])])))]));
        if (files.Rows.Count > 1 && metrics.Seeds.Count > 1 && files.Remedies is null)
            Comparisons(page, files);
        ScorePart.Criterion(page, files);
    }

    private static IEnumerable<string> Story(RunFiles files, int tasks)
    {
        if (files.Row("sequential") is { } one)
            yield return $"One after the other (sequential), {tasks} tasks were each learnt to {Html.MeanInterval(one.Results.Metrics["learning_accuracy"])}. At the end the mean over all was {Html.MeanInterval(one.Results.Metrics["acc"])}: "
                + $"backward transfer {Html.MeanInterval(one.Results.Metrics["bwt"])}.{Below(one.Results.Metrics["bwt"], " Earlier tasks were forgotten, at least in part.", " The interval holds 0: forgetting is not shown.")}";
        if (files.Row("interleaved") is { } all)
            yield return $"All in turn (interleaved), which needs every world all along, the mean at the end was {Html.MeanInterval(AtEnd(all))}.";
        foreach (var row in files.Rows.Where(r => r.Condition is not ("sequential" or "interleaved") && r.Results.Metrics["bwt"].Mean is not null))
        {
            var (acc, bwt) = (row.Results.Metrics["acc"], row.Results.Metrics["bwt"]);
            string against = files.Row("sequential") is { } reference && row.Compare(reference, r => r.Each(ContinualLearning.Final)) is { } c
                ? $", {Html.Difference(c)} against sequential ({(c.Ci95 is { } ci ? ci[0] > 0 ? "more" : ci[1] < 0 ? "less" : "no difference shown" : "no interval")})" : "";
            yield return $"{row.Label}: a mean of {Html.MeanInterval(AtEnd(row))} at the end{against}, with a backward transfer of {Html.MeanInterval(bwt)} and {(row.Results.Cost.StoredBytes == 0 ? "nothing" : $"{Html.Whole(row.Results.Cost.StoredBytes)} bytes")} of past experience stored. "
                + $"What was asked for beforehand, ACC of at least {Html.Two(Good)} with a BWT of at least {Html.Two(Kept)}, is {(acc.Mean >= Good && bwt.Mean >= Kept ? "reached" : acc.Mean >= Good || bwt.Mean >= Kept ? "reached in part" : "not reached")}.";
        }
    }

    private static Summary AtEnd(ResultRow row) => Summary.Of([.. row.Each(ContinualLearning.Final)]);

    private static string Below(Summary s, string yes, string no) => s.Ci95 is not { } ci ? "" : ci[1] < 0 ? yes : no;

    private static void Comparisons(Html page, RunFiles files)
    {
        var reference = ResultRow.Reference(files.Rows);
        (string Name, Func<ScoreMatrix, double?> Of)[] metrics = [("ACC", ContinualLearning.Acc), ("learning accuracy", ContinualLearning.LearningAccuracy), ("BWT", ContinualLearning.Bwt)];
        var made = files.Rows.Where(r => r != reference).SelectMany(r => metrics.Select(m => (Row: r, m.Name, Result: r.Compare(reference, x => x.Each(m.Of))))).Where(c => c.Result is not null).ToArray();
        page.Subheading($"Compared with {reference.Label}, seed by seed");
        page.Table(["condition", "of", "networks", "difference", "95 % interval", "effect size dz"], made.Select(c => new[]
        {
            c.Row.Label, c.Name, $"{c.Result!.Pairs}", Html.Signed(c.Result.MeanDifference), Html.Interval(c.Result.Ci95), Html.Two(c.Result.CohensDz),
        }));
        page.Note($"{Html.Count(made.Length, "comparison")} made; the intervals are not corrected for their number. dz: mean difference / standard deviation of the differences.");
    }

    private static string Metric(ResultRow row, string name) => Html.MeanSd(row.Results.Metrics.GetValueOrDefault(name));
}
