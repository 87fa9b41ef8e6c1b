using System.Text.Json;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Metrics;

/// <summary>A condition of some run as a row of a comparison. What its run does not say is null.</summary>
/// <param name="Label">Name of the row.</param>
/// <param name="Score">Mean score on all tasks at the very end.</param>
/// <param name="Acc">Mean score on all tasks when the last had been trained.</param>
/// <param name="Bwt">Backward transfer.</param>
/// <param name="Forgetting">Forgetting.</param>
/// <param name="LearningAccuracy">Mean score on each task as it had just been learnt.</param>
/// <param name="CyclesToCriterion">Training cycles until a frozen test first reaches the criterion, mean over tasks; null where a network never does.</param>
/// <param name="Old">Score at the end on the tasks before the last.</param>
/// <param name="New">Score at the end on the last.</param>
/// <param name="Needs">What it has to be told or given beside the reward.</param>
/// <param name="Cost">What it costs a network.</param>
/// <param name="SynapsesLeft">Synapses that pruning has left, a network.</param>
/// <param name="CyclesPerSecond">Cycles awake and asleep in a second of one thread.</param>
/// <param name="GoesOn">True if phases such as a sleep lie between ACC and the end.</param>
/// <param name="OnFront">True if no other row has at least this score at the end at no more extra cycles, bounds apart (<see cref="RemedyRow.Bound"/>).</param>
public sealed record Comparison(
    string Label, Summary Score, Summary Acc, Summary Bwt, Summary Forgetting, Summary LearningAccuracy, Summary CyclesToCriterion, Summary Old, Summary New,
    string Needs, RemedyCost Cost, double? SynapsesLeft, double? CyclesPerSecond, bool GoesOn, bool OnFront)
{
    /// <summary>True if it bounds the others: see <see cref="RemedyRow.Bound"/>.</summary>
    public bool Bound => RemedyRow.Bounds(Needs);

    /// <summary>Compares the conditions of some run folders.</summary>
    public static IReadOnlyList<Comparison> Of(IReadOnlyList<(string Folder, string Prefix, MetricsDocument Document)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Comparison[] rows = [.. runs.SelectMany(run =>
        {
            var (remedies, left) = (RemedyDocument.Load(run.Folder), Pruned(run.Folder));

            // metrics.json knows phases by name alone, without the remedies in them.
            string Needs(string condition, ConditionMetrics results) => remedies?.Rows.FirstOrDefault(r => r.Condition == condition)?.Needs ?? RemedyAnalysis.Needs(results.Phases.Select(Phase.Parse));
            return run.Document.Conditions.Select(c => Row(run.Prefix + c.Key, c.Value, Math.Max(1, run.Document.Seeds.Count), Needs(c.Key, c.Value), left.GetValueOrDefault(c.Key)));
        })];
        var front = Document(rows).Front(c => c.ExtraCycles).Select(r => r.Condition).ToHashSet();
        return [.. rows.Select(r => r with { OnFront = front.Contains(r.Label) })];
    }

    /// <summary>Rows as a table of remedies, such as figures show.</summary>
    public static RemedyDocument Document(IEnumerable<Comparison> rows) => new()
    {
        References = [],
        NewTask = "the last task",
        Rows = [.. rows.Select(r => new RemedyRow { Condition = r.Label, Phases = [], Needs = r.Needs, Old = r.Old, New = r.New, Score = r.Score, Cost = r.Cost })],
    };

    private static Comparison Row(string label, ConditionMetrics results, int networks, string needs, double? synapses)
    {
        Phase[] phases = [.. results.Phases.Select(Phase.Parse)];
        ScoreMatrix[] matrices = [.. results.Scores.Select(s => new ScoreMatrix(phases, s))];
        Summary Over(Func<ScoreMatrix, double?> value) => Summary.Of([.. matrices.Select(value)]);
        Summary Metric(string name) => results.Metrics.TryGetValue(name, out var summary) ? summary : new(null, null, null);
        var cost = results.Cost;
        return new(
            label, Over(ContinualLearning.Final), Metric("acc"), Metric("bwt"), Metric("forgetting"), Over(ContinualLearning.LearningAccuracy),
            Summary.Of([.. results.CyclesToCriterion.Select(tasks => tasks.Contains(null) ? null : (double?)tasks.Average(t => t!.Value))]),
            Over(m => Final(m, last: false)), Over(m => Final(m, last: true)),
            needs, RemedyCost.Of(cost, networks), synapses,
            cost.WallSeconds > 0 ? (cost.WakeCycles + cost.SleepCycles) / cost.WallSeconds : null, matrices.Any(m => m.GoesOn), false);
    }

    private static double? Final(ScoreMatrix matrix, bool last)
    {
        var order = matrix.TrainingOrder();
        double?[] scores = [.. (last ? order.TakeLast(1) : order.SkipLast(1)).Select(t => matrix.Scores[^1][t.Task])];
        return scores.Length == 0 || scores.Contains(null) ? null : scores.Average();
    }

    // Of the rows of a condition that was pruned again and again, the last.
    private static Dictionary<string, double?> Pruned(string folder)
    {
        var path = Path.Combine(folder, "pruning.json");
        var left = new Dictionary<string, double?>();
        if (!File.Exists(path))
            return left;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var row in json.RootElement.GetProperty("rows").EnumerateArray())
                left[row.GetProperty("condition").GetString()!] = row.GetProperty("left").GetDouble();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UserErrorException($"'{path}' cannot be read: {e.Message.Split('\n')[0]}", e);
        }
        return left;
    }
}
