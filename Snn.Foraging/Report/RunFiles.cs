using System.Text.Json;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>The files of a run folder that a report is made from. All but run.json may be missing: a run that was interrupted has no results yet.</summary>
internal sealed class RunFiles
{
    private RunFiles(string folder, JsonElement run, RunData data, MetricsDocument? metrics)
    {
        Folder = folder;
        Run = run;
        Data = data;
        Metrics = metrics;
        Rows = metrics is null ? [] : [.. ResultRow.Of(metrics, "")];
        Remedies = RemedyDocument.Load(folder);
        Published = Json(folder, "published.json");
        Geometry = Json(folder, "geometry.json");
    }

    /// <summary>The run folder.</summary>
    public string Folder { get; }

    /// <summary>run.json.</summary>
    public JsonElement Run { get; }

    /// <summary>What the figures are drawn from.</summary>
    public RunData Data { get; }

    /// <summary>metrics.json; null when the run has not finished.</summary>
    public MetricsDocument? Metrics { get; }

    /// <summary>The conditions with their results; empty when the run has not finished.</summary>
    public IReadOnlyList<ResultRow> Rows { get; }

    /// <summary>remedies.json: all conditions compared and charged; null without it.</summary>
    public RemedyDocument? Remedies { get; }

    /// <summary>published.json: published results beside ours; null without it.</summary>
    public JsonElement? Published { get; }

    /// <summary>geometry.json: the geometry of weight space; null without it.</summary>
    public JsonElement? Geometry { get; }

    /// <summary>Reads a run folder.</summary>
    /// <exception cref="InvalidDataException">It is none, or a file in it is damaged.</exception>
    /// <exception cref="UserErrorException">metrics.json is damaged.</exception>
    public static RunFiles Open(string folder)
    {
        var data = RunData.Open(folder);
        var metrics = File.Exists(Path.Combine(folder, "metrics.json")) ? MetricsDocument.Load(folder) : null;
        return new(folder, Json(folder, "run.json")!.Value, data, metrics);
    }

    /// <summary>Lives of each network.</summary>
    public int Lives => Run.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("lives", out var lives) && lives.TryGetInt32(out int count) ? count : 1;

    /// <summary>How seeds are counted in words: as networks, or, where a network has several lives, as lives, which are not networks of their own.</summary>
    public string Count(int seeds) => Lives > 1 ? $"{seeds} {(seeds == 1 ? "life" : "lives")}" : Html.Count(seeds, "network");

    /// <summary>What a seed is, in the plural.</summary>
    public string Seeds => Lives > 1 ? "lives" : "networks";

    /// <summary>The row of a condition; null without it.</summary>
    public ResultRow? Row(string condition) => Rows.FirstOrDefault(r => r.Condition == condition);

    /// <summary>True if a phase of some condition sleeps.</summary>
    public bool Sleeps => Data.Phases.Any(p => p.Name.StartsWith("sleep", StringComparison.Ordinal));

    /// <summary>A text or number of run.json; empty where there is none.</summary>
    public string Fact(string name) => Run.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : "";

    private static JsonElement? Json(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        if (!File.Exists(path))
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not JSON: {e.Message}", e);
        }
    }
}
