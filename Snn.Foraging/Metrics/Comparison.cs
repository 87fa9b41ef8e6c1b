using System.Text.Json;
using Snn.Foraging.Protocols;

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
/// <param name="StoredBytes">Bytes of stored experience, a network.</param>
/// <param name="ExtraCycles">Cycles beside training (asleep, in replay, in walks), a network.</param>
/// <param name="SynapsesLeft">Synapses that pruning has left, a network.</param>
/// <param name="CyclesPerSecond">Cycles awake and asleep in a second of one thread.</param>
/// <param name="GoesOn">True if phases such as a sleep lie between ACC and the end.</param>
/// <param name="OnFront">True if no other row has at least this score at the end at no more extra cycles.</param>
public sealed record Comparison(
    string Label, Summary Score, Summary Acc, Summary Bwt, Summary Forgetting, Summary LearningAccuracy, Summary CyclesToCriterion, Summary Old, Summary New,
    double StoredBytes, double ExtraCycles, double? SynapsesLeft, double? CyclesPerSecond, bool GoesOn, bool OnFront)
{
    /// <summary>Compares the conditions of some run folders.</summary>
    public static IReadOnlyList<Comparison> Of(IReadOnlyList<(string Folder, string Prefix, MetricsDocument Document)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Comparison[] rows = [.. runs.SelectMany(run => run.Document.Conditions.Select(c =>
            Row(run.Prefix + c.Key, c.Value, Math.Max(1, run.Document.Seeds.Count), Pruned(run.Folder).GetValueOrDefault(c.Key))))];
        var known = rows.Where(r => r.Score.Mean is not null).ToArray();
        var front = known.Zip(ParetoFront.Of([.. known.Select(r => (r.ExtraCycles, r.Score.Mean!.Value))])).Where(r => r.Second).Select(r => r.First).ToHashSet();
        return [.. rows.Select(r => r with { OnFront = front.Contains(r) })];
    }

    private static Comparison Row(string label, ConditionMetrics results, int networks, double? synapses)
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
            (double)cost.StoredBytes / networks, (double)(cost.SleepCycles + cost.ProbeCycles) / networks, synapses,
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
