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
        page.Table(["condition", "", "published", "ours", "difference to", "published", "ours", "95 % interval", "expected", "verdict"], rows.EnumerateArray().SelectMany(Row));
        if (published.TryGetProperty("controls", out var controls) && controls.GetArrayLength() > 0)
        {
            page.Subheading("Comparisons beyond the published ones");
            page.Note("Expected: by the rule below from published means; where there are none, the claim under test, that sleep is higher.");
            page.Table(["condition", "difference to", "score", "ours", "95 % interval", "expected", "verdict"], controls.EnumerateArray().Select(c => new[]
            {
                Text(c, "condition"), Text(c, "reference"), Text(c, "score"), Html.Signed(Number(c, "difference")), Interval(c), Text(c, "expected"), Text(c, "verdict"),
            }));
        }

        page.Note($"Published: {Text(published, "source")}, doi {Text(published, "doi")}. Networks, schedule and neuron differ, so the orderings are compared, not the values. An ordering holds when the whole 95 % interval "
            + $"of the paired difference is on the expected side; “same” when it is within ±{Html.Two(Number(published, "margin"))}.");
    }

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
