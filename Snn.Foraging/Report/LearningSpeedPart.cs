using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>How fast the tasks of the last phases were learnt, by what came before, from learning-speed.json. Words are chosen by the intervals.</summary>
internal static class LearningSpeedPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.LearningSpeed is not { Rows.Count: > 0 } document)
            return;
        page.Heading("How fast a task is learnt");
        page.Paragraph($"Learning speed: training cycles until a frozen test of the task first reaches {Html.Two(document.Criterion)}; in brackets 95 % bootstrap intervals. The first condition with a task is the one that its others are compared with.");
        page.List(document.Rows.Select(row => $"{row.Condition}: {row.Task} after {Before(files, row)} was learnt in {Took(row)}"
            + (row.Reference is null ? "." : $"; that is {Cycles(row.Difference)} ({Interval(row.Ci95)}) against {row.Reference}: {Verdict(row)}.")));
        page.Table(["condition", "task", "lived before, cycles", "networks that reach it", "cycles", "minus", "difference", "95 % interval"], document.Rows.Select(r => new[]
        {
            r.Condition, r.Task, Before(files, r), $"{r.Reached} of {r.Cycles.Count}", Whole(r.Mean.Mean) + (r.Mean.Sd is double sd ? $" ± {Html.Whole(sd)}" : ""),
            r.Reference ?? "", r.Reference is null ? "" : Cycles(r.Difference), r.Reference is null ? "" : Interval(r.Ci95),
        }));
        page.Note($"{Html.Count(document.Rows.Max(r => r.Cycles.Count), "network")}; mean ± standard deviation, differences seed by seed with 95 % bootstrap intervals, not corrected for their number. "
            + "A network that never reaches the score counts with all its training on the task, so that means and differences are then bounds. “Slower” and “faster” are said when the whole interval is on that side of 0.");
    }

    private static string Before(RunFiles files, LearningSpeedRow row)
    {
        string[] lived = [.. files.Data.PhasesOf(row.Condition).SkipLast(1).Where(p => p.End > p.Start).Select(p => $"{p.Name} {Html.Whole(p.End - p.Start)}")];
        return lived.Length == 0 ? "nothing" : string.Join(", ", lived);
    }

    private static string Took(LearningSpeedRow row) => $"{(row.Reached < row.Cycles.Count ? "at least " : "")}{Whole(row.Mean.Mean)} cycles"
        + (row.Mean.Ci95 is { } ci ? $" ({Html.Whole(ci[0])} to {Html.Whole(ci[1])})" : "") + $", {row.Reached} of {Html.Count(row.Cycles.Count, "network")}"
        + (row.Reached < row.Cycles.Count ? $" within {Html.Whole(row.Longest)}" : "");

    private static string Verdict(LearningSpeedRow row) => row.Ci95 is not { } ci ? "no interval" : ci[0] > 0 ? "slower" : ci[1] < 0 ? "faster" : "no difference shown";

    private static string Interval(IReadOnlyList<double>? ci) => ci is null ? Html.None : $"{Cycles(ci[0])} to {Cycles(ci[1])}";

    private static string Whole(double? value) => value is double v ? Html.Whole(v) : Html.None;

    private static string Cycles(double? value) => value?.ToString("+#,0;−#,0;0", CultureInfo.InvariantCulture) ?? Html.None;
}
