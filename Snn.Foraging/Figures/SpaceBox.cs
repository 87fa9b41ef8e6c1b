using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>A trajectory in three dimensions.</summary>
/// <param name="Phases">Phase of each point.</param>
/// <param name="Points">Points; a third component that is missing is 0.</param>
/// <param name="End">Marker of its end.</param>
internal sealed record SpacePath(IReadOnlyList<string> Phases, double[][] Points, MarkerShape End);

/// <summary>A box with trajectories in it, seen from a fixed corner, with their shadows on its floor.</summary>
internal static class SpaceBox
{
    private const double Turn = -0.65, Tilt = 0.5; // radians

    /// <summary>Draws the box.</summary>
    /// <param name="title">Title of the panel.</param>
    /// <param name="axes">Names of the three axes.</param>
    /// <param name="paths">Trajectories.</param>
    public static Plot Panel(string title, string[] axes, IReadOnlyList<SpacePath> paths)
    {
        double[][][] lines = [.. paths.Select(p => p.Points.Select(x => (double[])[x[0], x[1], x.Length > 2 ? x[2] : 0]).ToArray())];
        double[] low = [.. Enumerable.Range(0, 3).Select(k => lines.SelectMany(l => l).Min(p => p[k]))];
        double[] high = [.. Enumerable.Range(0, 3).Select(k => lines.SelectMany(l => l).Max(p => p[k]))];
        var plot = Style.NewPlot(title, "", "");
        Edges(plot, axes, low, high);
        foreach (var line in lines)
            plot.Add.Plottable(new PatternedLine([.. line.Select(p => Seen([p[0], p[1], low[2]]))], Style.Grey.WithAlpha(0.35), 1.6f, LinePattern.Solid));
        foreach (var (path, line) in paths.Zip(lines))
        {
            for (int i = 1; i < line.Length; i++)
            {
                int last = i;
                while (last + 1 < line.Length && path.Phases[last + 1] == path.Phases[i])
                    last++;
                plot.Add.Plottable(new PatternedLine([.. line[(i - 1)..(last + 1)].Select(Seen)], Style.PhaseInk(path.Phases[i]), 2.4f, LinePattern.Solid));
                i = last;
            }
        }

        foreach (var (path, line) in paths.Zip(lines))
        {
            var end = plot.Add.Marker(Seen(line[^1]), path.End, 18, Style.PhaseInk(path.Phases[^1]));
            (end.MarkerStyle.OutlineColor, end.MarkerStyle.OutlineWidth) = (Style.Ink, 2);
        }

        plot.Layout.Frameless();
        plot.HideGrid();
        plot.Axes.Title.IsVisible = true;
        plot.Axes.SquareUnits();
        plot.Axes.AutoScale();
        plot.Axes.Margins(0.26, 0.14);
        return plot;
    }

    private static void Edges(Plot plot, string[] axes, double[] low, double[] high)
    {
        for (int corner = 0; corner < 8; corner++)
        {
            for (int k = 0; k < 3; k++)
            {
                int other = corner | 1 << k;
                if (other != corner)
                    plot.Add.Plottable(new PatternedLine([Seen(At(corner)), Seen(At(other))], Style.Grey.WithAlpha(0.5), 1.2f, LinePattern.Solid));
            }
        }

        (int From, int To, Alignment Side, int X, int Y)[] places =
            [(0, 1, Alignment.UpperCenter, -24, 10), (1, 3, Alignment.UpperCenter, 30, 14), (4, 4, Alignment.LowerLeft, -12, -8)];
        foreach (var (axis, (from, to, side, x, y)) in axes.Zip(places))
        {
            Coordinates a = Seen(At(from)), b = Seen(At(to));
            var text = plot.Add.Text(axis, (a.X + b.X) / 2, (a.Y + b.Y) / 2);
            text.LabelAlignment = side;
            text.LabelFontSize = Style.Small;
            text.LabelFontColor = Style.Ink;
            (text.OffsetX, text.OffsetY) = (x, y);
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
