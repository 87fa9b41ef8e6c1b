using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>remedies.json</c>: every condition as a remedy against forgetting, with what it gains and what it costs.</summary>
public sealed record RemedyDocument
{
    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.remedies/1";

    /// <summary>Conditions that the others are compared with.</summary>
    public required IReadOnlyList<string> References { get; init; }

    /// <summary>The task that is trained last.</summary>
    public required string NewTask { get; init; }

    /// <summary>The tasks before it.</summary>
    public IReadOnlyList<string> OldTasks { get; init; } = [];

    /// <summary>One row a condition, in the order of the experiment.</summary>
    public required IReadOnlyList<RemedyRow> Rows { get; init; }

    /// <summary>Controls against what they control, in every measure; p values are corrected within a measure.</summary>
    public IReadOnlyList<ControlComparison> Controls { get; init; } = [];

    /// <summary>The measures that tables show. Of two tasks each is one; of more, means and what later ones did to earlier ones.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Shown => OldTasks.Count > 1 ? ["score", "learning_accuracy", "bwt"] : ["old", "new", "score"];

    /// <summary>The rows that no other beats in score at no more of a cost. Rows that bound the others are left out of it: they are given what one life
    /// with one task after the other does not have.</summary>
    public IReadOnlySet<RemedyRow> Front(Func<RemedyCost, double> cost)
    {
        RemedyRow[] rows = [.. Rows.Where(r => r.Score.Mean is not null && !r.Bound)];
        return rows.Zip(ParetoFront.Of([.. rows.Select(r => (cost(r.Cost), r.Score.Mean!.Value))])).Where(r => r.Second).Select(r => r.First).ToHashSet();
    }

    /// <summary>A measure as tables call it.</summary>
    public string Says(string measure) => measure switch
    {
        "old" => OldTasks.Count == 1 ? OldTasks[0] : "old",
        "new" => NewTask,
        "score" => "mean",
        "learning_accuracy" => "learning acc.",
        "bwt" => "BWT",
        _ => measure,
    };

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
    /// <summary>What interleaved training is given.</summary>
    public const string AllWorlds = "all worlds at once";

    /// <summary>What a network a task is given.</summary>
    public const string TaskInTests = "the task in tests";

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

    /// <summary>Mean score on each task as it had just been learnt.</summary>
    public Summary? LearningAccuracy { get; init; }

    /// <summary>What later training did to earlier tasks.</summary>
    public Summary? Bwt { get; init; }

    /// <summary>True if it has <see cref="AllWorlds"/> or <see cref="TaskInTests"/>: what is learnt so bounds what one life can keep.</summary>
    [JsonIgnore]
    public bool Bound => Bounds(Needs);

    /// <summary>True for needs that make a row a bound.</summary>
    public static bool Bounds(string needs) => needs.Contains(AllWorlds, StringComparison.Ordinal) || needs.Contains(TaskInTests, StringComparison.Ordinal);

    /// <summary>Comparisons with the references.</summary>
    public IReadOnlyList<RemedyComparison> Comparisons { get; init; } = [];

    /// <summary>What it costs, a network.</summary>
    public required RemedyCost Cost { get; init; }

    /// <summary>A measure over seeds; null where the file has it not.</summary>
    public Summary? Of(string measure) => measure switch { "old" => Old, "new" => New, "score" => Score, "learning_accuracy" => LearningAccuracy, "bwt" => Bwt, _ => null };
}

/// <summary>A row compared with a reference, seed by seed.</summary>
/// <param name="To">The reference.</param>
/// <param name="Measure"><c>old</c>, <c>new</c>, <c>score</c>, <c>learning_accuracy</c>, <c>bwt</c>, or <c>late_speed</c> of a long series of tasks.</param>
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
public sealed record RemedyCost(double StoredBytes, double ExtraStateBytes, double ExtraCycles, double SynapticEvents, double Seconds)
{
    /// <summary>The share of one network in what several cost.</summary>
    public static RemedyCost Of(Cost sum, double networks) =>
        new(sum.StoredBytes / networks, sum.ExtraStateBytes / networks, (sum.SleepCycles + sum.ProbeCycles) / networks, sum.SynapticEvents / networks, sum.WallSeconds / networks);

    /// <summary>The mean of what networks cost.</summary>
    public static RemedyCost Of(IReadOnlyCollection<Cost> each) =>
        new(each.Average(c => c.StoredBytes), each.Average(c => c.ExtraStateBytes), each.Average(c => c.SleepCycles + c.ProbeCycles), each.Average(c => c.SynapticEvents), each.Average(c => c.WallSeconds));

    /// <summary>All bytes beyond the plain network.</summary>
    [JsonIgnore]
    public double Bytes => StoredBytes + ExtraStateBytes;
}
