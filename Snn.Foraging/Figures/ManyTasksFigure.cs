using ScottPlot;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Figures;

/// <summary>More tasks than two in a row: the mean score on all tasks so far and backward transfer after each task, and the score on each task at the end.</summary>
internal static class ManyTasksFigure
{
    private const int PanelWidth = 480;
    private const int PanelHeight = 400;

    /// <summary>Draws the figure; null for two tasks, and where tasks change.</summary>
    public static Sheet? Draw(RunData run)
    {
        var matrices = run.Matrices.Where(m => m.Tasks.Count > 2 && m.Scores.Count > 0).ToArray();
        if (matrices.Length == 0)
            return null;
        int tasks = matrices[0].Tasks.Count, seeds = matrices[0].Scores.Count;
        bool band = matrices.Length <= Colours.Length;
        var sheet = new Sheet($"{run.Experiment}: {tasks} tasks in a row", 3, PanelWidth, PanelHeight)
        {
            Notes =
            [
                SeedBand.Says(seeds, band),
                "Left: mean score on the tasks trained so far, after each of them. Middle: backward transfer, their score minus that just after their own training. Right: score on each task at the end.",
            ],
        };
        var acc = Panel("all tasks so far", "tasks trained", "mean score", tasks);
        var bwt = Panel("what later tasks did to earlier ones", "tasks trained", "backward transfer", tasks);
        var end = Panel("at the end", "task", "score", tasks);
        foreach (var (n, matrix) in matrices.Index())
        {
            var (color, pattern) = (Colour(n), Style.Pattern(n));
            sheet.Key.Add(new(matrix.Condition, KeySymbol.Line, color) { Pattern = pattern });
            Metrics.ScoreMatrix[] each = [.. matrix.Scores.Select(s => new Metrics.ScoreMatrix([.. matrix.Phases.Select(Phase.Parse)], [.. s.Select(row => row.Select(x => double.IsNaN(x) ? (double?)null : x).ToArray())]))];
            int[] steps = [.. each[0].TrainingOrder().GroupBy(o => o.Row).Select(g => g.Count())];
            int[] learnt = [.. steps.Select((_, i) => steps.Take(i + 1).Sum())];
            SeedBand.Add(acc, each.SelectMany(m => TasksInARow.Acc(m).Select((x, i) => ((double)learnt[i], x ?? double.NaN))), color, pattern, band);
            SeedBand.Add(bwt, each.SelectMany(m => TasksInARow.Bwt(m).Select((x, i) => ((double)learnt[i + 1], x ?? double.NaN))), color, pattern, band);
            SeedBand.Add(end, matrix.Scores.SelectMany(s => s[^1].Select((x, task) => (task + 1.0, x))), color, pattern, band);
        }

        sheet.Key.Add(new("chance", KeySymbol.Line, Style.Grey) { Pattern = LinePattern.Dotted });
        foreach (var panel in (Plot[])[acc, end])
        {
            panel.Add.HorizontalLine(0.5, 1.8f, Style.Grey, LinePattern.Dotted);
            panel.Axes.SetLimitsY(0.4, 1);
        }

        bwt.Add.HorizontalLine(0, 1.8f, Style.Grey);
        foreach (var panel in (Plot[])[acc, bwt, end])
            sheet.Add(panel);
        return sheet;
    }

    // Of more conditions than colours, the line patterns tell those of one colour apart.
    private static readonly Color[] Colours = [Style.Vermilion, Style.Green, Style.Blue, Style.Purple, Style.Orange, Style.Sky, Style.Ink, Style.Mix(Style.Orange, Colors.Black, 0.55)];

    private static Color Colour(int condition) => Colours[condition % Colours.Length];

    private static Plot Panel(string title, string x, string y, int tasks)
    {
        var plot = Style.NewPlot(title, x, y);
        double[] places = [.. Enumerable.Range(1, tasks).Select(n => (double)n)];
        plot.Axes.Bottom.SetTicks(places, [.. places.Select(n => $"{n:0}")]);
        plot.Axes.SetLimitsX(0.8, tasks + 0.2);
        return plot;
    }
}
