using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>A plane with trajectories in it. Stretches that trajectories share are drawn once.</summary>
internal static class PathPlane
{
    /// <summary>Draws the plane.</summary>
    /// <param name="title">Title of the panel.</param>
    /// <param name="across">Name of the first axis.</param>
    /// <param name="up">Name of the second axis.</param>
    /// <param name="paths">Trajectories; of each point the first two components are drawn.</param>
    /// <param name="conditions">All conditions, in the order of their patterns and markers.</param>
    public static Plot Panel(string title, string across, string up, IReadOnlyList<WeightPath> paths, string[] conditions)
    {
        var plot = Style.NewPlot(title, across, up);
        HashSet<(long, string, double, double)> drawn = [];
        List<Action> onTop = [];
        foreach (var path in paths)
        {
            int condition = Array.IndexOf(conditions, path.Condition), count = path.Points.Length;
            Coordinates[] points = [.. path.Points.Select(p => new Coordinates(p[0], p[1]))];
            int fresh = 0;
            while (fresh < count && drawn.Contains((path.Cycles[fresh], path.Phases[fresh], points[fresh].X, points[fresh].Y)))
                fresh++;
            for (int i = fresh; i < count; i++)
            {
                Color color = Style.PhaseInk(path.Phases[i]);
                drawn.Add((path.Cycles[i], path.Phases[i], points[i].X, points[i].Y));
                int run = i;
                while (run + 1 < count && path.Phases[run + 1] == path.Phases[i])
                    drawn.Add((path.Cycles[++run], path.Phases[run], points[run].X, points[run].Y));
                plot.Add.Plottable(new PatternedLine(points[Math.Max(i - 1, 0)..(run + 1)], color, 2, Style.Pattern(condition)));
                var markers = plot.Add.Markers(points[i..(run + 1)], Style.Shape(condition), 8, color);
                markers.MarkerStyle.LineWidth = 1.6f;
                i = run;
            }

            if (fresh == count)
                continue;
            if (fresh == 0)
                onTop.Add(() => Big(plot, points[0], MarkerShape.Asterisk, Style.Ink, 20));
            onTop.Add(() => Big(plot, points[^1], Style.Shape(condition), Style.PhaseInk(path.Phases[^1]), 19));
        }

        onTop.ForEach(add => add());
        plot.Axes.SquareUnits();
        double left = drawn.Min(d => d.Item3), right = drawn.Max(d => d.Item3), bottom = drawn.Min(d => d.Item4), top = drawn.Max(d => d.Item4);
        double margin = 0.08 * Math.Max(right - left, top - bottom);
        plot.Axes.SetLimits(left - margin, right + margin, bottom - margin, top + margin);
        return plot;
    }

    private static void Big(Plot plot, Coordinates at, MarkerShape shape, Color color, float size)
    {
        var marker = plot.Add.Marker(at, shape, size, color);
        marker.MarkerStyle.LineColor = Style.Ink;
        marker.MarkerStyle.OutlineColor = Style.Ink;
        marker.MarkerStyle.OutlineWidth = 2;
        marker.MarkerStyle.LineWidth = 2.5f;
    }
}
