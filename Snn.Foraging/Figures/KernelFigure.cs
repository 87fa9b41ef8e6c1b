using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Weight trajectories on kernel principal components.</summary>
internal static class KernelFigure
{
    private const int Panels = 3;

    /// <summary>Draws the figure; null without such trajectories in geometry.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        var paths = run.Geometry.Kernel.Where(p => p.Points.Length > 1 && p.Points.All(x => x.Length > 1)).ToArray();
        var networks = paths.GroupBy(p => p.Network).OrderBy(g => g.Key).Take(Panels).ToArray();
        if (networks.Length == 0)
            return null;
        string[] conditions = [.. networks.SelectMany(n => n).Select(p => p.Condition).Distinct()];
        var sheet = new Sheet($"{run.Experiment}: weights on kernel principal components", networks.Length, 560, 450)
        {
            Notes = ["Components of the weights in the space of a radial basis kernel. One scale along all three. Grey: shadows on the floor of the box."],
        };
        sheet.Key.AddRange(networks.SelectMany(n => n).SelectMany(p => p.Phases).Distinct().Select(p => new KeyEntry(p, KeySymbol.Line, Style.PhaseInk(p))));
        for (int i = 0; i < conditions.Length; i++)
            sheet.Key.Add(new($"end of {conditions[i]}", KeySymbol.Marker, Style.Grey) { Shape = Style.Shape(i), Outlined = true });
        foreach (var network in networks)
        {
            sheet.Add(SpaceBox.Panel(
                string.Create(CultureInfo.InvariantCulture, $"network {network.Key}"), ["kPC 1", "kPC 2", "kPC 3"],
                [.. network.Select(p => new SpacePath(p.Phases, p.Points, Style.Shape(Array.IndexOf(conditions, p.Condition))))]));
        }

        return sheet;
    }
}
