using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Tests.Foraging;

namespace Snn.Tests.Metrics;

public class LearningSpeedTests
{
    [Fact]
    public void The_first_condition_of_a_task_is_the_reference_and_what_is_not_reached_is_a_bound()
    {
        var experiment = Tiny.Experiment with
        {
            Conditions =
            [
                new() { Name = "fresh", Phases = ["unsupervised", "T2"] },
                new() { Name = "after", Phases = ["unsupervised", "T1", "T2 schedule.train*0.5"] },
                new() { Name = "other", Phases = ["unsupervised", "T1"] },
                new() { Name = "both", Phases = ["unsupervised", "T1+T2"] },
            ],
        };
        long?[][] reached = [[100, 200], [60, null], [10, 20], [1, 1]];
        var trials = experiment.Conditions.SelectMany((c, i) => reached[i].Select((r, k) => ((c.Name, k + 1), (long?[])[r, r]))).ToDictionary(t => t.Item1, t => new TrialResult
        {
            Tests = [],
            Matrix = new([], []),
            FoodPerMove = [[0.9, 0.9], [0.1, 0.1 * t.Item1.Item2]],
            CyclesToCriterion = t.Item2,
            WeightDistance = [],
            Cost = new(),
        });
        var rows = LearningSpeed.Of(experiment, new PhaseTree(experiment), [1, 2], trials).Rows;
        Assert.Equal(["fresh", "after", "other"], rows.Select(r => r.Condition));
        Assert.Equal([null, "fresh", null], rows.Select(r => r.Reference));
        Assert.Equal([0.15, 0.15, 0.1], rows.Select(r => Math.Round(r.Food!.Mean!.Value, 9))); // of the last phase, on its own task
        Assert.Equal((150L, 1, 105.0, -45.0), (rows[1].Longest, rows[1].Reached, rows[1].Mean.Mean, rows[1].Difference)); // 60 and 150 against 100 and 200
    }

    /// <summary>Cycles to criterion count what trained the task: not the unsupervised phase, not other tasks, not sleep, not the other task's turns.</summary>
    [Fact]
    public void Only_training_on_the_task_counts_until_the_criterion()
    {
        var (experiment, tree) = (Tiny.Experiment, Tiny.Tree);
        var store = Tiny.Live(experiment with { Seeds = "1" });
        long?[] Reached(string condition, int phase, int position)
        {
            var path = tree.Path(condition);
            var records = path.ToDictionary(n => n, n => store.Load(1, n)!);
            foreach (var (k, node) in path.Index())
            {
                records[node].Tests.Clear();
                if (k == phase)
                    records[node].Tests.AddRange([new(position - 10, 0, new(74, 26, 500)), new(position - 10, 1, new(74, 26, 500)), new(position, 0, new(80, 20, 500)), new(position, 1, new(80, 20, 500))]);
                records[node].Tests.AddRange([new(node.Cycles, 0, new(50, 50, 500)), new(node.Cycles, 1, new(50, 50, 500))]);
            }

            return [.. TrialResult.Of(experiment, path, records, []).CyclesToCriterion];
        }

        Assert.Equal([120, 0], Reached("sequential", 1, 120)); // in the first task; the second was never trained
        Assert.Equal([300, 150], Reached("sleep", 2, 250)); // 50 awake and 50 asleep by turns
        Assert.Equal([80, 50], Reached("interleaved", 1, 130)); // 50 cycles of each by turns
    }
}
