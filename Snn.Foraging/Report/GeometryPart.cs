using System.Globalization;
using System.Text.Json;

namespace Snn.Foraging.Report;

/// <summary>The geometry of weight space, as geometry.json has it: each of its tables (a list of alike objects) as a table.</summary>
internal static class GeometryPart
{
    private const int MostRows = 60;

    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Geometry is not { ValueKind: JsonValueKind.Object } geometry)
            return;
        page.Heading("The geometry of weight space");
        Write(page, geometry, "");
    }

    private static void Write(Html page, JsonElement parent, string path)
    {
        string[][] facts = [.. parent.EnumerateObject().Where(p => IsCell(p.Value)).Select(p => new[] { Words(p.Name), Cell(p.Value) })];
        if (facts.Length > 0)
        {
            if (path.Length > 0)
                page.Subheading(path);
            page.Table(["", ""], facts, words: true);
        }

        foreach (var part in parent.EnumerateObject())
        {
            string name = path.Length == 0 ? Words(part.Name) : $"{path}: {Words(part.Name)}";
            if (part.Value.ValueKind == JsonValueKind.Object)
                Write(page, part.Value, name);
            else if (part.Value.ValueKind == JsonValueKind.Array && part.Value.GetArrayLength() > 0 && part.Value.EnumerateArray().All(r => r.ValueKind == JsonValueKind.Object))
                Rows(page, name, [.. part.Value.EnumerateArray()]);
        }
    }

    private static void Rows(Html page, string name, JsonElement[] rows)
    {
        // Courses over time and points are for the figures, not for reading.
        string[] columns = [.. rows.SelectMany(r => r.EnumerateObject().Where(p => IsCell(p.Value)).Select(p => p.Name)).Distinct()];
        if (columns.Length == 0 || rows.Length > MostRows)
            return;
        page.Subheading(name);
        page.Table([.. columns.Select(Words)], rows.Select(r => columns.Select(c => r.TryGetProperty(c, out var v) && IsCell(v) ? Cell(v) : "").ToArray()));
    }

    private static bool IsCell(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= 3 && value.EnumerateArray().All(v => v.ValueKind is JsonValueKind.Number or JsonValueKind.String));

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => Html.None,
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole.ToString(CultureInfo.InvariantCulture) : value.GetDouble().ToString("G3", CultureInfo.InvariantCulture),
        JsonValueKind.Array => string.Join(" to ", value.EnumerateArray().Select(Cell)),
        _ => value.ToString(),
    };

    private static string Words(string name) => name.Replace('_', ' ');
}
