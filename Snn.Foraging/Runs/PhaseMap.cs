using System.Globalization;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Foraging.Runs;

/// <summary>Lays the conditions of a grid of two settings out as maps: what became of the task trained first, against the condition that others are
/// compared with.</summary>
internal sealed class PhaseMap(Experiment experiment, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials)
{
    /// <summary>The maps of a finished run.</summary>
    public static PhaseMapDocument Of(Experiment experiment, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string, int), TrialResult> trials)
    {
        var map = new PhaseMap(experiment, seeds, trials);
        var axes = experiment.Grid!.Axes;
        var reference = map.Written(experiment.Conditions.FirstOrDefault(c => map.Written(c) == "sequential") ?? experiment.Conditions[0]);
        var (first, last) = map.Tasks(reference);
        return new()
        {
            RowKey = axes[0].Key.FullName,
            Rows = Values(axes[0].Values),
            ColumnKey = axes[1].Key.FullName,
            Columns = Values(axes[1].Values),
            Tasks = [TaskList.Name(first), TaskList.Name(last)],
            Networks = seeds.Count,
            Maps = [.. experiment.Conditions.Where(c => c.Point > 0 && map.Written(c) != reference).GroupBy(map.Written)
                .Select(c => map.Of([.. c.OrderBy(p => p.Point)], axes[1].Values.Count, reference, first, last))],
        };
    }

    private PhaseMapOfCondition Of(Condition[] points, int columns, string reference, int first, int last)
    {
        PairedTTest?[] rows = [.. points.Chunk(columns).Select(row => PairedTTest.Of(Mean([.. row.Select(p => Final(p.Name, first))]), Mean([.. row.Select(p => Final(ReferenceAt(p, reference), first))])))];
        var corrected = Holm.Correct([.. rows.Select(r => r?.P)]);
        var places = Holm.Correct([.. points.Select(p => PairedTTest.Of(Final(p.Name, first), Final(ReferenceAt(p, reference), first))?.P)]);
        return new(
            Written(points[0]), reference, [.. points.Zip(places, (point, p) => Cell(point, reference, first, last) with { PHolm = p })], [.. rows.Zip(corrected, (r, p) => new PhaseMapRowGain(r?.Mean, r?.Ci95, p))]);
    }

    private string ReferenceAt(Condition condition, string reference) => experiment.Conditions.First(c => Written(c) == reference && (c.Point == 0 || c.Point == condition.Point)).Name;

    // Over places, network by network.
    private static IReadOnlyList<double?> Mean(IReadOnlyList<double?>[] places) =>
        [.. Enumerable.Range(0, places[0].Count).Select(n => places.Any(p => p[n] is null) ? null : places.Average(p => p[n]))];

    private PhaseMapCell Cell(Condition condition, string reference, int first, int last)
    {
        var other = ReferenceAt(condition, reference);
        var before = Summary.Of([.. seeds.Select(s => Trial(other, s).Matrix).Select(m => m.Scores[m.TrainingOrder().First(t => t.Task == first).Row][first])]);
        var (keptFirst, keptLast) = (Summary.Of([.. Final(condition.Name, first)]), Summary.Of([.. Final(condition.Name, last)]));
        var (lostFirst, lostLast) = (Summary.Of([.. Final(other, first)]), Summary.Of([.. Final(other, last)]));
        var gain = PairedComparison.Of(Final(condition.Name, first), Final(other, first));
        double? kept = gain is not null && before.Mean - lostFirst.Mean is > 0 and var forgotten ? gain.MeanDifference / forgotten : null;
        var cost = seeds.Select(s => Trial(condition.Name, s).Cost).ToList();
        return new(condition.Point, before, keptFirst, keptLast, lostFirst, lostLast, gain, PairedComparison.Of(Final(condition.Name, last), Final(other, last)), kept,
            Judge(gain, kept, keptLast.Mean, lostLast.Mean), cost.Average(c => c.WakeCycles), cost.Average(c => c.SleepCycles),
            Cost: RemedyCost.Of(cost));
    }

    /// <summary>What became of the first task, by rule.</summary>
    internal static Rescue Judge(PairedComparison? gain, double? kept, double? last, double? lastOfReference) =>
        !(last >= lastOfReference - Ordering.Margin) ? Rescue.Unlearnt
        : !(gain?.Ci95?[0] > 0) ? Rescue.Gone
        : kept >= 0.5 ? Rescue.Rescued : Rescue.Partly;

    private (int First, int Last) Tasks(string reference)
    {
        var order = Trial(experiment.Conditions.First(c => Written(c) == reference).Name, seeds[0]).Matrix.TrainingOrder();
        return (order[0].Task, order[^1].Task);
    }

    private string Written(Condition condition) => (condition.Written ?? condition).Name;

    private TrialResult Trial(string condition, int seed) => trials[(condition, seed)];

    private IReadOnlyList<double?> Final(string condition, int task) => [.. seeds.Select(seed => Trial(condition, seed).Matrix.Scores[^1][task])];

    private static IReadOnlyList<double> Values(IReadOnlyList<object> values) => [.. values.Select((v, n) => v is int or double ? Convert.ToDouble(v, CultureInfo.InvariantCulture) : n + 1)];
}
