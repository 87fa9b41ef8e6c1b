using System.Globalization;
using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>Maps over a grid of two settings: the scores on both tasks, and what the first gains.</summary>
internal static class PhaseMapFigure
{
    private const int PanelWidth = 800;
    private const int CellHeight = 62;

    /// <summary>Draws the figure; null without phase-map.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (PhaseMapDocument.Load(run.Folder) is not { } document)
            return null;
        var (first, last) = (document.Tasks[0], document.Tasks[1]);
        var sheet = new Sheet($"{run.Experiment}: where {first} is rescued", 2, PanelWidth, 130 + (CellHeight * document.Rows.Count))
        {
            Notes =
            [
                $"Mean over {document.Networks} networks; small: standard deviation, for the gain the 95 % interval of the paired difference.",
                $"Kept: gain as a share of what {string.Join(", ", document.Maps.Select(m => m.Reference).Distinct())} forgot. Framed: rescued, by the rule of phase-map.json. Hatched grey: {last} not learnt as well.",
            ],
        };
        foreach (double score in (double[])[0.25, 0.5, 0.75, 1])
            sheet.Key.Add(new("score " + score.ToString(CultureInfo.InvariantCulture), KeySymbol.Patch, OfScore(score)));
        foreach (double gain in (double[])[-0.2, 0, 0.2, 0.4])
            sheet.Key.Add(new("gain " + Signed(gain), KeySymbol.Patch, OfGain(gain)));
        foreach (var map in document.Maps)
        {
            string of = document.Maps.Count > 1 ? map.Condition + ": " : "";
            sheet.Add(Panel(document, map, $"{of}{first} at the end", c => (c.First.Mean, Two(c.First.Mean), c.First.Sd is { } sd ? "± " + Two(sd) : ""), OfScore));
            sheet.Add(Panel(document, map, $"{of}{last} at the end", c => (c.Last.Mean, Two(c.Last.Mean), c.Last.Sd is { } sd ? "± " + Two(sd) : ""), OfScore));
            sheet.Add(Panel(document, map, $"{of}gain of {first} over {map.Reference}", c =>
                (c.GainFirst?.MeanDifference, Signed(c.GainFirst?.MeanDifference), c.GainFirst?.Ci95 is { } ci ? $"{Signed(ci[0])} to {Signed(ci[1])}" : ""), OfGain));
            sheet.Add(Panel(document, map, $"{of}kept of what {map.Reference} forgot", c => (c.Kept, c.Kept?.ToString("0%", CultureInfo.InvariantCulture) ?? "–", PhaseMapFindings.Word(c.Rescue)), v => OfGain(v * 0.4)));
        }

        return sheet;
    }

    private static Plot Panel(PhaseMapDocument document, PhaseMapOfCondition map, string title, Func<PhaseMapCell, (double? Value, string Large, string Small)> show, Func<double, Color> color)
    {
        var plot = Style.NewPlot(title, PhaseMapFindings.Label(document.ColumnKey), PhaseMapFindings.Label(document.RowKey));
        int rows = document.Rows.Count, columns = document.Columns.Count;
        foreach (var (n, cell) in map.Cells.Index())
        {
            int x = n % columns, y = rows - 1 - (n / columns);
            var (value, large, small) = show(cell);
            var box = plot.Add.Rectangle(x - 0.48, x + 0.48, y - 0.46, y + 0.46);
            box.FillColor = value is { } v ? color(v) : Color.FromHex("#E4E4E4");
            (box.LineColor, box.LineWidth) = cell.Rescue == Rescue.Rescued ? (Style.Ink, 3f) : (Style.Grey, 0.6f);
            if (cell.Rescue == Rescue.Unlearnt)
                (box.FillHatch, box.FillHatchColor) = (new ScottPlot.Hatches.Striped(), Style.Grey.WithAlpha(0.35));
            Write(plot, large, x, y, Style.Medium, bold: true, small.Length > 0 ? -9 : 0);
            Write(plot, small, x, y, 13, bold: false, 12);
        }

        plot.HideGrid();
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, columns).Select(i => (double)i)], [.. document.Columns.Select(Whole)]);
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, rows).Select(i => rows - 1.0 - i)], [.. document.Rows.Select(Whole)]);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.MajorTickStyle.Length = 0;
            axis.FrameLineStyle.IsVisible = false;
        }

        plot.Axes.SetLimits(-0.5, columns - 0.5, -0.5, rows - 0.5);
        return plot;
    }

    private static void Write(Plot plot, string text, double x, double y, float size, bool bold, float offset)
    {
        var label = plot.Add.Text(text, x, y);
        (label.LabelFontSize, label.LabelBold, label.LabelFontColor, label.LabelAlignment, label.OffsetY) = (size, bold, Style.Ink, Alignment.MiddleCenter, offset);
    }

    /// <summary>Orange below chance, white at chance, green above; pale enough for black numbers.</summary>
    private static Color OfScore(double score) => Style.Mix(Colors.White, score < 0.5 ? Style.Orange : Style.Green, Math.Abs(score - 0.5) * 1.7);

    private static Color OfGain(double gain) => Style.Mix(Colors.White, gain < 0 ? Style.Vermilion : Style.Blue, Math.Abs(gain) * 1.6);

    private static string Two(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

    private static string Signed(double? value) => value is { } v ? (Math.Round(v, 2) + 0.0).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : "–";

    private static string Whole(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);
}
