using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Runs;

/// <summary>A frozen test in the time of its trial.</summary>
/// <param name="Phase">Phase it was made in.</param>
/// <param name="Cycle">All cycles of the trial so far, sleep included.</param>
/// <param name="Task">Task tested: its place in <see cref="Experiment.TaskNames"/>.</param>
/// <param name="Result">What was counted.</param>
internal readonly record struct TrialTest(string Phase, long Cycle, int Task, TestResult Result);

/// <summary>What one seed did under one condition, put together from the records of its phases.</summary>
internal sealed class TrialResult
{
    /// <summary>Tests in order of time.</summary>
    public required IReadOnlyList<TrialTest> Tests { get; init; }

    /// <summary>Scores at the end of each phase.</summary>
    public required ScoreMatrix Matrix { get; init; }

    /// <summary>Rewarded particles per move at the end of each phase [phase][task].</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> FoodPerMove { get; init; }

    /// <summary>Training cycles on each task to criterion.</summary>
    public required IReadOnlyList<long?> CyclesToCriterion { get; init; }

    /// <summary>Distance of the end of each phase to the states of the last fifth of T1.</summary>
    public required IReadOnlyList<double?> WeightDistance { get; init; }

    /// <summary>Correlation of the state at the end of each phase with the mean of the states of the last fifth of T1.</summary>
    public IReadOnlyList<double?> WeightCorrelation { get; init; } = [];

    /// <summary>Sleeps that were not on the clock, in the time of the trial.</summary>
    public IReadOnlyList<(string Phase, SleepEpisode Sleep)> Sleeps { get; init; } = [];

    /// <summary>What it cost.</summary>
    public required Cost Cost { get; init; }

    /// <summary>Puts a trial together.</summary>
    /// <param name="experiment">Settings.</param>
    /// <param name="path">Phases of the condition.</param>
    /// <param name="records">Records of all phases of the seed.</param>
    /// <param name="statesOfT1">The seed's own states of the last fifth of T1; empty when it has none.</param>
    /// <param name="size">What the condition makes an agent larger by.</param>
    public static TrialResult Of(Experiment experiment, IReadOnlyList<PhaseNode> path, IReadOnlyDictionary<PhaseNode, PhaseRecord> records, IReadOnlyList<float[]> statesOfT1, StateSize? size = null)
    {
        var tests = path.SelectMany(n => records[n].Tests.Select(t => new TrialTest(n.Phase.Name, n.Start + t.Position, t.Task, t.Result))).ToList();
        return new TrialResult
        {
            Tests = tests,
            Matrix = new ScoreMatrix([.. path.Select(n => n.Phase)], [.. path.Select(n => Last(n, records[n], r => r.Score))]),
            FoodPerMove = [.. path.Select(n => Last(n, records[n], r => r.FoodPerMove))],
            CyclesToCriterion = experiment.Changes ? [null] : [.. Enumerable.Range(0, experiment.TaskNames.Count).Select(task => Metrics.CyclesToCriterion.Of(TestsOf(experiment, path, records, task)))],
            WeightDistance = [.. path.Select(n => SetDistance.Scaled(records[n].Snapshots[^1].Weights, statesOfT1))],
            WeightCorrelation = [.. path.Select(n => SetCorrelation.Of(records[n].Snapshots[^1].Weights, statesOfT1))],
            Sleeps = [.. path.SelectMany(n => records[n].Sleeps.Select(s => (n.Phase.Name, s with { Start = n.Start + s.Start })))],
            Cost = CostOf(path.Select(n => records[n])) with
            {
                StoredBytes = size?.Stored ?? 0,
                ExtraStateBytes = (size?.Extra ?? 0) + RemedyState(path.Select(n => records[n])) + (path.Any(n => n.Phase.SleepCyclesOf(experiment) > 0) ? SleepState(experiment) : 0),
            },
        };
    }

    /// <summary>States of the last fifth of the T1 phase: that of the condition itself, else one after nothing but unsupervised phases.</summary>
    public static IReadOnlyList<float[]> StatesOfT1(IReadOnlyList<PhaseNode> path, PhaseTree tree, IReadOnlyDictionary<PhaseNode, PhaseRecord> records)
    {
        static bool IsT1(PhaseNode n) => n.Phase.Kind == PhaseKind.Train && n.Phase.Tasks[0] == 0;
        static bool IsAlone(PhaseNode n) => n.Parent is null || (n.Parent.Phase.Kind == PhaseKind.Unsupervised && IsAlone(n.Parent));
        var node = path.FirstOrDefault(IsT1) ?? tree.Nodes.FirstOrDefault(n => IsT1(n) && IsAlone(n) && n.Experiment == path[0].Experiment);
        return node is null ? [] : [.. records[node].Snapshots.Take(DistanceCourse.LastFifth(0, records[node].Snapshots.Count)).Select(s => s.Weights)];
    }

    private static IReadOnlyList<double?> Last(PhaseNode node, PhaseRecord record, Func<TestResult, double?> value) =>
        [.. Enumerable.Range(0, node.Tasks.Count).Select(task => value(record.Tests.Last(t => t.Task == task).Result))];

    private static IEnumerable<(long Trained, double? Score)> TestsOf(Experiment experiment, IReadOnlyList<PhaseNode> path, IReadOnlyDictionary<PhaseNode, PhaseRecord> records, int task)
    {
        var before = 0L;
        foreach (var node in path)
        {
            foreach (var test in records[node].Tests.Where(t => t.Task == task))
                yield return (before + TrainingCycles.Of(node, records[node], test.Position, task), test.Result.Score);
            before += TrainingCycles.Of(node, records[node], node.Cycles, task);
        }
    }

    private static Cost CostOf(IEnumerable<PhaseRecord> records) => records.Aggregate(new Cost(), (sum, r) => new Cost
    {
        WakeCycles = sum.WakeCycles + r.Work.WakeCycles,
        SleepCycles = sum.SleepCycles + r.Work.SleepCycles,
        TestCycles = sum.TestCycles + r.TestCycles,
        ProbeCycles = sum.ProbeCycles + r.ProbeCycles,
        Spikes = sum.Spikes + r.Work.Spikes,
        SynapticEvents = sum.SynapticEvents + r.Work.SynapticEvents,
        WallSeconds = sum.WallSeconds + r.Seconds,
    });

    /// <summary>What remedies keep, at its largest.</summary>
    private static long RemedyState(IEnumerable<PhaseRecord> records) => records.SelectMany(r => r.RemedyBytes).GroupBy(r => r.Key).Sum(g => g.Max(r => (long)r.Value));

    /// <summary>What a network that sleeps keeps beside its weights: a count of spikes per hidden neuron and of the cycles counted, and per output a
    /// gain, a mean rate and a count of its own. Nothing of the past but these is stored.</summary>
    private static long SleepState(Experiment experiment) => 4L * (experiment.Hidden + 2 + (3 * Agent.ForagerNetwork.Directions));
}
