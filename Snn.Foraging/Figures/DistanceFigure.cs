using ScottPlot;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Figures;

/// <summary>How far the weights go from Task 1's own states after Task 1 was learnt, one panel a condition.</summary>
internal static class DistanceFigure
{
    private const string Learnt = "T1";
    private const string Reference = "sequential";
    private const int PanelWidth = 680;
    private const int PanelHeight = 350;

    private sealed record Course(TrackId Id, long Origin, long[] Cycles, double[] Distances);

    /// <summary>Draws the figure; null without weights of a trial that goes on after Task 1, and where learning speed is all that is compared.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.SpeedOnly)
            return null;
        var courses = run.Tracks.Select(id => Measure(run, id)).OfType<Course>().ToArray();
        if (courses.Length == 0)
            return null;
        var axis = CycleAxis.For(courses.Max(c => c.Cycles[^1] - c.Origin));
        double end = courses.Max(c => c.Cycles[^1] - c.Origin) / axis.Unit;
        var byCondition = courses.GroupBy(c => c.Id.Condition)
            .ToDictionary(g => g.Key, g => g.SelectMany(c => c.Cycles.Zip(c.Distances, (t, d) => ((t - c.Origin) / axis.Unit, d))).ToArray());
        double top = Math.Max(byCondition.Values.Max(SeedBand.Top) * 1.2, 1.5);

        var shown = run.Conditions.Where(byCondition.ContainsKey).ToArray();
        var sheet = new Sheet($"{run.Experiment}: distance from Task 1's weights", Math.Min(2, shown.Length), PanelWidth, PanelHeight)
        {
            Notes =
            [
                SeedBand.Says(courses.Select(c => c.Id.Seed).Distinct().Count()),
                "Euclidean distance to the nearest of the seed's weight states in the last fifth of T1, in units of the mean distance between nearest neighbours among those states.",
            ],
        };
        sheet.Key.Add(new("the condition", KeySymbol.Line, Style.Ink));
        bool compared = byCondition.ContainsKey(Reference) && shown.Length > 1;
        if (compared)
            sheet.Key.Add(new(Reference, KeySymbol.Line, Style.Grey) { Pattern = Style.Pattern(1) });
        sheet.Key.Add(new("T1's own spread", KeySymbol.Line, Style.Grey) { Pattern = LinePattern.Dotted });
        List<PhaseSpan> all = [];
        foreach (string condition in shown)
        {
            long origin = courses.First(c => c.Id.Condition == condition).Origin;
            var later = run.PhasesOf(condition).Where(p => p.Start >= origin).ToArray();
            all.AddRange(later);
            var plot = Style.NewPlot(condition, axis.Label.Replace("movement cycles", "movement cycles after T1", StringComparison.Ordinal), "distance (T1 spreads)");
            axis.Shade(plot, later, origin, top, (PanelWidth - 110) / end);
            plot.Add.HorizontalLine(1, 1.8f, Style.Grey, LinePattern.Dotted);
            if (compared && condition != Reference)
                SeedBand.Add(plot, byCondition[Reference], Style.Grey, Style.Pattern(1));
            SeedBand.Add(plot, byCondition[condition], Style.Ink, LinePattern.Solid);
            plot.Axes.SetLimits(0, end, 0, top);
            sheet.Add(plot);
        }

        sheet.Key.AddRange(CycleAxis.PhaseKey(all));
        return sheet;
    }

    private static Course? Measure(RunData run, TrackId id)
    {
        var track = run.ReadTrack(id);
        var (first, end) = track.FirstRunOf(Learnt);
        if (end - first < 2 || end == track.Count)
            return null;
        var distances = DistanceCourse.Measure(track.Weights, track.Dimension, DistanceCourse.LastFifth(first, end), end..track.Count);
        return distances is null ? null : new(id, track.Cycles[end - 1], [.. track.Cycles.Skip(end)], distances);
    }
}
