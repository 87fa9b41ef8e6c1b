using System.Globalization;
using ScottPlot;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Figures;

/// <summary>Weight trajectories on two principal components, one panel a seed with all its conditions in it.</summary>
internal static class PcaFigure
{
    private const int Panels = 3;
    private const int PanelWidth = 560;

    /// <summary>Draws the figure; null without at least three snapshots of some seed.</summary>
    public static Sheet? Draw(RunData run)
    {
        string[] conditions = [.. Station.ConditionsShown(run).Where(c => run.Tracks.Any(t => t.Condition == c))];
        var fits = WeightPca.Fit(run, conditions, components: 2).Take(Panels).ToArray();
        if (fits.Length == 0)
            return null;
        Plot[] plots = [.. fits.Select(f => Panel(f.Pca, f.Tracks, conditions))];
        string source = fits[^1].Source;
        var sheet = new Sheet($"{run.Experiment}: weights on their principal components", plots.Length, PanelWidth, 520)
        {
            Notes = [$"Components fitted for each seed to {source}.", "Each point is a snapshot of all hidden-to-output weights; stretches that conditions share are drawn once."],
        };
        sheet.Key.AddRange(fits.SelectMany(f => f.Tracks).SelectMany(t => t.Phases).Distinct().Select(p => new KeyEntry(p, KeySymbol.Patch, Style.PhaseInk(p))));
        for (int i = 0; i < conditions.Length; i++)
            sheet.Key.Add(new(conditions[i], KeySymbol.LineAndMarker, Style.Ink) { Shape = Style.Shape(i), Pattern = Style.Pattern(i) });
        sheet.Key.Add(new("start", KeySymbol.Marker, Style.Ink) { Shape = MarkerShape.Asterisk });
        sheet.Key.Add(new("end", KeySymbol.Marker, Style.Grey) { Outlined = true });
        Array.ForEach(plots, sheet.Add);
        return sheet;
    }

    private static Plot Panel(Pca pca, WeightTrack[] tracks, string[] conditions)
    {
        string Axis(int k) => string.Create(CultureInfo.InvariantCulture, $"PC {k + 1}, weight units ({100 * pca.Explained(k):0} % of variance)");
        var plot = Style.NewPlot(string.Create(CultureInfo.InvariantCulture, $"seed {tracks[0].Id.Seed}"), Axis(0), Axis(1));
        HashSet<(long, string, double, double)> drawn = [];
        List<Action> onTop = [];
        foreach (var track in tracks)
        {
            int condition = Array.IndexOf(conditions, track.Id.Condition);
            Coordinates[] points = [.. Enumerable.Range(0, track.Count).Select(i => pca.Project(track.State(i))).Select(p => new Coordinates(p[0], p[1]))];
            int fresh = 0;
            while (fresh < track.Count && drawn.Contains((track.Cycles[fresh], track.Phases[fresh], points[fresh].X, points[fresh].Y)))
                fresh++;
            for (int i = fresh; i < track.Count; i++)
            {
                Color color = Style.PhaseInk(track.Phases[i]);
                drawn.Add((track.Cycles[i], track.Phases[i], points[i].X, points[i].Y));
                int run = i;
                while (run + 1 < track.Count && track.Phases[run + 1] == track.Phases[i])
                    drawn.Add((track.Cycles[++run], track.Phases[run], points[run].X, points[run].Y));
                plot.Add.Plottable(new PatternedLine(points[Math.Max(i - 1, 0)..(run + 1)], color, 2, Style.Pattern(condition)));
                var markers = plot.Add.Markers(points[i..(run + 1)], Style.Shape(condition), 8, color);
                markers.MarkerStyle.LineWidth = 1.6f;
                i = run;
            }

            if (fresh == track.Count)
                continue;
            if (fresh == 0)
                onTop.Add(() => Big(plot, points[0], MarkerShape.Asterisk, Style.Ink, 20));
            onTop.Add(() => Big(plot, points[^1], Style.Shape(condition), Style.PhaseInk(track.Phases[^1]), 19));
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
