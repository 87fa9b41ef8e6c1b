using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>search.json</c>: the values tried for each remedy, and the best.</summary>
public sealed record RemedySearchDocument
{
    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.search/1";

    /// <summary>One entry a remedy.</summary>
    public required IReadOnlyList<RemedySearchRow> Remedies { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static RemedySearchDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "search.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<RemedySearchDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>A remedy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Best">What was tried with the best mean score; of equal ones the first.</param>
/// <param name="Trials">All that was tried.</param>
public sealed record RemedySearchRow(string Name, string Best, IReadOnlyList<RemedyTrial> Trials);

/// <summary>A value tried.</summary>
/// <param name="Tried">What stood in the phases.</param>
/// <param name="Score">Mean of the final scores on all tasks, over seeds; where each task changes what was learnt before, the learning speed (mean score while a
/// task is trained) over the last fifth of them.</param>
/// <param name="Old">Final score on the old tasks; undefined where tasks change.</param>
/// <param name="New">Final score on the task trained last; likewise.</param>
public sealed record RemedyTrial(string Tried, Summary Score, Summary Old, Summary New);
