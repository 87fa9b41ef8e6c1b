using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Weight trajectories in the space of three principal components, seen from a fixed corner, with their shadow on the floor.</summary>
internal static class SpaceFigure
{
    private const int Panels = 3;
    private const double Turn = -0.65, Tilt = 0.5; // radians

    /// <summary>Draws the figure; null where the states of no seed span three directions.</summary>
    public static Sheet? Draw(RunData run)
    {
        string[] conditions = [.. Station.ConditionsShown(run).Where(c => run.Tracks.Any(t => t.Condition == c))];
        var fits = WeightPca.Fit(run, conditions, components: 3).Take(Panels).ToArray();
        if (fits.Length == 0)
            return null;
        var sheet = new Sheet($"{run.Experiment}: weights on three principal components", fits.Length, 560, 450)
        {
            Notes =
            [
                $"Components fitted for each seed to {fits[^1].Source}. One scale along all three.",
                "Grey: their shadows on the floor of the box. report.html has the same to turn by hand.",
            ],
        };
        sheet.Key.AddRange(fits.SelectMany(f => f.Tracks).SelectMany(t => t.Phases).Distinct().Select(p => new KeyEntry(p, KeySymbol.Line, Style.PhaseInk(p))));
        for (int i = 0; i < conditions.Length; i++)
            sheet.Key.Add(new($"end of {conditions[i]}", KeySymbol.Marker, Style.Grey) { Shape = Style.Shape(i), Outlined = true });
        foreach (var fit in fits)
            sheet.Add(Panel(fit, conditions));
        return sheet;
    }

    private static Plot Panel(WeightPca fit, string[] conditions)
    {
        double[][][] lines = [.. fit.Tracks.Select(t => Enumerable.Range(0, t.Count).Select(i => fit.Pca.Project(t.State(i))).ToArray())];
        double[] low = [.. Enumerable.Range(0, 3).Select(k => lines.SelectMany(l => l).Min(p => p[k]))];
        double[] high = [.. Enumerable.Range(0, 3).Select(k => lines.SelectMany(l => l).Max(p => p[k]))];
        var plot = Style.NewPlot(string.Create(CultureInfo.InvariantCulture, $"seed {fit.Tracks[0].Id.Seed}"), "", "");
        Box(plot, fit, low, high);
        foreach (var line in lines)
            plot.Add.Plottable(new PatternedLine([.. line.Select(p => Seen([p[0], p[1], low[2]]))], Style.Grey.WithAlpha(0.35), 1.6f, LinePattern.Solid));
        foreach (var (track, line) in fit.Tracks.Zip(lines))
        {
            for (int i = 1; i < track.Count; i++)
            {
                int last = i;
                while (last + 1 < track.Count && track.Phases[last + 1] == track.Phases[i])
                    last++;
                plot.Add.Plottable(new PatternedLine([.. line[(i - 1)..(last + 1)].Select(Seen)], Style.PhaseInk(track.Phases[i]), 2.4f, LinePattern.Solid));
                i = last;
            }
        }

        foreach (var (track, line) in fit.Tracks.Zip(lines))
        {
            var end = plot.Add.Marker(Seen(line[^1]), Style.Shape(Array.IndexOf(conditions, track.Id.Condition)), 18, Style.PhaseInk(track.Phases[^1]));
            (end.MarkerStyle.OutlineColor, end.MarkerStyle.OutlineWidth) = (Style.Ink, 2);
        }

        plot.Layout.Frameless();
        plot.HideGrid();
        plot.Axes.Title.IsVisible = true;
        plot.Axes.SquareUnits();
        plot.Axes.AutoScale();
        plot.Axes.Margins(0.1, 0.14);
        return plot;
    }

    private static void Box(Plot plot, WeightPca fit, double[] low, double[] high)
    {
        for (int corner = 0; corner < 8; corner++)
        {
            for (int k = 0; k < 3; k++)
            {
                int other = corner | 1 << k;
                if (other == corner)
                    continue;
                plot.Add.Plottable(new PatternedLine([Seen(At(corner)), Seen(At(other))], Style.Grey.WithAlpha(0.5), 1.2f, LinePattern.Solid));
            }
        }

        (int From, int To, Alignment Side)[] axes = [(0, 1, Alignment.UpperCenter), (1, 3, Alignment.UpperLeft), (4, 4, Alignment.LowerLeft)];
        for (int k = 0; k < 3; k++)
        {
            var (from, to, side) = axes[k];
            Coordinates a = Seen(At(from)), b = Seen(At(to));
            var text = plot.Add.Text(string.Create(CultureInfo.InvariantCulture, $"PC {k + 1} ({100 * fit.Pca.Explained(k):0} %)"), (a.X + b.X) / 2, (a.Y + b.Y) / 2);
            text.LabelAlignment = side;
            text.LabelFontSize = Style.Small;
            text.LabelFontColor = Style.Ink;
            (text.OffsetX, text.OffsetY) = side switch { Alignment.LowerLeft => (-12, -8), Alignment.UpperLeft => (4, 8), _ => (-24, 10) };
        }

        double[] At(int corner) => [.. Enumerable.Range(0, 3).Select(k => (corner >> k & 1) == 0 ? low[k] : high[k])];
    }

    /// <summary>Where a point is seen: turned about the vertical, then tilted towards the eye; the third component points up.</summary>
    private static Coordinates Seen(double[] p)
    {
        double x = Math.Cos(Turn) * p[0] - Math.Sin(Turn) * p[1], y = Math.Sin(Turn) * p[0] + Math.Cos(Turn) * p[1];
        return new(x, Math.Cos(Tilt) * p[2] + Math.Sin(Tilt) * y);
    }
}
