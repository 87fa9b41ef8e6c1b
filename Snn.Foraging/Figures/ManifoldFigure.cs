using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Distances from the manifolds of the tasks over time, one panel a condition.</summary>
internal static class ManifoldFigure
{
    private const int PanelWidth = 680;

    private static readonly (string Set, string Name, Color Color)[] Sets =
        [("T1", "T1's states", Style.Task("T1")), ("T2", "T2's states", Style.Task("T2")), ("both", "states that solve both", Style.Green)];

    /// <summary>Draws the figure; null without such distances in geometry.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        var courses = run.Geometry.Distances.Where(d => d.Cycles.Length > 0).ToArray();
        if (courses.Length == 0)
            return null;
        long last = courses.Max(c => c.Cycles[^1]);
        var axis = CycleAxis.For(last);
        string[] conditions = [.. courses.Select(c => c.Condition).Distinct()];
        int networks = courses.Select(c => c.Network).Distinct().Count();
        double top = courses.GroupBy(c => (c.Condition, c.Set)).Max(g => SeedBand.Top(Points(g, axis))) * 1.2;
        var sheet = new Sheet($"{run.Experiment}: distances from the task manifolds", Math.Min(2, conditions.Length), PanelWidth, 350)
        {
            Notes =
            [
                $"Euclidean distance to the nearest state of a set, in units of the set's own spacing; the sets are of other lives of the same network. Mean and standard deviation over lives, {(networks == 1 ? "one network" : $"{networks} networks")}.",
            ],
        };
        foreach (var (n, (_, name, color)) in Sets.Index())
            sheet.Key.Add(new(name, KeySymbol.Line, color) { Pattern = Style.Pattern(n) });
        sheet.Key.AddRange(CycleAxis.PhaseKey(conditions.SelectMany(run.PhasesOf)));
        foreach (string condition in conditions)
        {
            var plot = Style.NewPlot(condition, axis.Label, "distance (spacings)");
            axis.Shade(plot, run.PhasesOf(condition), 0, top, (PanelWidth - 110) / (last / axis.Unit));
            foreach (var (n, (set, _, color)) in Sets.Index())
                SeedBand.Add(plot, Points(courses.Where(c => c.Condition == condition && c.Set == set), axis), color, Style.Pattern(n));
            plot.Axes.SetLimits(0, last / axis.Unit, 0, top);
            sheet.Add(plot);
        }

        return sheet;
    }

    private static IEnumerable<(double, double)> Points(IEnumerable<ManifoldCourse> courses, CycleAxis axis) =>
        courses.SelectMany(c => c.Cycles.Zip(c.Values, (cycle, value) => (cycle / axis.Unit, value)));
}
