using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Score and food per move on each task over the whole protocol, one row a condition; of many conditions the score only, so that they can
/// be compared.</summary>
internal static class PerformanceFigure
{
    private const int Many = 9;
    private const int Margins = 110;
    private const double Chance = 0.5;

    /// <summary>Draws the figure; null without frozen tests, and where learning speed is all that is compared.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Scores.Count == 0 || run.SpeedOnly)
            return null;
        string[] tasks = [.. run.Scores.Select(s => s.Task).Distinct().Order()];
        var conditions = run.Conditions.Where(c => run.Scores.Any(s => s.Condition == c)).ToArray();
        int seeds = run.Scores.Select(s => s.Seed).Distinct().Count();
        bool many = conditions.Length >= Many;
        int width = many ? 500 : 680;
        var sheet = new Sheet($"{run.Experiment}: performance", many ? 4 : 2, width, many ? 280 : 330)
        {
            Notes = [SeedBand.Says(seeds), "Score: rewarded / (rewarded + punished) particles eaten in a frozen test." + (many ? "" : " Food: rewarded particles eaten per move.")],
        };
        for (int i = 0; i < tasks.Length; i++)
            sheet.Key.Add(new(tasks[i] + " tested", KeySymbol.Line, Style.Task(tasks[i])) { Pattern = Style.Pattern(i) });
        sheet.Key.Add(new("chance", KeySymbol.Line, Style.Grey) { Pattern = LinePattern.Dotted });
        sheet.Key.AddRange(CycleAxis.PhaseKey(run.Phases));

        long last = run.Scores.Max(s => s.Cycle);
        var axis = CycleAxis.For(last);
        double most = run.Scores.GroupBy(s => (s.Condition, s.Task))
            .Max(g => SeedBand.Top(g.Select(s => ((double)s.Cycle, s.FoodPerMove))));
        foreach (string condition in conditions)
        {
            var rows = run.Scores.Where(s => s.Condition == condition).ToArray();
            var score = Panel(run, axis, condition, "score", last, top: 1.14, width - Margins);
            score.Axes.Left.SetTicks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"]);
            score.Add.HorizontalLine(Chance, 1.8f, Style.Grey, LinePattern.Dotted);
            var food = Panel(run, axis, condition, "food per move", last, top: most > 0 ? most * 1.2 : 1, width - Margins);
            for (int i = 0; i < tasks.Length; i++)
            {
                var tested = rows.Where(s => s.Task == tasks[i]).ToArray();
                SeedBand.Add(score, tested.Select(s => (s.Cycle / axis.Unit, s.Score)), Style.Task(tasks[i]), Style.Pattern(i));
                SeedBand.Add(food, tested.Select(s => (s.Cycle / axis.Unit, s.FoodPerMove)), Style.Task(tasks[i]), Style.Pattern(i));
            }

            sheet.Add(score);
            if (!many)
                sheet.Add(food);
        }

        return sheet;
    }

    private static Plot Panel(RunData run, CycleAxis axis, string condition, string y, long last, double top, double pixels)
    {
        var plot = Style.NewPlot(condition, axis.Label, y);
        double end = last / axis.Unit;
        axis.Shade(plot, run.PhasesOf(condition), 0, top, pixels / end);
        plot.Axes.SetLimits(0, end, 0, top);
        return plot;
    }
}
