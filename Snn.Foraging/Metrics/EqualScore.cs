namespace Snn.Foraging.Metrics;

/// <summary>Two courses of learning compared where the second task is learnt equally well, so that one that merely learns more slowly gains nothing
/// by it. The level is the highest score on the second task that both courses reach; each gives its score on the first task at the first sample
/// that reaches the level.</summary>
public static class EqualScore
{
    /// <summary>Scores on the first task at equal score on the second; null where a score is undefined.</summary>
    /// <param name="a">Samples of one course in order of time: score on the first task and on the second.</param>
    /// <param name="b">Samples of the other.</param>
    public static (double A, double B)? Of(IReadOnlyList<(double? First, double? Second)> a, IReadOnlyList<(double? First, double? Second)> b)
    {
        if (a.Concat(b).Any(s => s.First is null || s.Second is null) || a.Count == 0 || b.Count == 0)
            return null;
        var level = Math.Min(a.Max(s => s.Second!.Value), b.Max(s => s.Second!.Value));
        return (a.First(s => s.Second >= level).First!.Value, b.First(s => s.Second >= level).First!.Value);
    }
}
