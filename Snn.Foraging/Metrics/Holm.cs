namespace Snn.Foraging.Metrics;

/// <summary>Holm's correction of p values for the number of comparisons (Holm 1979): it holds the chance of any false alarm in the family at the level,
/// whatever the comparisons have to do with each other.</summary>
public static class Holm
{
    /// <summary>The corrected p values, in the order given; undefined ones stay so and do not count.</summary>
    public static IReadOnlyList<double?> Correct(IReadOnlyList<double?> p)
    {
        var order = Enumerable.Range(0, p.Count).Where(i => p[i] is not null).OrderBy(i => p[i]).ToArray();
        var corrected = new double?[p.Count];
        var least = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            least = Math.Max(least, Math.Min(1, (order.Length - rank) * p[order[rank]]!.Value));
            corrected[order[rank]] = least;
        }

        return corrected;
    }
}
