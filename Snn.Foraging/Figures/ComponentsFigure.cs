using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Weight trajectories on two or three components, principal ones or those of a kernel; one panel a network with its conditions in it.</summary>
internal static class ComponentsFigure
{
    private const int Panels = 3;

    /// <summary>Draws two principal components; null where the states of no network span them.</summary>
    public static Sheet? Pca(RunData run) => Plane(run, "weights on their principal components", "PC", WeightPaths.Pca(run, 2));

    /// <summary>Draws three principal components.</summary>
    public static Sheet? Pca3d(RunData run) => Space(run, "weights on three principal components", "PC", WeightPaths.Pca(run, 3), " report.html has the same to turn by hand.");

    /// <summary>Draws two kernel principal components; null without geometry.json.</summary>
    public static Sheet? KernelPca(RunData run) => Plane(run, "weights on kernel principal components", "kPC", WeightPaths.KernelPca(run, 2));

    /// <summary>Draws three kernel principal components.</summary>
    public static Sheet? KernelPca3d(RunData run) => Space(run, "weights on three kernel principal components", "kPC", WeightPaths.KernelPca(run, 3), "");

    private static Sheet? Plane(RunData run, string title, string axis, IEnumerable<WeightPaths> all)
    {
        WeightPaths[] networks = [.. all.Take(Panels)];
        if (networks.Length == 0)
            return null;
        string[] conditions = Conditions(networks);
        var sheet = new Sheet($"{run.Experiment}: {title}", networks.Length, 560, 520)
        {
            Notes = [Source(run, networks), "Each point is a snapshot of all hidden-to-output weights; stretches that conditions share are drawn once."],
        };
        sheet.Key.AddRange(networks.SelectMany(n => n.Paths).SelectMany(p => p.Phases).Distinct().Select(p => new KeyEntry(p, KeySymbol.Patch, Style.PhaseInk(p))));
        for (int i = 0; i < conditions.Length; i++)
            sheet.Key.Add(new(conditions[i], KeySymbol.LineAndMarker, Style.Ink) { Shape = Style.Shape(i), Pattern = Style.Pattern(i) });
        sheet.Key.Add(new("start", KeySymbol.Marker, Style.Ink) { Shape = MarkerShape.Asterisk });
        sheet.Key.Add(new("end", KeySymbol.Marker, Style.Grey) { Outlined = true });
        foreach (var network in networks)
            sheet.Add(PathPlane.Panel(network.Name, Axis(axis, network, 0, " of variance"), Axis(axis, network, 1, " of variance"), network.Paths, conditions));
        return sheet;
    }

    private static Sheet? Space(RunData run, string title, string axis, IEnumerable<WeightPaths> all, string more)
    {
        WeightPaths[] networks = [.. all.Take(Panels)];
        if (networks.Length == 0)
            return null;
        string[] conditions = Conditions(networks);
        var sheet = new Sheet($"{run.Experiment}: {title}", networks.Length, 560, 450)
        {
            Notes = [$"{Source(run, networks)} In brackets: share of the variance. One scale along all three.", $"Grey: their shadows on the floor of the box.{more}"],
        };
        sheet.Key.AddRange(networks.SelectMany(n => n.Paths).SelectMany(p => p.Phases).Distinct().Select(p => new KeyEntry(p, KeySymbol.Line, Style.PhaseInk(p))));
        for (int i = 0; i < conditions.Length; i++)
            sheet.Key.Add(new($"end of {conditions[i]}", KeySymbol.Marker, Style.Grey) { Shape = Style.Shape(i), Outlined = true });
        foreach (var network in networks)
        {
            sheet.Add(SpaceBox.Panel(network.Name, [.. Enumerable.Range(0, 3).Select(k => Axis(axis, network, k))],
                [.. network.Paths.Select(p => new SpacePath(p.Phases, p.Points, Style.Shape(Array.IndexOf(conditions, p.Condition))))]));
        }

        return sheet;
    }

    private static string[] Conditions(WeightPaths[] networks) => [.. networks.SelectMany(n => n.Paths).Select(p => p.Condition).Distinct()];

    private static string Source(RunData run, WeightPaths[] networks)
    {
        int of = run.Geometry.Pca.Count > 0 ? run.Geometry.Pca.Count : run.Tracks.Select(t => t.Seed).Distinct().Count();
        return $"Components fitted for each network to {networks[^1].Source}." + (of > Panels ? $" The first {Panels} of {of} networks." : "");
    }

    private static string Axis(string name, WeightPaths network, int k, string of = "") =>
        $"{name} {k + 1}" + (k < network.Explained.Count ? string.Create(CultureInfo.InvariantCulture, $" ({100 * network.Explained[k]:0} %{of})") : "");
}
