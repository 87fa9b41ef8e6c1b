using System.Globalization;
using System.Text.Json;

namespace Snn.Foraging.Report;

/// <summary>The geometry of weight space, from geometry.json: the claims with their verdicts, then what was measured of each network.</summary>
internal static class GeometryPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Geometry is not { ValueKind: JsonValueKind.Object } geometry)
            return;
        page.Heading("The geometry of weight space");
        var claims = Rows(geometry, "claims");
        if (claims.Length > 0)
            page.Table(["claim", "measured", "verdict"], claims.Select(c => new[] { Text(c, "claim"), Text(c, "measured"), Text(c, "verdict") }), words: true);
        var networks = Rows(geometry, "networks");
        Boundary(page, networks);
        Ends(page, networks);
        Sleeps(page, networks);
        Lines(page, networks);
        Overlaps(page, networks);
    }

    private static void Boundary(Html page, JsonElement[] networks)
    {
        string[] conditions = [.. networks.SelectMany(n => n.TryGetProperty("svm_states", out var s) ? s.EnumerateObject().Select(p => p.Name) : []).Distinct()];
        if (networks.Length == 0)
            return;
        page.Subheading("Boundary between the tasks' states, and axes");
        page.Table(["network", "accuracy", "T1 states", "T2 states", .. conditions, "PCA explains", "on held-out lives", "random axes"], networks.Select(n => (IReadOnlyList<string>)
        [
            Text(n, "network"), Number(n, "svm_accuracy"), Number(n, "svm_t1"), Number(n, "svm_t2"),
            .. conditions.Select(c => n.TryGetProperty("svm_states", out var s) ? Number(s, c) : Html.None),
            string.Join(", ", Array(n, "pca_explained").Select(v => Three(v))), Number(n, "pca_held_out"), Number(n, "pca_chance"),
        ]));
        page.Note("Mean signed distances from the boundary that a support vector machine draws between states of T1 and T2 of other lives of the same network; conditions: the last fifth of their last phase. PCA: shares of variance.");
    }

    private static void Ends(Html page, JsonElement[] networks)
    {
        var ends = networks.SelectMany(n => Rows(n, "ends").GroupBy(e => Text(e, "condition")).Select(g => (IReadOnlyList<string>)
        [
            Text(n, "network"), g.Key, $"{g.Count()}", Mean(g, e => Value(e, "to_t1") / Value(e, "spacing_t1")), Mean(g, e => Value(e, "to_t1_alone") / Value(e, "spacing_t1")), Mean(g, e => Value(e, "to_t2") / Value(e, "spacing_t2")),
            Mean(g, e => Value(e, "to_both") / Value(e, "spacing_both")), Mean(g, e => Value(e, "correlation_t1")), Mean(g, e => Value(e, "correlation_t2")), Mean(g, e => Value(e, "spread")),
        ])).ToArray();
        if (ends.Length == 0)
            return;
        page.Subheading("Distances of the end states from the task manifolds");
        page.Table(["network", "condition", "lives", "from T1", "T1 alone", "from T2", "from both", "correlation with T1", "with T2", "spread"], ends);
        page.Note("Means over lives, in units of each set's own spacing; the sets are of the other lives of the network. T1 alone: without the interleaved states, in the unit of T1. Spread: distance of the weights from their own mean, how sharp they are; sharper weights are farther from everything.");
    }

    private static void Sleeps(Html page, JsonElement[] networks)
    {
        var moves = networks.SelectMany(n => Rows(n, "sleep_moves").Select(m => new[]
        {
            Text(n, "network"), Text(m, "life"), Text(m, "condition"), Number(m, "moved"), Number(m, "learnt"), Number(m, "correlation"),
            string.Join(" / ", Array(m, "before").Select(Html.Two)), string.Join(" / ", Array(m, "after").Select(Html.Two)),
        })).ToArray();
        if (moves.Length == 0)
            return;
        page.Subheading("How far sleep alone moves a trained network");
        page.Table(["network", "life", "condition", "moved", "learnt before", "correlation", "scores before", "after"], moves);
        page.Note("Euclidean distances of the weights; scores on T1 / T2.");
    }

    private static void Lines(Html page, JsonElement[] networks)
    {
        var lines = networks.SelectMany(n => Rows(n, "lines").GroupBy(l => $"{Text(l, "from")} to {Text(l, "to")}").Select(g => (IReadOnlyList<string>)
            [Text(n, "network"), g.Key, $"{g.Count()}", Mean(g, l => Array(l, "barriers").ElementAtOrDefault(0)), Mean(g, l => Array(l, "barriers").ElementAtOrDefault(1))])).ToArray();
        if (lines.Length == 0)
            return;
        page.Subheading("Barriers on the straight line between states");
        page.Table(["network", "from and to", "lines", "barrier on T1", "barrier on T2"], lines);
    }

    private static void Overlaps(Html page, JsonElement[] networks)
    {
        var overlaps = networks.SelectMany(n => Rows(n, "overlaps").Select(o => new[] { Text(n, "network"), $"{Text(o, "a")} and {Text(o, "b")}", Text(o, "directions"), Number(o, "mean"), Number(o, "chance") })).ToArray();
        if (overlaps.Length == 0)
            return;
        page.Subheading("Overlap of the subspaces in which training moves the weights");
        page.Table(["network", "phases", "directions", "overlap", "of random subspaces"], overlaps);
    }

    private static JsonElement[] Rows(JsonElement of, string name) =>
        of.TryGetProperty(name, out var rows) && rows.ValueKind == JsonValueKind.Array ? [.. rows.EnumerateArray()] : [];

    private static double?[] Array(JsonElement of, string name) => [.. Rows(of, name).Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : (double?)null)];

    private static string Mean(IEnumerable<JsonElement> rows, Func<JsonElement, double?> value)
    {
        double?[] values = [.. rows.Select(value)];
        return values.Contains(null) ? Html.None : Three(values.Average());
    }

    private static double? Value(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static string Number(JsonElement of, string name) => Three(Value(of, name));

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static string Three(double? value) => value is { } v ? v.ToString("G3", CultureInfo.InvariantCulture).Replace('-', '−') : Html.None;
}
