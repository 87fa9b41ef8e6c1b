namespace Snn.Foraging.Metrics;

/// <summary>Metrics of learning one task after another. R[i][j] is the score on task j after the phase that first trains
/// task i; tasks are numbered in training order, T of them; b_j is the score of the untrained agent.
/// <para>ACC = mean_j R[T][j]; BWT = mean over j &lt; T of R[T][j] - R[j][j]; FWT = mean over j &gt;= 2 of R[j-1][j] - b_j
/// (Lopez-Paz and Ranzato 2017). Learning accuracy = mean_j R[j][j] (Riemer et al. 2019). Forgetting = mean over j &lt; T of max over l &lt; T of R[l][j], minus R[T][j];
/// intransigence = mean_j of R*_j - R[j][j], R*_j after training on j alone (Chaudhry et al. 2018).</para>
/// <para>ACC, BWT and forgetting are of row T; phases that follow it, such as one last sleep, show in the final score alone.</para>
/// <para>A metric is null when a score it needs is missing: when a task was never trained, and, for BWT, FWT and
/// forgetting, when tasks were first trained together, so that there is no "before".</para></summary>
public static class ContinualLearning
{
    /// <summary>Mean score on all tasks after the last was trained.</summary>
    public static double? Acc(ScoreMatrix m) =>
        Order(m) is { } o ? Mean(o.Select(j => m.Scores[o[^1].Row][j.Task])) : null;

    /// <summary>Mean score on all tasks at the very end, after whatever followed the last training.</summary>
    public static double? Final(ScoreMatrix m) => Order(m) is { } o ? Mean(o.Select(j => m.Scores[^1][j.Task])) : null;

    /// <summary>Learning accuracy: mean score on each task as it had just been learnt, mean_j R[j][j] (Riemer et al. 2019).</summary>
    public static double? LearningAccuracy(ScoreMatrix m) => Order(m) is { } o ? Mean(o.Select(j => m.Scores[j.Row][j.Task])) : null;

    /// <summary>Backward transfer: what later training did to earlier tasks.</summary>
    public static double? Bwt(ScoreMatrix m) =>
        Sequence(m) is { } o ? Mean(o.SkipLast(1).Select(j => m.Scores[o[^1].Row][j.Task] - m.Scores[j.Row][j.Task])) : null;

    /// <summary>Forward transfer: what earlier training did for later tasks.</summary>
    public static double? Fwt(ScoreMatrix m) =>
        Sequence(m) is { } o && m.Untrained is { } b ? Mean(o.Skip(1).Zip(o, (j, before) => m.Scores[before.Row][j.Task] - b[j.Task])) : null;

    /// <summary>Forgetting: the best score before the last task, minus the score after it; may be negative.</summary>
    public static double? Forgetting(ScoreMatrix m) =>
        Sequence(m) is { } o ? Mean(o.SkipLast(1).Select(j => Max(o.SkipLast(1).Select(l => m.Scores[l.Row][j.Task])) - m.Scores[o[^1].Row][j.Task])) : null;

    /// <summary>Intransigence: how much worse a task was learnt here than alone.</summary>
    /// <param name="m">The trial.</param>
    /// <param name="alone">R*, score on each task after training on it alone with the same seed; null where there is no such trial.</param>
    public static double? Intransigence(ScoreMatrix m, IReadOnlyList<double?> alone) =>
        Order(m) is { } o ? Mean(o.Select(j => alone[j.Task] - m.Scores[j.Row][j.Task])) : null;

    private static IReadOnlyList<(int Task, int Row)>? Order(ScoreMatrix m) =>
        m.TrainingOrder() is { Count: > 0 } order && order.Count == m.Tasks ? order : null;

    private static IReadOnlyList<(int Task, int Row)>? Sequence(ScoreMatrix m) =>
        Order(m) is { } order && order.DistinctBy(o => o.Row).Count() == order.Count ? order : null;

    private static double? Mean(IEnumerable<double?> values)
    {
        var list = values.ToList();
        return list.Count == 0 || list.Contains(null) ? null : list.Average();
    }

    private static double? Max(IEnumerable<double?> values)
    {
        var list = values.ToList();
        return list.Count == 0 || list.Contains(null) ? null : list.Max();
    }
}
