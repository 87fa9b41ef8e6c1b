using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Weight trajectories in the space of three principal components.</summary>
internal static class SpaceFigure
{
    private const int Panels = 3;

    /// <summary>Draws the figure; null where the states of no seed span three directions.</summary>
    public static Sheet? Draw(RunData run)
    {
        string[] conditions = [.. Station.ConditionsShown(run).Where(c => run.Tracks.Any(t => t.Condition == c))];
        var fits = WeightPca.Fit(run, conditions, components: 3).Take(Panels).ToArray();
        if (fits.Length == 0)
            return null;
        var sheet = new Sheet($"{run.Experiment}: weights on three principal components", fits.Length, 560, 450)
        {
            Notes = [$"Components fitted for each seed to {fits[^1].Source}. One scale along all three.", "Grey: their shadows on the floor of the box. report.html has the same to turn by hand."],
        };
        sheet.Key.AddRange(fits.SelectMany(f => f.Tracks).SelectMany(t => t.Phases).Distinct().Select(p => new KeyEntry(p, KeySymbol.Line, Style.PhaseInk(p))));
        for (int i = 0; i < conditions.Length; i++)
            sheet.Key.Add(new($"end of {conditions[i]}", KeySymbol.Marker, Style.Grey) { Shape = Style.Shape(i), Outlined = true });
        foreach (var fit in fits)
        {
            sheet.Add(SpaceBox.Panel(
                string.Create(CultureInfo.InvariantCulture, $"seed {fit.Tracks[0].Id.Seed}"),
                [.. Enumerable.Range(0, 3).Select(k => string.Create(CultureInfo.InvariantCulture, $"PC {k + 1} ({100 * fit.Pca.Explained(k):0} %)"))],
                [.. fit.Tracks.Select(t => new SpacePath(t.Phases, [.. Enumerable.Range(0, t.Count).Select(i => fit.Pca.Project(t.State(i)))], Style.Shape(Array.IndexOf(conditions, t.Id.Condition))))]));
        }

        return sheet;
    }
}
