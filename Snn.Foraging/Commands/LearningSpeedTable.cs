using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Learning speed on the console.</summary>
internal static class LearningSpeedTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter to, LearningSpeedDocument document)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Training cycles until a frozen test first reaches {document.Criterion}; seeds that never do count with all their training, so means are then bounds; food found per move in the end"));
        var table = new TextTable("", "task", "reached", "cycles", "minus", "difference", "95 % interval", "food");
        foreach (var row in document.Rows)
            table.Add(row.Condition, row.Task, $"{row.Reached} of {row.Cycles.Count}", Count(row.Mean.Mean) + (row.Mean.Sd is null ? "" : $" ± {Count(row.Mean.Sd)}"), row.Reference ?? "", Signed(row.Difference), row.Ci95 is null ? "-" : $"[{Signed(row.Ci95[0])}, {Signed(row.Ci95[1])}]", row.Food is { } food ? string.Create(CultureInfo.InvariantCulture, $"{food.Mean:0.000}") + (food.Sd is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ± {food.Sd:0.000}")) : "-");
        table.Write(to);
    }

    private static string Count(double? value) => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? "-";

    private static string Signed(double? value) => value?.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture) ?? "-";
}
