namespace Snn.Foraging.Metrics;

/// <summary>How many times as fast as its masked network a pruned one is, network by network: ratios of cycles per second that were measured in turn on
/// one thread, so that what the machine does besides slows both.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Compact">In compact storage: geometric mean of the ratios.</param>
/// <param name="CompactCi95">95 % interval of that (Student, of the logarithms); null for one network.</param>
/// <param name="WithoutIdle">Without the hidden neurons that have no output left, likewise.</param>
/// <param name="WithoutIdleCi95">95 % interval of that.</param>
public sealed record CompactSpeed(string Condition, double Compact, IReadOnlyList<double>? CompactCi95, double WithoutIdle, IReadOnlyList<double>? WithoutIdleCi95)
{
    /// <summary>One a condition.</summary>
    internal static IReadOnlyList<CompactSpeed> Of(IReadOnlyList<CompactRow> rows) =>
        [.. rows.GroupBy(r => r.Condition).Select(g => (g.Key, Compact: Times([.. g], 1), Idle: Times([.. g], 2)))
            .Select(c => new CompactSpeed(c.Key, c.Compact.Mean, c.Compact.Ci95, c.Idle.Mean, c.Idle.Ci95))];

    private static (double Mean, IReadOnlyList<double>? Ci95) Times(IReadOnlyList<CompactRow> rows, int which)
    {
        double? Log(CompactRow row, int k) => Math.Log(row.CyclesPerSecond[k]);
        var mean = Math.Exp(rows.Average(r => Log(r, which) - Log(r, 0))!.Value);
        var test = PairedTTest.Of([.. rows.Select(r => Log(r, which))], [.. rows.Select(r => Log(r, 0))]);
        return (mean, test is null ? null : [.. test.Ci95.Select(Math.Exp)]);
    }
}
