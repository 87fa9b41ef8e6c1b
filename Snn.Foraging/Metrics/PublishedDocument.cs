using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>published.json</c>: our scores beside published ones, and a verdict on each ordering.</summary>
public sealed record PublishedDocument
{
    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.published/1";

    /// <summary>Where the published numbers are from.</summary>
    public required string Source { get; init; }

    /// <summary>Identifier of the publication.</summary>
    public required string Doi { get; init; }

    /// <summary>Scores closer than this count as the same.</summary>
    public double Margin { get; init; } = Ordering.Margin;

    /// <summary>Seeds compared.</summary>
    public required int Seeds { get; init; }

    /// <summary>Fewest seeds on which anything is decided.</summary>
    public int LeastSeeds { get; init; } = Ordering.LeastPairs;

    /// <summary>Published rows that were run, those with the tasks in the other order after those in the published one.</summary>
    public required IReadOnlyList<PublishedComparisonRow> Rows { get; init; }

    /// <summary>Comparisons beyond the published table, each with the claim that sleep is higher.</summary>
    public required IReadOnlyList<ScoreOrdering> Controls { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static PublishedDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "published.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<PublishedDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>A published row and ours.</summary>
/// <param name="Condition">Our condition.</param>
/// <param name="Reference">The condition it is compared with.</param>
/// <param name="What">In words, for the published order of the tasks.</param>
/// <param name="Reversed">True if our tasks are in the other order; the published numbers are then those of the published order, task trained first first.</param>
/// <param name="Verdict">On its two orderings together.</param>
/// <param name="Tasks">The task trained first, and the other.</param>
public sealed record PublishedComparisonRow(string Condition, string Reference, string What, bool Reversed, Verdict Verdict, IReadOnlyList<PublishedTask> Tasks);

/// <summary>One task of a published row.</summary>
/// <param name="Published">Published score.</param>
/// <param name="Ours">Our score at the end.</param>
/// <param name="Ordering">How it stands to the reference.</param>
public sealed record PublishedTask(PublishedScore Published, Summary Ours, ScoreOrdering Ordering);

/// <summary>One condition against another in one score, seed by seed.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Reference">The other one.</param>
/// <param name="Score">The score: a task's name; <c>mean</c> of both tasks; or <c>T1 at equal T2</c>, see <see cref="EqualScore"/>.</param>
/// <param name="PublishedDifference">Difference of the published means; null if there are none.</param>
/// <param name="Expected">What is expected of the difference.</param>
/// <param name="Difference">Mean of ours; null if undefined.</param>
/// <param name="Ci95">Its 95 % bootstrap interval; null for one seed.</param>
/// <param name="Verdict">What ours say.</param>
public sealed record ScoreOrdering(string Condition, string Reference, string Score, double? PublishedDifference, Relation Expected, double? Difference, IReadOnlyList<double>? Ci95, Verdict Verdict)
{
    /// <summary>Judges paired values by a published difference.</summary>
    public static ScoreOrdering AsPublished(string condition, string reference, string score, double published, IReadOnlyList<double?> first, IReadOnlyList<double?> second)
    {
        var (paired, expected) = (PairedComparison.Of(first, second), Ordering.Of(published));
        return new(condition, reference, score, published, expected, paired?.MeanDifference, paired?.Ci95, Ordering.Judge(expected, paired));
    }

    /// <summary>Judges the claim that the first of paired values are higher, whatever the published difference is.</summary>
    public static ScoreOrdering Above(string condition, string reference, string score, double? published, IReadOnlyList<double?> first, IReadOnlyList<double?> second)
    {
        var paired = PairedComparison.Of(first, second);
        return new(condition, reference, score, published, Relation.Higher, paired?.MeanDifference, paired?.Ci95, Ordering.Above(paired));
    }
}
