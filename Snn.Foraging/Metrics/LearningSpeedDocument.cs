using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>learning-speed.json</c>: how many training cycles the task of each condition's last phase took.</summary>
public sealed record LearningSpeedDocument
{
    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.learning-speed/1";

    /// <summary>Score that counts as having learnt.</summary>
    public double Criterion { get; init; } = CyclesToCriterion.Criterion;

    /// <summary>One row a condition.</summary>
    public required IReadOnlyList<LearningSpeedRow> Rows { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static LearningSpeedDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "learning-speed.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<LearningSpeedDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>A condition.</summary>
/// <param name="Condition">Its name.</param>
/// <param name="Task">Task of its last phase.</param>
/// <param name="Longest">Training cycles on the task in the whole trial. Seeds that do not reach the criterion count with these, so that means and
/// differences are then bounds.</param>
/// <param name="Reached">Seeds that reach the criterion.</param>
/// <param name="Cycles">Training cycles to the criterion, one a seed; null if it is not reached.</param>
/// <param name="Mean">Over seeds, unreached ones counted as <see cref="Longest"/>.</param>
/// <param name="Reference">The first condition with the same last task; null for that condition itself.</param>
/// <param name="Difference">Mean difference from it, seed by seed.</param>
/// <param name="Ci95">95 % bootstrap interval of that.</param>
/// <param name="Food">Rewarded particles per move in the last frozen test of the task: no bonus counts there.</param>
public sealed record LearningSpeedRow(string Condition, string Task, long Longest, int Reached, IReadOnlyList<long?> Cycles, Summary Mean, string? Reference, double? Difference, IReadOnlyList<double>? Ci95, Summary? Food = null);
