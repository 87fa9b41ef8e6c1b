using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>The ability to learn against the number of the task: learning speed, final score, and both as the lead over fresh networks.</summary>
internal static class PlasticityFigure
{
    private const int PanelWidth = 700;
    private const int PanelHeight = 420;

    /// <summary>Draws the figure; null without plasticity.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (PlasticityDocument.Load(run.Folder) is not { Rows.Count: > 0 } document)
            return null;
        int seeds = document.Seeds.Count, block = Math.Max(1, document.Rows.Max(r => r.Tasks.Count) / 20);
        var sheet = new Sheet($"{run.Experiment}: the ability to learn, task by task", 2, PanelWidth, PanelHeight)
        {
            Notes =
            [
                $"{SeedBand.Says(seeds)}{(block > 1 ? $" Points: means over {block} tasks." : "")}",
                "Learning speed: mean score of the frozen tests while a task is trained. Right: less that of fresh networks on the same tasks; 0 is as good as new.",
            ],
        };
        string[] names = [.. document.Rows.Select(Name).Distinct()];
        foreach (var (n, name) in names.Index())
            sheet.Key.Add(new(name, KeySymbol.Line, Colour(n)) { Pattern = Style.Pattern(n / 7) });
        foreach (var series in document.Rows.GroupBy(r => r.Series))
        {
            var speed = Style.NewPlot($"{series.Key} tasks", "task", "learning speed");
            var lead = Style.NewPlot($"{series.Key} tasks, against fresh networks", "task", "lead in learning speed");
            var fresh = series.FirstOrDefault(r => Name(r) == "fresh");
            foreach (var row in series)
            {
                int n = Array.IndexOf(names, Name(row));
                SeedBand.Add(speed, Points(row.Speed, block), Colour(n), Style.Pattern(n / 7));
                if (fresh is not null && row != fresh)
                    SeedBand.Add(lead, Points([.. row.Speed.Zip(fresh.Speed, (a, b) => (IReadOnlyList<double?>)[.. a.Zip(b, (x, y) => x - y)])], block), Colour(n), Style.Pattern(n / 7));
            }

            lead.Add.HorizontalLine(0, 1.8f, Style.Grey);
            sheet.Add(speed);
            sheet.Add(lead);
        }

        return sheet;
    }

    // Means over blocks of tasks: neighbours differ in how hard they are.
    private static IEnumerable<(double X, double Y)> Points(IReadOnlyList<IReadOnlyList<double?>> bySeed, int block) =>
        bySeed.SelectMany(tasks => tasks.Chunk(block).Select((some, k) => (1 + (k * block) + ((some.Length - 1) / 2.0), some.Average() ?? double.NaN)));

    private static string Name(PlasticityRow row) => row.Condition.EndsWith("-slippery", StringComparison.Ordinal) ? row.Condition[..^"-slippery".Length] : row.Condition;

    private static Color Colour(int n) => new[] { Style.Vermilion, Style.Ink, Style.Blue, Style.Green, Style.Purple, Style.Orange, Style.Sky }[n % 7];
}
