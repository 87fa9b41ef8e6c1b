using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>The story in words. Every number and every verdict comes from metrics.json; a verdict is what the 95 % interval says, by rule.</summary>
internal static class StoryPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Rows.Count == 0 || files.Metrics!.Tasks.Count != 2 || files.Data.SpeedOnly)
            return;
        page.Heading("What happened");
        foreach (string paragraph in Learning(files).Concat(Forgetting(files)).Concat(Sleep(files)).Concat(Interleaving(files)))
            page.Paragraph(paragraph);
        string[] others = [.. Others(files)];
        if (others.Length > 0)
            page.Paragraph("The other conditions, each against sequential training in the same order of the tasks:").List(others);
        if (Published(files).Count > 0)
            page.Paragraph("The paper's other conditions stand, in words and with verdicts, beside the published results below.");
        page.Note("A score is the share of rewarded particles among those eaten in a frozen test; chance is 0.5. In brackets: 95 % bootstrap intervals of the mean over " + files.Seeds + ", for differences seed by seed. "
            + "“More” and “less” are said when the whole interval, as printed, is on that side of 0. The intervals are not corrected for the number of comparisons.");
    }

    private static IEnumerable<string> Learning(RunFiles files)
    {
        if (files.Rows.FirstOrDefault(r => r.ScoresAfter("T1", 0) is not null && r.Results.Phases.TakeWhile(p => p != "T1").All(p => p == "unsupervised")) is not { } row)
            yield break;
        yield return $"The agents learnt Task 1 first. After it they scored {Html.MeanInterval(After(row, "T1", 0))} on Task 1, and {Html.MeanInterval(After(row, "T1", 1))} on Task 2, which they had not met.";
    }

    private static IEnumerable<string> Forgetting(RunFiles files)
    {
        if (files.Row("sequential") is not { } row || After(row, "T1", 0) is not { } before)
            yield break;
        var forgetting = row.Results.Metrics["forgetting"];
        string verdict = forgetting.Ci95 is not { } ci ? "" : ci[0] > 0 ? " Task 1 was forgotten, at least in part." : ci[1] < 0 ? " Task 1 got better." : " The interval holds 0: forgetting is not shown.";
        yield return $"Then they learnt Task 2 alone (sequential). It reached {Html.MeanInterval(Final(row, 1))}; on Task 1 the score went from {Html.Two(before.Mean)} to {Html.MeanInterval(Final(row, 0))}: forgetting of {Html.MeanInterval(forgetting)}.{verdict}";
    }

    private static IEnumerable<string> Sleep(RunFiles files)
    {
        if (files.Row("sleep") is not { } row)
            yield break;
        string text = $"With sleep between stretches of Task 2 (sleep), Task 1 ended at {Html.MeanInterval(Final(row, 0))} and Task 2 at {Html.MeanInterval(Final(row, 1))}.";
        if (files.Row("sequential") is { } reference)
        {
            text += $" Against sequential training that is {Html.Difference(row.Compare(reference, 0))} on Task 1 and {Html.Difference(row.Compare(reference, 1))} on Task 2: "
                + $"{Verdict(row.Compare(reference, 0), "sleep kept more of Task 1", "sleep kept less of Task 1", "that sleep kept anything is not shown")}, "
                + $"{Verdict(row.Compare(reference, 1), "and Task 2 was learnt better", "and Task 2 was learnt less well", "and no difference is shown on Task 2")}.";
        }

        if (After(row, "T1", 0) is { Mean: double before } && Final(row, 0).Mean is double end)
            text += $" From the {Html.Two(before)} before Task 2, {Html.Two(Math.Abs(before - end))} {(end < before ? "was lost in spite of sleep" : "was gained")}.";
        yield return text;
    }

    private static IEnumerable<string> Interleaving(RunFiles files)
    {
        if (files.Row("interleaved") is { } row)
            yield return $"Training on both tasks in turn (interleaved), which needs Task 1's world all along, ended at {Html.MeanInterval(Final(row, 0))} on Task 1 and {Html.MeanInterval(Final(row, 1))} on Task 2.";
    }

    private static IEnumerable<string> Others(RunFiles files)
    {
        if (files.Row("sequential") is not { } sequential)
            yield break;
        var published = Published(files);
        foreach (var row in files.Rows.Where(r => r.Condition is not ("sequential" or "sequential-reversed" or "sleep" or "interleaved") && !published.Contains(r.Condition) && files.Data.Conditions.Contains(r.Condition)))
        {
            var reference = row.Condition.EndsWith("-reversed", StringComparison.Ordinal) ? files.Row("sequential-reversed") ?? sequential : sequential;
            var (first, second) = (row.Compare(reference, 0), row.Compare(reference, 1));
            yield return $"{row.Label}: {Html.MeanInterval(Final(row, 0))} on Task 1, {Html.MeanInterval(Final(row, 1))} on Task 2; "
                + $"{Verdict(first, "more", "less", "no difference shown")} on Task 1, {Html.Difference(first)}; {Verdict(second, "more", "less", "no difference shown")} on Task 2, {Html.Difference(second)}.";
        }
    }

    /// <summary>Conditions that another part lays beside published ones.</summary>
    private static HashSet<string> Published(RunFiles files) =>
        files.Published is { } published && published.TryGetProperty("rows", out var rows) ? [.. rows.EnumerateArray().Select(r => r.GetProperty("condition").GetString()!)] : [];

    // By the interval as it is printed: what rounds to 0.00 is neither more nor less. One network has none, and shows nothing.
    private static string Verdict(PairedComparison? c, string more, string less, string unclear) => c?.Ci95 is not { } ci ? unclear : Math.Round(ci[0], 2) > 0 ? more : Math.Round(ci[1], 2) < 0 ? less : unclear;

    private static Summary Final(ResultRow row, int task) => Summary.Of([.. row.FinalScores(task)]);

    private static Summary? After(ResultRow row, string phase, int task) => row.ScoresAfter(phase, task) is { } scores ? Summary.Of([.. scores]) : null;
}
