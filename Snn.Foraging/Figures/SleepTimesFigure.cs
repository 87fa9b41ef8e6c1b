using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>When agents slept that were not put to sleep by the clock: how much of their sleep was behind them at which point of their training.</summary>
internal static class SleepTimesFigure
{
    private const int Steps = 50;

    /// <summary>Draws the figure; null without sleeps.csv.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Sleeps.Count == 0)
            return null;
        string[] conditions = [.. run.Conditions.Where(c => run.Sleeps.Any(s => s.Condition == c))];
        var sheet = new Sheet($"{run.Experiment}: when sleep was called for", 1, 760, 520)
        {
            Notes =
            [
                SeedBand.Says(run.Sleeps.Select(s => s.Seed).Distinct().Count()) + " Share of all sleep of the phase against the share of its training that had been done when it began.",
                "Dotted: by the clock. A curve above it sleeps early; what is left at the end of training is slept there in one piece.",
            ],
        };
        var plot = Style.NewPlot("", "training done", "sleep done");
        plot.Add.Plottable(new PatternedLine([new(0, 0), new(1, 1)], Style.Grey, 1.8f, LinePattern.Dotted));
        Color[] colors = [Style.Blue, Style.Vermilion, Style.Green, Style.Purple, Style.Orange, Style.Sky];
        foreach (var (i, condition) in conditions.Index())
        {
            var color = colors[i % colors.Length];
            sheet.Key.Add(new(condition, KeySymbol.Line, color) { Pattern = Style.Pattern(i) });
            SeedBand.Add(plot, run.Sleeps.Where(s => s.Condition == condition).GroupBy(s => (s.Seed, s.Phase, s.PhaseStart)).SelectMany(Course), color, Style.Pattern(i));
        }

        string[] shares = [.. Enumerable.Range(0, 5).Select(k => (k / 4.0).ToString("0 %", CultureInfo.InvariantCulture))];
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
            axis.SetTicks([0, 0.25, 0.5, 0.75, 1], shares);
        plot.Axes.SetLimits(0, 1, 0, 1.02);
        sheet.Add(plot);
        return sheet;
    }

    /// <summary>Share slept by share trained, of one phase.</summary>
    internal static IEnumerable<(double Trained, double Slept)> Course(IEnumerable<SleepRow> phase)
    {
        SleepRow[] sleeps = [.. phase.OrderBy(s => s.Start)];
        double asleep = sleeps.Sum(s => s.Cycles), awake = sleeps[0].PhaseEnd - sleeps[0].PhaseStart - asleep;
        for (int k = 0; k <= Steps; k++)
        {
            double before = 0, done = 0;
            foreach (var sleep in sleeps)
            {
                if (sleep.Start - sleep.PhaseStart - before > awake * k / Steps)
                    break;
                before += sleep.Cycles;
                done = before;
            }

            yield return ((double)k / Steps, done / asleep);
        }
    }
}
