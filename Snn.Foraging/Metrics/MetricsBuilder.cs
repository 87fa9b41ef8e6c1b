using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Metrics;

/// <summary>Builds the contents of <c>metrics.json</c> from the trials of a run.</summary>
internal static class MetricsBuilder
{
    /// <summary>The document.</summary>
    /// <param name="experiment">Settings.</param>
    /// <param name="seeds">Seeds.</param>
    /// <param name="engine">Engine that ran it.</param>
    /// <param name="device">Device that ran it.</param>
    /// <param name="trials">Trials by condition and seed.</param>
    public static MetricsDocument Build(Experiment experiment, IReadOnlyList<int> seeds, string engine, string device, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials)
    {
        var conditions = new Dictionary<string, ConditionMetrics>();
        foreach (var condition in experiment.Conditions)
            conditions.Add(condition.Name, OfCondition(condition, experiment, seeds, trials));
        return new MetricsDocument
        {
            Experiment = experiment.Name,
            Engine = engine,
            Device = device,
            Seeds = seeds,
            Tasks = experiment.TaskNames,
            Conditions = conditions,
        };
    }

    private static ConditionMetrics OfCondition(Condition condition, Experiment experiment, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials)
    {
        var mine = seeds.Select(seed => trials[(condition.Name, seed)]).ToList();
        var alone = seeds.Select(seed => Alone(condition, experiment, seed, trials)).ToList();
        Summary Over(Func<ScoreMatrix, double?> metric) => Summary.Of([.. mine.Select(t => metric(t.Matrix))]);
        return new ConditionMetrics
        {
            Phases = [.. condition.Phases.Select(p => Phase.Parse(p).Name)],
            Scores = [.. mine.Select(t => t.Matrix.Scores)],
            FoodPerMove = [.. mine.Select(t => t.FoodPerMove)],
            Metrics = new Dictionary<string, Summary>
            {
                ["acc"] = Over(ContinualLearning.Acc),
                ["bwt"] = Over(ContinualLearning.Bwt),
                ["fwt"] = Over(ContinualLearning.Fwt),
                ["learning_accuracy"] = Over(ContinualLearning.LearningAccuracy),
                ["forgetting"] = Over(ContinualLearning.Forgetting),
                ["intransigence"] = Summary.Of([.. mine.Zip(alone, (t, r) => ContinualLearning.Intransigence(t.Matrix, r))]),
            },
            Cost = mine.Select(t => t.Cost).Aggregate(Add),
            CyclesToCriterion = [.. mine.Select(t => t.CyclesToCriterion)],
            WeightDistance = seeds.Zip(mine).ToDictionary(p => $"{p.First}", p => p.Second.WeightDistance),
            WeightCorrelation = seeds.Zip(mine).ToDictionary(p => $"{p.First}", p => p.Second.WeightCorrelation),
        };
    }

    // R*: any condition that begins with a task alone, at the same point of the grid, gives that task's reference.
    private static double?[] Alone(Condition condition, Experiment experiment, int seed, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials) =>
        [.. Enumerable.Range(0, experiment.TaskNames.Count).Select(task => experiment.Conditions.Where(c => c.Point == 0 || c.Point == condition.Point).Select(c => trials[(c.Name, seed)].Matrix.Alone(task)).FirstOrDefault(score => score is not null))];

    private static Cost Add(Cost a, Cost b) => new()
    {
        WakeCycles = a.WakeCycles + b.WakeCycles,
        SleepCycles = a.SleepCycles + b.SleepCycles,
        TestCycles = a.TestCycles + b.TestCycles,
        ProbeCycles = a.ProbeCycles + b.ProbeCycles,
        StoredBytes = a.StoredBytes + b.StoredBytes,
        ExtraStateBytes = a.ExtraStateBytes + b.ExtraStateBytes,
        Spikes = a.Spikes + b.Spikes,
        SynapticEvents = a.SynapticEvents + b.SynapticEvents,
        WallSeconds = a.WallSeconds + b.WallSeconds,
    };
}
