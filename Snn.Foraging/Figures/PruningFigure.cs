using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>Score on the first task against the share of synapses or neurons that is gone, one panel a way of removing them.</summary>
internal static class PruningFigure
{
    private const double Chance = 0.5;

    /// <summary>Draws the figure; null without pruning.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Pruning is not { Rows.Count: > 0 } pruning)
            return null;
        var ways = pruning.Rows.Select(r => r.How).Distinct().ToArray();
        var moments = pruning.Rows.Select(r => r.When).Distinct().Order().ToArray();
        var sheet = new Sheet($"{run.Experiment}: score against what is gone", Math.Min(2, ways.Length), 620, 340)
        {
            Notes = [SeedBand.Says(pruning.Rows[0].Scores.Count), "Score on the task that was trained first, in frozen tests. Share of hidden-to-output synapses, or of hidden neurons, that has been removed; at 0 the same life without."],
        };
        foreach (var moment in moments)
            sheet.Key.Add(new(PruningDocument.Says(moment), KeySymbol.Line, Ink(moment)) { Pattern = Style.Pattern((int)moment) });
        sheet.Key.Add(new("chance", KeySymbol.Line, Style.Grey) { Pattern = LinePattern.Dotted });
        foreach (string way in ways)
        {
            var plot = Style.NewPlot(way, "gone (%)", "score");
            plot.Add.HorizontalLine(Chance, 1.8f, Style.Grey, LinePattern.Dotted);
            foreach (var moment in moments)
            {
                PruningRow[] rows = [.. pruning.Rows.Where(r => r.How == way && r.When == moment)];
                var whole = rows.FirstOrDefault(r => r.Whole is not null)?.Whole ?? []; // nothing gone
                SeedBand.Add(plot, whole.Select(s => (0.0, s ?? double.NaN)).Concat(rows.SelectMany(r => r.Scores.Select(s => (r.Percent, s ?? double.NaN)))), Ink(moment), Style.Pattern((int)moment));
            }

            plot.Axes.SetLimits(0, 100, 0, 1); // without the strongest, scores fall far below chance
            sheet.Add(plot);
        }

        return sheet;
    }

    private static Color Ink(PruningMoment moment) => moment switch { PruningMoment.ThenSlept => Style.Orange, PruningMoment.SleptBefore => Style.Green, _ => Style.Blue };
}
