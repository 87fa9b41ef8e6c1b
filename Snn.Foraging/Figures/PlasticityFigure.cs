using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>The ability to learn against the number of the task: learning speed, final score, and both as the lead over fresh networks.</summary>
internal static class PlasticityFigure
{
    private const int PanelWidth = 560;
    private const int PanelHeight = 420;

    /// <summary>Draws the figure; null without plasticity.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (PlasticityDocument.Load(run.Folder) is not { Rows.Count: > 0 } document)
            return null;
        int seeds = document.Seeds.Count, block = 2 * Math.Max(1, document.Rows.Max(r => r.Tasks.Count) / 40);
        var sheet = new Sheet($"{run.Experiment}: the ability to learn, task by task", 3, PanelWidth, PanelHeight)
        {
            Notes =
            [
                $"Points: means over {block} tasks and {(seeds == 1 ? "the one seed" : $"{seeds} seeds")}; every second conflicting task swaps the rewards of the one before.",
                "Learning speed: mean score of the frozen tests while a task is trained; final: that of the last of them. Right: speed less that of fresh networks on the same tasks; 0 is as good as new.",
            ],
        };
        string[] names = [.. document.Rows.Select(Name).Distinct()];
        foreach (var (n, name) in names.Index())
            sheet.Key.Add(new(name, KeySymbol.Line, Colour(n)) { Pattern = Style.Pattern(n / 7) });
        foreach (var series in document.Rows.GroupBy(r => r.Series))
        {
            var speed = Style.NewPlot($"{series.Key} tasks", "task", "learning speed");
            var final = Style.NewPlot($"{series.Key} tasks", "task", "final score");
            var lead = Style.NewPlot($"{series.Key} tasks, against fresh networks", "task", "lead in learning speed");
            var fresh = series.FirstOrDefault(r => Name(r) == "fresh");
            foreach (var row in series)
            {
                int n = Array.IndexOf(names, Name(row));
                Add(speed, row.Speed, block, n);
                Add(final, row.Final, block, n);
                if (fresh is not null && row != fresh)
                    Add(lead, [.. row.Speed.Zip(fresh.Speed, (a, b) => (IReadOnlyList<double?>)[.. a.Zip(b, (x, y) => x - y)])], block, n);
            }

            lead.Add.HorizontalLine(0, 1.8f, Style.Grey);
            sheet.Add(speed);
            sheet.Add(final);
            sheet.Add(lead);
        }

        return sheet;
    }

    // Means over blocks of tasks: neighbours differ in how hard they are. A dozen curves leave no room for bands; the tables have the deviations.
    private static void Add(Plot plot, IReadOnlyList<IReadOnlyList<double?>> bySeed, int block, int n)
    {
        Coordinates[] points = [.. Enumerable.Range(0, bySeed[0].Count).Chunk(block)
            .Select(tasks => new Coordinates(1 + tasks.Average(), bySeed.SelectMany(seed => tasks.Select(t => seed[t])).Average() ?? double.NaN)).Where(p => !double.IsNaN(p.Y))];
        plot.Add.Plottable(new PatternedLine(points, Colour(n), Style.Curve, Style.Pattern(n / 7)));
    }

    private static string Name(PlasticityRow row) => row.Condition.EndsWith("-slippery", StringComparison.Ordinal) ? row.Condition[..^"-slippery".Length] : row.Condition;

    private static Color Colour(int n) => new[] { Style.Vermilion, Style.Ink, Style.Blue, Style.Green, Style.Purple, Style.Orange, Style.Sky }[n % 7];
}
