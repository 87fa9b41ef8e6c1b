namespace Snn.Foraging.Metrics;

/// <summary>How a sequence of tasks goes, step by step: after each task that is trained for the first time.</summary>
public static class TasksInARow
{
    /// <summary>Mean score on the tasks trained so far, after each of them; null where a score is undefined.</summary>
    public static IReadOnlyList<double?> Acc(ScoreMatrix m) => Steps(m, (scores, learnt) => Mean(learnt.Select(j => scores[j.Task])));

    /// <summary>Backward transfer so far, after each step but the first: mean over the tasks of earlier steps of their score now, minus that just after their own training.</summary>
    public static IReadOnlyList<double?> Bwt(ScoreMatrix m) =>
        [.. Steps(m, (scores, learnt) => Mean(learnt.Where(j => j.Row < learnt[^1].Row).Select(j => scores[j.Task] - m.Scores[j.Row][j.Task]))).Skip(1)];

    // Tasks that are first trained together are one step.
    private static IReadOnlyList<double?> Steps(ScoreMatrix m, Func<IReadOnlyList<double?>, IReadOnlyList<(int Task, int Row)>, double?> value)
    {
        var order = m.TrainingOrder();
        return [.. order.Select(o => o.Row).Distinct().Select(row => value(m.Scores[row], [.. order.Where(o => o.Row <= row)]))];
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        var list = values.ToList();
        return list.Count == 0 || list.Contains(null) ? null : list.Average();
    }
}
