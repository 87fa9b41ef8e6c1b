using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>How fast the task of each condition's last phase is learnt: score against training cycles in that phase, one panel a task.</summary>
internal static class LearningSpeedFigure
{
    private static readonly Color[] Colours = [Style.Ink, Style.Orange, Style.Green, Style.Purple, Style.Sky, Style.Vermilion, Style.Blue];

    /// <summary>Draws the figure; null without learning-speed.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.LearningSpeed is not { Rows.Count: > 0 } document)
            return null;
        var tasks = document.Rows.GroupBy(r => r.Task).ToArray();
        var sheet = new Sheet($"{run.Experiment}: how fast a task is learnt", Math.Min(2, tasks.Length), 680, 460)
        {
            Notes =
            [
                SeedBand.Says(document.Rows.Max(r => r.Cycles.Count)) + " Frozen tests of the task of the last phase.",
                string.Create(CultureInfo.InvariantCulture, $"Symbols: mean number of training cycles until a test first reaches {document.Criterion}; open where a seed never does and counts with all its training."),
            ],
        };
        sheet.Key.Add(new("criterion", KeySymbol.Line, Style.Grey));
        sheet.Key.Add(new("chance", KeySymbol.Line, Style.Grey) { Pattern = LinePattern.Dotted });
        foreach (var task in tasks)
        {
            var plot = Style.NewPlot($"learning {task.Key}", "training cycles on the task", "score");
            plot.Add.HorizontalLine(document.Criterion, 1.8f, Style.Grey);
            plot.Add.HorizontalLine(0.5, 1.8f, Style.Grey, LinePattern.Dotted);
            List<double> cycles = [];
            List<Action> onTop = [];
            foreach (var (n, row) in task.Index())
            {
                var (color, pattern, shape) = (Colours[n % Colours.Length], Style.Pattern(n), Style.Shape(n));
                long start = run.PhasesOf(row.Condition)[^1].Start;
                var points = run.Scores.Where(s => s.Condition == row.Condition && s.Task == row.Task && s.Cycle > start).Select(s => (X: (double)(s.Cycle - start), s.Score)).ToArray();
                cycles.AddRange(points.Select(p => p.X));
                SeedBand.Add(plot, points.Select(p => (Math.Log10(p.X), p.Score)), color, pattern);
                if (row.Mean.Mean is double mean)
                    onTop.Add(() => Mark(plot, Math.Log10(mean), document.Criterion, row.Reached == row.Cycles.Count, shape, color));
                sheet.Key.Add(new(row.Condition, KeySymbol.LineAndMarker, color) { Pattern = pattern, Shape = shape });
            }

            onTop.ForEach(add => add());
            Axis(plot, cycles);
            sheet.Add(plot);
        }

        return sheet;
    }

    private static void Mark(Plot plot, double x, double y, bool all, MarkerShape shape, Color color)
    {
        var mark = plot.Add.Marker(x, y, shape, 16, all ? color : Colors.White);
        (mark.MarkerStyle.OutlineColor, mark.MarkerStyle.OutlineWidth) = (all ? Style.Ink : color, all ? 1.5f : 2.5f);
    }

    // A logarithmic axis with ticks at 1, 2 and 5.
    private static void Axis(Plot plot, List<double> cycles)
    {
        if (cycles.Count == 0)
            return;
        double first = cycles.Min(), last = cycles.Max();
        double[] ticks = [.. Enumerable.Range(0, 10).SelectMany(d => new[] { 1.0, 2, 5 }.Select(m => m * Math.Pow(10, d))).Where(t => t >= first && t <= last)];
        plot.Axes.Bottom.SetTicks([.. ticks.Select(Math.Log10)], [.. ticks.Select(t => t.ToString("N0", CultureInfo.InvariantCulture))]);
        plot.Axes.SetLimits(Math.Log10(first) - 0.03, Math.Log10(last) + 0.03, 0.3, 1);
    }
}
