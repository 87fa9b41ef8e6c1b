using System.Text.Json;

namespace Snn.Foraging.Report;

/// <summary>Published results beside ours, with the verdicts of published.json.</summary>
internal static class PublishedPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Published is not { } published || !published.TryGetProperty("rows", out var rows))
            return;
        page.Heading("Beside the published results");
        page.Table(["row of the paper", "condition here", "compared with", "Task 1 first", "Task 2 first"], rows.EnumerateArray().GroupBy(r => Text(r, "what")).Select(InWords), words: true);
        page.Note("Whether our scores stand to those of the condition they are compared with as the published ones do, on both tasks together, in either order of the tasks; the paper trains Task 1 first.");
        page.Subheading("Task by task");
        page.Table(["condition", "", "published", "ours", "difference to", "published", "ours", "95 % interval", "expected", "verdict"], rows.EnumerateArray().SelectMany(Row));
        if (published.TryGetProperty("controls", out var controls) && controls.GetArrayLength() > 0)
        {
            page.Subheading("Comparisons beyond the published ones");
            page.Note("Expected: the claim under test, that sleep is higher, by however little. It holds when the whole 95 % interval is above 0 and fails when none of it is.");
            page.Table(["condition", "difference to", "score", "published", "ours", "95 % interval", "expected", "verdict"], controls.EnumerateArray().Select(c => new[]
            {
                Text(c, "condition"), Text(c, "reference"), Text(c, "score"), Html.Signed(Number(c, "published_difference")), Html.Signed(Number(c, "difference")), Interval(c), Text(c, "expected"), Text(c, "verdict"),
            }));
        }

        string margin = Html.Two(Number(published, "margin"));
        page.Note($"Published: {Text(published, "source")}, doi {Text(published, "doi")}. Networks, schedule and neuron differ, so the orderings are compared, not the values. Expected is higher or lower where the "
            + $"published difference is beyond ±{margin}, else the same. Higher and lower hold when the whole 95 % interval of the paired difference is on that side of 0 and its mean beyond {margin}; the same, when the whole "
            + $"interval is within ±{margin}. Each fails when none of the interval is where it should be; anything else is undecided"
            + (Number(published, "least_seeds") is { } least ? $", and so is everything on fewer than {Html.Whole(least)} seeds." : "."));
    }

    /// <summary>A published row in words with the verdict on each order of the tasks.</summary>
    private static IReadOnlyList<string> InWords(IGrouping<string, JsonElement> row)
    {
        JsonElement[] inOrder = [.. row.Where(r => !Reversed(r))], exchanged = [.. row.Where(Reversed)];
        return [row.Key, Text(row.First(), "condition"), Text(row.First(), "reference"), .. new[] { inOrder, exchanged }.Select(r => r.Length > 0 ? Text(r[0], "verdict") : Html.None)];
    }

    private static bool Reversed(JsonElement row) => row.TryGetProperty("reversed", out var reversed) && reversed.ValueKind == JsonValueKind.True;

    private static IEnumerable<IReadOnlyList<string>> Row(JsonElement row) => row.GetProperty("tasks").EnumerateArray().Index().Select(t =>
    {
        var (n, task) = t;
        var ordering = task.GetProperty("ordering");
        var theirs = task.GetProperty("published");
        return (IReadOnlyList<string>)
        [
            n == 0 ? Text(row, "condition") : "", Text(ordering, "score"), $"{Html.Two(Number(theirs, "mean"))} ± {Html.Two(Number(theirs, "sd"))}",
            MeanSd(task.GetProperty("ours")), Text(ordering, "reference"), Html.Signed(Number(ordering, "published_difference")), Html.Signed(Number(ordering, "difference")),
            Interval(ordering), Text(ordering, "expected"), Text(ordering, "verdict"),
        ];
    });

    private static string MeanSd(JsonElement summary) =>
        Html.Two(Number(summary, "mean")) + (Number(summary, "sd") is { } sd ? $" ± {Html.Two(sd)}" : "");

    private static string Interval(JsonElement of) => of.TryGetProperty("ci95", out var ci) && ci.ValueKind == JsonValueKind.Array
        ? Html.Interval([.. ci.EnumerateArray().Select(v => v.GetDouble())]) : Html.None;

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static double? Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
