using System.Globalization;
using MathNet.Numerics.Statistics;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Score after each phase (row) on each task (column), as a heat map a condition.</summary>
internal static class MatrixFigure
{
    private const int PanelWidth = 460;

    /// <summary>Draws the figure; null without score matrices.</summary>
    public static Sheet? Draw(RunData run)
    {
        var matrices = run.Matrices.Where(m => m.Scores.Count > 0 && run.Conditions.Contains(m.Condition)).ToArray();
        if (matrices.Length == 0)
            return null;
        int rows = matrices.Max(m => m.Phases.Count), seeds = matrices.Max(m => m.Scores.Count);
        var sheet = new Sheet($"{run.Experiment}: score after each phase", Math.Min(3, matrices.Length), PanelWidth, 100 + 74 * rows)
        {
            Notes = [seeds == 1 ? "One seed." : $"Mean ± standard deviation over {seeds} seeds.", "Colour: score; white is chance."],
        };
        foreach (double score in (double[])[0, 0.25, 0.5, 0.75, 1])
            sheet.Key.Add(new(score.ToString(CultureInfo.InvariantCulture), KeySymbol.Patch, Fill(score)));
        foreach (var matrix in matrices)
            sheet.Add(Panel(matrix, rows));
        return sheet;
    }

    private static Plot Panel(ScoreMatrix matrix, int rows)
    {
        var plot = Style.NewPlot(matrix.Condition, "", "after phase");
        for (int phase = 0; phase < matrix.Phases.Count; phase++)
        {
            for (int task = 0; task < matrix.Tasks.Count; task++)
            {
                double[] scores = [.. matrix.Scores.Where(s => phase < s.Length && task < s[phase].Length).Select(s => s[phase][task]).Where(s => !double.IsNaN(s))];
                Cell(plot, task, rows - 1 - phase, scores);
            }
        }

        for (int task = 0; task < matrix.Tasks.Count; task++)
        {
            var text = plot.Add.Text("on " + matrix.Tasks[task], task, rows - 0.47);
            text.LabelFontSize = Style.Medium;
            text.LabelFontColor = Style.Ink;
            text.LabelAlignment = Alignment.LowerCenter;
        }

        plot.Axes.Bottom.SetTicks([], []);
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, matrix.Phases.Count).Select(i => rows - 1.0 - i)], [.. matrix.Phases]);
        foreach (var axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.MajorTickStyle.Length = 0;
            axis.FrameLineStyle.IsVisible = false;
        }

        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, matrix.Tasks.Count - 0.5, -0.5, rows - 0.1);
        return plot;
    }

    private static void Cell(Plot plot, double x, double y, double[] scores)
    {
        double mean = scores.Length > 0 ? scores.Mean() : double.NaN;
        var cell = plot.Add.Rectangle(x - 0.48, x + 0.48, y - 0.47, y + 0.47);
        cell.FillColor = Fill(mean);
        cell.LineColor = Style.Grey;
        cell.LineWidth = 1;
        string number = scores.Length == 0 ? "–" : mean.ToString("0.00", CultureInfo.InvariantCulture);
        var text = plot.Add.Text(number, x, y);
        text.LabelFontSize = Style.Large;
        text.LabelBold = true;
        text.LabelFontColor = Style.Ink;
        text.LabelAlignment = Alignment.MiddleCenter;
        if (scores.Length < 2)
            return;
        text.OffsetY = -10;
        var spread = plot.Add.Text("± " + scores.StandardDeviation().ToString("0.00", CultureInfo.InvariantCulture), x, y);
        spread.LabelFontSize = Style.Small;
        spread.LabelFontColor = Style.Ink;
        spread.LabelAlignment = Alignment.MiddleCenter;
        spread.OffsetY = 14;
    }

    /// <summary>Orange below chance, white at chance, green above; pale enough for black numbers.</summary>
    private static Color Fill(double score) => double.IsNaN(score) ? Color.FromHex("#E4E4E4")
        : Style.Mix(Colors.White, score < 0.5 ? Style.Orange : Style.Green, Math.Abs(score - 0.5) * 1.7);
}
