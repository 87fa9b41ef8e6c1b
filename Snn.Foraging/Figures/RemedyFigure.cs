using System.Globalization;
using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>Remedies against forgetting: what is kept of the old task against what is learnt of the new one, and score against cost.</summary>
internal static class RemedyFigure
{
    private static readonly Color[] Colours = [Style.Blue, Style.Vermilion, Style.Green, Style.Purple, Style.Orange, Style.Sky, Style.Grey, Style.Ink];

    /// <summary>Draws the figure; null without remedies.json.</summary>
    public static Sheet? Draw(RunData run) =>
        RemedyDocument.Load(run.Folder) is { } document && document.Rows.Any(r => r.Score.Mean is not null) ? Of($"{run.Experiment}: remedies against forgetting", document) : null;

    /// <summary>Draws rows of any origin.</summary>
    public static Sheet Of(string title, RemedyDocument document)
    {
        var sheet = new Sheet(title, 2, 760, 640)
        {
            Notes =
            [
                "Means over networks; bars: 95 % intervals (bootstrap). Left: up is plastic, right is stable. Right: score against cycles beside training",
                "(asleep, in replay, in walks); dotted: the front, rows that no other beats in both.",
            ],
        };
        foreach (var (k, row) in document.Rows.Index())
            sheet.Key.Add(new($"{k + 1} {row.Condition}", KeySymbol.Marker, Colour(k)) { Shape = Style.Shape(k / Colours.Length) });
        sheet.Add(Scatter(document));
        sheet.Add(Front(document));
        return sheet;
    }

    private static Plot Scatter(RemedyDocument document)
    {
        var plot = Style.NewPlot("stability and plasticity", "final score on the old task", $"final score on {document.NewTask}");
        foreach (var (k, row) in document.Rows.Index())
        {
            if (row.Old.Mean is not double x || row.New.Mean is not double y)
                continue;
            Bar(plot, k, row.Old.Ci95 is { } a ? [new(a[0], y), new(a[1], y)] : []);
            Bar(plot, k, row.New.Ci95 is { } b ? [new(x, b[0]), new(x, b[1])] : []);
            Point(plot, k, x, y);
        }

        return plot;
    }

    private static Plot Front(RemedyDocument document)
    {
        var plot = Style.NewPlot("score and cost", "extra cycles, thousands (0 stands at 1)", "mean of the final scores");
        var front = document.Rows.Where(r => r.OnFront && r.Score.Mean is not null).OrderBy(r => r.Cost.ExtraCycles).Select(r => new Coordinates(Cost(r), r.Score.Mean!.Value)).ToArray();
        plot.Add.Plottable(new PatternedLine(front, Style.Grey, 1.8f, LinePattern.Dotted));
        foreach (var (k, row) in document.Rows.Index())
        {
            if (row.Score.Mean is not double y)
                continue;
            Bar(plot, k, row.Score.Ci95 is { } ci ? [new(Cost(row), ci[0]), new(Cost(row), ci[1])] : []);
            Point(plot, k, Cost(row), y);
        }

        int last = (int)Math.Ceiling(document.Rows.Max(Cost));
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, last + 1).Select(i => (double)i)], [.. Enumerable.Range(0, last + 1).Select(i => Math.Pow(10, i).ToString("N0", CultureInfo.InvariantCulture))]);
        plot.Axes.SetLimitsX(-0.15, document.Rows.Max(Cost) + 0.35); // room for the numbers beside the last points
        return plot;
    }

    // Logarithm of the thousands; no cycles at all stand at 1.
    private static double Cost(RemedyRow row) => Math.Log10(Math.Max(1, row.Cost.ExtraCycles / 1000));

    private static void Bar(Plot plot, int k, Coordinates[] ends)
    {
        if (ends.Length > 0)
            plot.Add.Plottable(new PatternedLine(ends, Style.Mix(Colors.White, Colour(k), 0.5), 1.6f, LinePattern.Solid));
    }

    private static void Point(Plot plot, int k, double x, double y)
    {
        plot.Add.Marker(x, y, Style.Shape(k / Colours.Length), 12, Colour(k));
        var label = plot.Add.Text($"{k + 1}", x, y);
        label.LabelFontSize = Style.Small;
        label.LabelFontColor = Style.Ink;
        label.LabelAlignment = Alignment.LowerLeft;
        label.OffsetX = 6;
        label.OffsetY = -4;
    }

    private static Color Colour(int k) => Colours[k % Colours.Length];
}
