using System.Globalization;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>When sleep was called for, and whether all that sleep slept equally much.</summary>
internal static class SleepTimesPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.Sleeps.Count == 0 || files.Metrics is null)
            return;
        page.Heading("When sleep was called for");
        var asleep = files.Rows.Where(r => r.Results.Cost.SleepCycles > 0).ToArray();
        double[] totals = [.. asleep.Select(r => r.Results.Cost.SleepCycles / (double)files.Metrics.Seeds.Count).Distinct()];
        page.Paragraph(totals.Length == 1
            ? $"All {asleep.Length} conditions that sleep slept equally much: {Html.Whole(totals[0])} cycles a network."
            : $"The conditions do not sleep equally much: {string.Join("; ", asleep.Select(r => $"{r.Label} {Html.Whole(r.Results.Cost.SleepCycles / (double)files.Metrics.Seeds.Count)}"))} cycles a network. Their scores compare amounts as well as times.");
        page.Table(["condition", "sleeps", "cycles of training before a sleep, median", "longest", "half of the sleep done after", "slept in one piece at the end"],
            files.Data.Sleeps.GroupBy(s => s.Condition).Select(c =>
            {
                var lives = c.GroupBy(s => (s.Seed, s.Phase, s.PhaseStart)).Select(Life).ToArray();
                return new[]
                {
                    c.Key, MeanSd(lives, l => l.Sleeps, "0"), MeanSd(lives, l => l.Median, "0"), MeanSd(lives, l => l.Longest, "0"), MeanSd(lives, l => 100 * l.Half, "0") + " % of training", MeanSd(lives, l => 100 * l.AtEnd, "0") + " %",
                };
            }));
        page.Note("Mean ± standard deviation over networks. Sleep is asked about every 100 cycles awake; when the total is spent there is no more, and what is left at the end of training is slept there.");
    }

    private static (double Sleeps, double Median, double Longest, double Half, double AtEnd) Life(IEnumerable<SleepRow> phase)
    {
        SleepRow[] sleeps = [.. phase.OrderBy(s => s.Start)];
        var awake = sleeps.Select((s, n) => (double)(s.Start - (n == 0 ? s.PhaseStart : sleeps[n - 1].Start + sleeps[n - 1].Cycles))).Order().ToArray();
        double total = sleeps.Sum(s => s.Cycles);
        var half = SleepTimesFigure.Course(sleeps).First(p => p.Slept >= 0.5).Trained;
        var last = sleeps[^1];
        return (sleeps.Length, Bootstrap.Quantile(awake, 0.5), awake[^1], half, last.Start + last.Cycles == last.PhaseEnd ? last.Cycles / total : 0);
    }

    private static string MeanSd<T>(T[] lives, Func<T, double> value, string format)
    {
        var values = lives.Select(value).ToArray();
        return values.Average().ToString(format, CultureInfo.InvariantCulture) + (Summary.StandardDeviation(values) is { } sd ? $" ± {sd.ToString(format, CultureInfo.InvariantCulture)}" : "");
    }
}
