using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>plasticity.json</c>: how fast and how well each task of a long series was learnt, and which published claims hold.</summary>
public sealed record PlasticityDocument
{
    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.plasticity/3";

    /// <summary>Tasks at the beginning and at the end of a series that are compared.</summary>
    public required int Window { get; init; }

    /// <summary>Seeds, in the order of every [seed] below.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>One row a condition.</summary>
    public required IReadOnlyList<PlasticityRow> Rows { get; init; }

    /// <summary>What is claimed not to help or not to be better holds if it is shown to be better by less than this.</summary>
    public double Margin { get; init; }

    /// <summary>Claims of Dohare et al. 2024, with what was found here.</summary>
    public required IReadOnlyList<PlasticityClaim> Claims { get; init; }

    /// <summary>Controls against what they control: learning speed over the last tasks; p values corrected for all of these.</summary>
    public IReadOnlyList<ControlComparison> Controls { get; init; } = [];

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static PlasticityDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "plasticity.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<PlasticityDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>A condition. Learning speed of a task: the mean score of the tests while it is trained; final: that of the last of them.</summary>
/// <param name="Condition">Its name.</param>
/// <param name="Series">What its tasks are: <c>conflicting</c> or <c>slippery</c>.</param>
/// <param name="Tasks">Names of the tasks, in order.</param>
/// <param name="Speed">Learning speed [seed][task]; null where a score is undefined.</param>
/// <param name="Final">Final score [seed][task].</param>
/// <param name="Early">Learning speed over the first tasks, the very first left out: it has nothing before it.</param>
/// <param name="Late">Over the last tasks.</param>
/// <param name="LateFinal">Final score over the last tasks.</param>
/// <param name="AgainstFresh">Learning speed minus that of fresh networks on the same tasks, all tasks but the first; null for these themselves.</param>
/// <param name="Trend">The same over the last tasks, minus over the first: below 0, the ability to learn is lost with time.</param>
/// <param name="AgainstPlain">Learning speed over the last tasks minus that of the plain network, which is trained on one task after the other and no more; null for it.</param>
/// <param name="AgainstSleep">The same against training in alternation with sleep; null for it, and without such a condition.</param>
public sealed record PlasticityRow(
    string Condition, string Series, IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double?>> Speed, IReadOnlyList<IReadOnlyList<double?>> Final,
    Summary Early, Summary Late, Summary LateFinal, PairedComparison? AgainstFresh, PairedComparison? Trend, RemedyComparison? AgainstPlain = null, RemedyComparison? AgainstSleep = null);

/// <summary>A claim of the paper.</summary>
/// <param name="Claim">What is claimed there.</param>
/// <param name="Series">On which tasks it was looked at here.</param>
/// <param name="Measure">What was compared here.</param>
/// <param name="Difference">Mean difference over seeds; null where something is undefined.</param>
/// <param name="Ci95">95 % interval of it by the paired t test, not corrected.</param>
/// <param name="P">p value of the test that decides, corrected for the number of tests of all claims (Holm); null where differences have no spread.</param>
/// <param name="Verdict">At a corrected p below 0.05.</param>
public sealed record PlasticityClaim(string Claim, string Series, string Measure, double? Difference, IReadOnlyList<double>? Ci95, double? P, ClaimVerdict Verdict);

/// <summary>What the tests say of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>The difference is shown to lie on the side that was claimed; or, of what is claimed not to help or not to be better, below the margin.</summary>
    Holds,

    /// <summary>It is shown to lie on the other side of 0.</summary>
    Fails,

    /// <summary>Neither is shown.</summary>
    Unclear,
}
