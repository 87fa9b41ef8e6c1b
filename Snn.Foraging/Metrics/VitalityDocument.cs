using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>vitality.json</c>: how much life is in the networks of a run, phase by phase.</summary>
public sealed record VitalityDocument
{
    private static readonly JsonSerializerOptions Compact = new(MetricsDocument.Json) { WriteIndented = false };

    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.vitality/1";

    /// <summary>Movement cycles of each walk.</summary>
    public int WalkCycles { get; init; } = Vitality.WalkCycles;

    /// <summary>Cycles of it that the rank of the activity is measured over.</summary>
    public int RankCycles { get; init; } = Vitality.RankCycles;

    /// <summary>By condition: [seed][phase]; null where it was not measured (agents without a hidden layer; most phases of a long series).</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<Vitality?>>> Conditions { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, Compact) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static VitalityDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "vitality.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<VitalityDocument>(File.ReadAllText(path), Compact) : null;
    }

    /// <summary>A measure of each seed at the last phase that has it, minus the same at the first one after training began.</summary>
    public IReadOnlyList<double?> Change(string condition, Func<Vitality, double?> measure) =>
        [.. Conditions[condition].Select(phases => phases.OfType<Vitality>().Select(measure).ToArray() is { Length: > 1 } known ? known[^1] - known[0] : null)];

    /// <summary>A measure of each seed at the last phase that has it.</summary>
    public IReadOnlyList<double?> AtEnd(string condition, Func<Vitality, double?> measure) =>
        [.. Conditions[condition].Select(phases => phases.OfType<Vitality>().LastOrDefault() is { } last ? measure(last) : null)];
}
