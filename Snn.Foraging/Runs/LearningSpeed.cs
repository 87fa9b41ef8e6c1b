using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Foraging.Runs;

/// <summary>Compares how fast conditions learn the task of their last phase, seed by seed. The first condition with a task is the reference of the
/// others with it.</summary>
internal static class LearningSpeed
{
    /// <summary>The comparison of a finished run; conditions that do not end by training on one task are left out.</summary>
    public static LearningSpeedDocument Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials)
    {
        var rows = new List<LearningSpeedRow>();
        var references = new Dictionary<int, (string Name, IReadOnlyList<double?> Cycles)>();
        foreach (var condition in experiment.Conditions)
        {
            var path = tree.Path(condition.Name);
            if (path[^1].Phase.Tasks is not [var task])
                continue;
            var longest = path.Sum(n => TrainingCycles.Of(n.Phase, n.Experiment, n.Cycles, task));
            IReadOnlyList<long?> cycles = [.. seeds.Select(seed => trials[(condition.Name, seed)].CyclesToCriterion[task])];
            IReadOnlyList<double?> counted = [.. cycles.Select(c => (double?)(c ?? longest))];
            var reference = references.TryGetValue(task, out var known) ? known.Name : null;
            var paired = reference is null ? null : PairedComparison.Of(counted, known.Cycles);
            references.TryAdd(task, (condition.Name, counted));
            rows.Add(new(condition.Name, TaskList.Name(task), longest, cycles.Count(c => c is not null), cycles, Summary.Of([.. counted]), reference, paired?.MeanDifference, paired?.Ci95,
                Summary.Of([.. seeds.Select(seed => trials[(condition.Name, seed)].FoodPerMove[^1][task])])));
        }
        return new() { Rows = rows };
    }
}
