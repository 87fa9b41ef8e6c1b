using System.Globalization;
using ScottPlot;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Figures;

/// <summary>Weight trajectories on two principal components, one panel a seed with all its conditions in it.</summary>
internal static class PcaFigure
{
    private const int Panels = 3;
    private const int PanelWidth = 560;
    private const string Fitted = "sequential";

    /// <summary>Draws the figure; null without at least three snapshots of some seed.</summary>
    public static Sheet? Draw(RunData run)
    {
        string[] conditions = [.. run.Conditions.Where(c => run.Tracks.Any(t => t.Condition == c))];
        var bySeed = run.Tracks.Where(t => conditions.Contains(t.Condition)).GroupBy(t => t.Seed).OrderBy(g => g.Key).Take(Panels)
            .Select(g => conditions.SelectMany(c => g.Where(t => t.Condition == c)).Select(run.ReadTrack).ToArray())
            .Where(tracks => tracks.Sum(t => t.Count) > 2).ToArray();
        if (bySeed.Length == 0)
            return null;
        string source = "";
        List<Plot> plots = [];
        foreach (var tracks in bySeed)
        {
            var (states, from) = FitStates(tracks);
            var pca = Pca.Fit(states, tracks[0].Dimension, 2);
            if (pca.Count < 2)
                continue;
            source = from;
            plots.Add(Panel(pca, tracks, conditions));
        }

        if (plots.Count == 0)
            return null;
        var sheet = new Sheet($"{run.Experiment}: weights on their principal components", plots.Count, PanelWidth, 520)
        {
            Notes = [$"Components fitted for each seed to {source}.", "Each point is a snapshot of all hidden-to-output weights; stretches that conditions share are drawn once."],
        };
        sheet.Key.AddRange(bySeed.SelectMany(t => t).SelectMany(t => t.Phases).Distinct().Select(p => new KeyEntry(p, KeySymbol.Patch, Style.PhaseInk(p))));
        for (int i = 0; i < conditions.Length; i++)
            sheet.Key.Add(new(conditions[i], KeySymbol.LineAndMarker, Style.Ink) { Shape = Style.Shape(i), Pattern = Style.Pattern(i) });
        sheet.Key.Add(new("start", KeySymbol.Marker, Style.Ink) { Shape = MarkerShape.Asterisk });
        sheet.Key.Add(new("end", KeySymbol.Marker, Style.Grey) { Outlined = true });
        plots.ForEach(sheet.Add);
        return sheet;
    }

    private static (float[] States, string From) FitStates(WeightTrack[] tracks)
    {
        var fitted = tracks.FirstOrDefault(t => t.Id.Condition == Fitted) ?? tracks[0];
        float[] Of(Func<string, bool> phase) => [.. Enumerable.Range(0, fitted.Count).Where(i => phase(fitted.Phases[i])).SelectMany(i => fitted.State(i).ToArray())];
        var trained = Of(p => p is "T1" or "T2");
        return trained.Length > 2 * fitted.Dimension
            ? (trained, $"the snapshots of {fitted.Id.Condition} in {string.Join(" and ", fitted.Phases.Where(p => p is "T1" or "T2").Distinct())}")
            : (Of(_ => true), $"all snapshots of {fitted.Id.Condition}");
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
