using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>remedies.json</c>: every condition as a remedy against forgetting, with what it gains and what it costs.</summary>
public sealed record RemedyDocument
{
    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.remedies/1";

    /// <summary>Conditions that the others are compared with.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The task that is trained last; the others are old.</summary>
    public required string NewTask { get; init; }

    /// <summary>One row a condition, in the order of the experiment.</summary>
    public required IReadOnlyList<RemedyRow> Rows { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static RemedyDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "remedies.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<RemedyDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>One condition.</summary>
public sealed record RemedyRow
{
    /// <summary>Condition.</summary>
    public required string Condition { get; init; }

    /// <summary>Its phases as written.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>What it has to be told or given beside the reward; empty for nothing.</summary>
    public required string Needs { get; init; }

    /// <summary>Final score on the old tasks, their mean.</summary>
    public required Summary Old { get; init; }

    /// <summary>Final score on the task trained last.</summary>
    public required Summary New { get; init; }

    /// <summary>Mean of the final scores on all tasks.</summary>
    public required Summary Score { get; init; }

    /// <summary>True if no other row has at least this score at no higher cost in cycles.</summary>
    public bool OnFront { get; init; }

    /// <summary>Comparisons with the references.</summary>
    public IReadOnlyList<RemedyComparison> Comparisons { get; init; } = [];

    /// <summary>What it costs, a network.</summary>
    public required RemedyCost Cost { get; init; }
}

/// <summary>A row compared with a reference, seed by seed.</summary>
/// <param name="To">The reference.</param>
/// <param name="Measure"><c>old</c>, <c>new</c> or <c>score</c>.</param>
/// <param name="Difference">Mean of row minus reference.</param>
/// <param name="Ci95">95 % interval of that mean (Student).</param>
/// <param name="P">Two-sided p value of the paired t test.</param>
/// <param name="PHolm">The same, corrected for all rows compared with this reference in this measure.</param>
public sealed record RemedyComparison(string To, string Measure, double? Difference, IReadOnlyList<double>? Ci95, double? P, double? PHolm);

/// <summary>What a remedy costs a network, over its whole trial, as measured.</summary>
/// <param name="StoredBytes">Bytes of past experience.</param>
/// <param name="ExtraStateBytes">Bytes of other state beyond the plain network.</param>
/// <param name="ExtraCycles">Cycles asleep, in replay and in walks that it asked for.</param>
/// <param name="SynapticEvents">Synaptic events.</param>
/// <param name="Seconds">Thread-seconds.</param>
public sealed record RemedyCost(double StoredBytes, double ExtraStateBytes, double ExtraCycles, double SynapticEvents, double Seconds);
