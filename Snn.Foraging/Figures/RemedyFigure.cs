using System.Globalization;
using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>Remedies against forgetting: what is kept of the old task against what is learnt of the new one, and score against each cost.</summary>
internal static class RemedyFigure
{
    private const int Width = 800, Height = 660;

    // Axes, their labels and the title take the rest of a panel.
    private const float DataWidth = Width - 120, DataHeight = Height - 130;

    // Of more rows, only those on a front, and the first two, which others are compared with, can be told apart.
    private const int MostNamed = 40;

    private static readonly Color[] Colours = [Style.Blue, Style.Vermilion, Style.Green, Style.Purple, Style.Orange, Style.Sky, Style.Grey, Style.Ink];

    private static readonly (string Title, string Axis, Func<RemedyCost, double> Of, double Unit)[] Costs =
    [
        ("score and cycles", "extra cycles, thousands (log; less stands at 1)", c => c.ExtraCycles, 1e3),
        ("score and bytes", "bytes stored or of extra state, thousands (log; less stands at 1)", c => c.Bytes, 1e3),
        ("score and events", "synaptic events, millions (log)", c => c.SynapticEvents, 1e6),
    ];

    /// <summary>Draws the figure; null without remedies.json.</summary>
    public static Sheet? Draw(RunData run) =>
        RemedyDocument.Load(run.Folder) is { } document && document.Rows.Any(r => r.Score.Mean is not null) ? Of($"{run.Experiment}: remedies against forgetting", document) : null;

    /// <summary>Draws rows of any origin.</summary>
    public static Sheet Of(string title, RemedyDocument document)
    {
        RemedyRow[] rows = [.. document.Rows.Where(r => r.Score.Mean is not null)];
        var named = Named(document, rows);
        var sheet = new Sheet(title, 2, Width, Height)
        {
            Notes =
            [
                "Means over networks; bars: 95 % intervals (bootstrap). Top left: up is plastic, right is stable. Extra cycles: asleep, in replay, in walks.",
                "Ringed, dotted: the front, rows that no other beats in score at no more of that cost. In brackets: bounds, on no front, which are given all worlds at once, or a network a task and the task in tests.",
            ],
        };
        foreach (var (k, row) in rows.Index().Where(r => named.Contains(r.Item)))
            sheet.Key.Add(new($"{k + 1} {(row.Bound ? $"({row.Condition})" : row.Condition)}", KeySymbol.Marker, Colour(k)) { Shape = Style.Shape(k / Colours.Length) });
        if (named.Count < rows.Length)
            sheet.Key.Add(new($"{rows.Length - named.Count} others", KeySymbol.Marker, Pale));
        sheet.Add(Panel("stability and plasticity", document.OldTasks.Count > 1 ? "final score on the old tasks" : "final score on the old task", $"final score on {document.NewTask}", rows, named, r => r.Old.Mean, r => r.Old.Ci95, r => r.New, []));
        foreach (var (name, axis, of, unit) in Costs)
        {
            double Place(RemedyRow row) => Math.Log10(Math.Max(1, of(row.Cost) / unit));
            Coordinates[] front = [.. document.Front(of).OrderBy(r => of(r.Cost)).Select(r => new Coordinates(Place(r), r.Score.Mean!.Value))];
            var plot = Panel(name, axis, "mean of the final scores", rows, named, r => Place(r), _ => null, r => r.Score, front);
            Ticks(plot);
            sheet.Add(plot);
        }

        return sheet;
    }

    private static Color Pale => Style.Mix(Colors.White, Style.Grey, 0.55);

    private static HashSet<RemedyRow> Named(RemedyDocument document, RemedyRow[] rows) =>
        rows.Length <= MostNamed ? [.. rows] : [.. rows.Take(2), .. Costs.SelectMany(c => document.Front(c.Of))];

    private static Plot Panel(
        string title, string xAxis, string yAxis, RemedyRow[] rows, HashSet<RemedyRow> named, Func<RemedyRow, double?> x, Func<RemedyRow, IReadOnlyList<double>?> xRange, Func<RemedyRow, Summary> y, Coordinates[] front)
    {
        var plot = Style.NewPlot(title, xAxis, yAxis);
        (int K, RemedyRow Row, double X, double Y)[] points = [.. rows.Index().Where(r => x(r.Item) is not null && y(r.Item).Mean is not null).Select(r => (r.Index, r.Item, x(r.Item)!.Value, y(r.Item).Mean!.Value))];
        if (points.Length == 0)
            return plot;
        if (front.Length > 0)
            plot.Add.Plottable(new PatternedLine(front, Style.Ink, 2.2f, LinePattern.Dotted));
        foreach (var (k, row, px, py) in points.OrderBy(p => named.Contains(p.Row)))
        {
            if (!named.Contains(row))
            {
                plot.Add.Marker(px, py, MarkerShape.FilledCircle, 8, Pale);
                continue;
            }

            Bar(plot, k, xRange(row) is { } a ? [new(a[0], py), new(a[1], py)] : []);
            Bar(plot, k, y(row).Ci95 is { } b ? [new(px, b[0]), new(px, b[1])] : []);
        }

        foreach (var (k, row, px, py) in points.Where(p => named.Contains(p.Row)))
            plot.Add.Marker(px, py, Style.Shape(k / Colours.Length), 12, Colour(k));
        foreach (var at in front)
            plot.Add.Marker(at.X, at.Y, MarkerShape.OpenCircle, 21, Style.Ink);
        double[] xs = [.. points.SelectMany(p => (named.Contains(p.Row) ? xRange(p.Row) : null) ?? [p.X])], ys = [.. points.SelectMany(p => (named.Contains(p.Row) ? y(p.Row).Ci95 : null) ?? [p.Y])];
        double besideX = Math.Max(0.02, 0.06 * (xs.Max() - xs.Min())), besideY = Math.Max(0.02, 0.04 * (ys.Max() - ys.Min()));
        plot.Axes.SetLimits(xs.Min() - besideX, xs.Max() + besideX, ys.Min() - besideY, ys.Max() + besideY);
        SpreadLabels.Add(plot, [.. points.Select(p => (new Coordinates(p.X, p.Y), named.Contains(p.Row) ? Number(p.K, p.Row) : ""))], DataWidth, DataHeight);
        return plot;
    }

    // 1, 2, 5 times a power of ten, as many as there is room for.
    private static void Ticks(Plot plot)
    {
        var limits = plot.Axes.GetLimits();
        double[] all = [.. Enumerable.Range(0, 12).SelectMany(power => new[] { 1, 2, 5 }.Select(n => n * Math.Pow(10, power)))];
        double[] ticks = [.. all.Where(t => Math.Log10(t) >= limits.Left && Math.Log10(t) <= limits.Right)];
        if (ticks.Length > 7)
            ticks = [.. ticks.Where(t => Math.Log10(t) == Math.Round(Math.Log10(t)))];
        plot.Axes.Bottom.SetTicks([.. ticks.Select(Math.Log10)], [.. ticks.Select(t => t.ToString("N0", CultureInfo.InvariantCulture))]);
    }

    private static void Bar(Plot plot, int k, Coordinates[] ends)
    {
        if (ends.Length > 0)
            plot.Add.Plottable(new PatternedLine(ends, Style.Mix(Colors.White, Colour(k), 0.4), 1.4f, LinePattern.Solid));
    }

    private static string Number(int k, RemedyRow row) => row.Bound ? $"({k + 1})" : $"{k + 1}";

    private static Color Colour(int k) => Colours[k % Colours.Length];
}
