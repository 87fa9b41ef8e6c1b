using Snn.Foraging.Protocols;

namespace Snn.Foraging.Metrics;

/// <summary>A condition as one row of a results table: what the tables on the console and in the report are made from.</summary>
/// <param name="Label">Name of the row.</param>
/// <param name="Condition">Name of the condition.</param>
/// <param name="Seeds">Its seeds.</param>
/// <param name="Results">Its results.</param>
/// <param name="Tasks">Names of the tasks.</param>
public sealed record ResultRow(string Label, string Condition, IReadOnlyList<int> Seeds, ConditionMetrics Results, IReadOnlyList<string> Tasks)
{
    /// <summary>The rows of a run.</summary>
    /// <param name="document">Its metrics.</param>
    /// <param name="prefix">Put before each label, to tell runs apart.</param>
    public static IEnumerable<ResultRow> Of(MetricsDocument document, string prefix) =>
        document.Conditions.Select(c => new ResultRow(prefix + c.Key, c.Key, document.Seeds, c.Value, document.Tasks));

    /// <summary>Scores on a task after the first phase of a name, one a seed; null when there is no such phase.</summary>
    public IReadOnlyList<double?>? ScoresAfter(string phase, int task)
    {
        var row = Results.Phases.ToList().IndexOf(phase);
        return row < 0 ? null : [.. Results.Scores.Select(s => s[row][task])];
    }

    /// <summary>Scores on a task at the end, one a seed.</summary>
    public IReadOnlyList<double?> FinalScores(int task) => [.. Results.Scores.Select(s => s[^1][task])];

    /// <summary>Weight distance at the end, one a seed.</summary>
    public IReadOnlyList<double?> FinalDistance => [.. Seeds.Select(s => Results.WeightDistance[$"{s}"][^1])];

    /// <summary>Weight correlation with T1's states at the end, one a seed.</summary>
    public IReadOnlyList<double?> FinalCorrelation => [.. Seeds.Select(s => Results.WeightCorrelation.TryGetValue($"{s}", out var values) && values.Count > 0 ? values[^1] : null)];

    /// <summary>Compares the final score on a task with another row's on the seeds that both have; null when there are none.</summary>
    public PairedComparison? Compare(ResultRow other, int task) => Compare(other, row => row.FinalScores(task));

    /// <summary>Compares values, one a seed, with another row's on the seeds that both have; null when there are none.</summary>
    public PairedComparison? Compare(ResultRow other, Func<ResultRow, IReadOnlyList<double?>> values)
    {
        var common = Seeds.Intersect(other.Seeds).ToList();
        IReadOnlyList<double?> Pick(ResultRow row)
        {
            var known = row.Seeds.Zip(values(row)).ToDictionary(p => p.First, p => p.Second);
            return [.. common.Select(s => known[s])];
        }
        return PairedComparison.Of(Pick(this), Pick(other));
    }

    /// <summary>A metric of each seed.</summary>
    public IReadOnlyList<double?> Each(Func<ScoreMatrix, double?> metric) => [.. Seeds.Select((_, seed) => metric(Matrix(seed)))];

    /// <summary>Put behind the names of rows that go on: see <see cref="Mark"/>.</summary>
    public const string MarkSays = "† measured when the last task has been trained; what follows, such as a sleep, shows in the scores at the end";

    /// <summary>The label as tables of ACC, BWT and forgetting have it: marked where phases follow the one that these are measured after.</summary>
    public string Marked => GoesOn ? Mark(Label) : Label;

    /// <summary>True if phases follow the one after which ACC, BWT and forgetting are measured.</summary>
    public bool GoesOn => Results.Scores.Count > 0 && Matrix(0).GoesOn;

    /// <summary>A label with the mark.</summary>
    public static string Mark(string label) => label + " †";

    /// <summary>All scores of a seed.</summary>
    /// <param name="seed">Its place in <see cref="Seeds"/>.</param>
    public ScoreMatrix Matrix(int seed) => new([.. Results.Phases.Select(Phase.Parse)], Results.Scores[seed]);

    /// <summary>The row that others are compared with: sequential training, else the first.</summary>
    public static ResultRow Reference(IReadOnlyList<ResultRow> rows) => rows.FirstOrDefault(r => r.Condition == "sequential") ?? rows[0];
}
