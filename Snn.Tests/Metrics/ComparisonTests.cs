using Snn.Foraging;
using Snn.Foraging.Metrics;
using Snn.Tests.Foraging;

namespace Snn.Tests.Metrics;

/// <summary>Rows of a comparison against numbers worked out by hand.</summary>
public sealed class ComparisonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static ConditionMetrics Condition(double t1, double t1AtEnd, double t2, long sleep, long?[] criterion) => new()
    {
        Phases = ["unsupervised", "T1", "T2"],
        Scores = [[[0.5, 0.5], [t1, 0.5], [t1AtEnd, t2]], [[0.5, 0.5], [t1, 0.5], [t1AtEnd, t2]]],
        FoodPerMove = [],
        Metrics = new Dictionary<string, Summary> { ["acc"] = new((t1AtEnd + t2) / 2, 0, [0, 1]), ["bwt"] = new(t1AtEnd - t1, 0, null) },
        Cost = new() { WakeCycles = 1_000, SleepCycles = sleep, ProbeCycles = 20, StoredBytes = 64, WallSeconds = 0.5 },
        CyclesToCriterion = [criterion, criterion],
        WeightDistance = new Dictionary<string, IReadOnlyList<double?>>(),
    };

    private static MetricsDocument Document(params (string Name, ConditionMetrics Results)[] conditions) => new()
    {
        Experiment = "e",
        Engine = "cpu",
        Device = "d",
        Seeds = [1, 2],
        Tasks = ["T1", "T2"],
        Conditions = conditions.ToDictionary(c => c.Name, c => c.Results),
    };

    [Fact]
    public void Columns_by_hand()
    {
        var document = Document(("plain", Condition(0.9, 0.5, 0.8, 0, [100, 300])), ("kept", Condition(0.9, 0.7, 0.8, 400, [100, null])), ("dear", Condition(0.9, 0.6, 0.8, 600, [100, 300])));
        File.WriteAllText(folder.Of("pruning.json"), """{"rows":[{"condition":"kept","left":900},{"condition":"kept","left":314}]}""");
        var rows = Comparison.Of([(folder.Path, "a/", document)]);
        Assert.Equal(["a/plain", "a/kept", "a/dear"], rows.Select(r => r.Label));
        Assert.Equal(0.85, rows[0].LearningAccuracy.Mean!.Value, 12);
        Assert.Equal((0.7, 0.8), (rows[1].Old.Mean!.Value, rows[1].New.Mean!.Value));
        Assert.Equal([200.0, null, 200], rows.Select(r => r.CyclesToCriterion.Mean));
        Assert.Equal((32.0, 210.0, 314.0, 2_800.0), (rows[1].Cost.StoredBytes, rows[1].Cost.ExtraCycles, rows[1].SynapsesLeft, rows[1].CyclesPerSecond));
        Assert.Null(rows[0].SynapsesLeft);
        Assert.Null(rows[0].Forgetting.Mean);
        Assert.Equal([true, true, false], rows.Select(r => r.OnFront)); // dear costs more than kept and keeps less
    }

    [Fact]
    public void A_last_sleep_counts_in_the_scores_at_the_end_and_not_in_ACC()
    {
        // Sleep behind T2 takes T1 from 0.5 to 0.6 and T2 from 0.9 to 0.7: no longer worth its cycles.
        var (awake, slept) = (Condition(0.9, 0.5, 0.9, 0, [1, 2]), Condition(0.9, 0.5, 0.9, 400, [1, 2]));
        slept = slept with { Phases = [.. slept.Phases, "sleep"], Scores = [.. slept.Scores.Select(s => (IReadOnlyList<IReadOnlyList<double?>>)[.. s, [0.6, 0.7]])] };
        var document = Document(("sequential", awake), ("at-the-end", slept));
        var rows = Comparison.Of([(folder.Path, "", document)]);
        Assert.Equal([(false, 0.7, 0.7), (true, 0.65, 0.7)], rows.Select(r => (r.GoesOn, Math.Round(r.Score.Mean!.Value, 9), Math.Round(r.Acc.Mean!.Value, 9))));
        Assert.Equal([true, false], rows.Select(r => r.OnFront));
        Assert.Equal(["sequential", "at-the-end †"], ResultRow.Of(document, "").Select(r => r.Marked));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        File.WriteAllText(folder.Of("pruning.json"), """{"rows":3}""");
        Assert.Contains("pruning.json", Assert.Throws<UserErrorException>(() => Comparison.Of([(folder.Path, "", Document(("plain", Condition(0.9, 0.5, 0.8, 0, [1, 2]))))])).Message, StringComparison.Ordinal);
    }
}
