using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Metrics;

/// <summary>Metrics of four tasks, against a matrix worked out by hand.</summary>
public class TasksInARowTests
{
    private static readonly ScoreMatrix Four = Of("unsupervised T1 T2 sleep+T3 T4",
        [0.5, 0.5, 0.5, 0.5], [0.9, 0.5, 0.4, 0.5], [0.7, 0.8, 0.5, 0.5], [0.6, 0.9, 0.8, 0.6], [0.5, 0.7, 0.6, 1.0]);

    [Fact]
    public void After_each_task()
    {
        Equal([0.9, 0.75, 2.3 / 3, 0.7], TasksInARow.Acc(Four));
        Equal([-0.2, (-0.3 + 0.1) / 2, (-0.4 - 0.1 - 0.2) / 3], TasksInARow.Bwt(Four));
        Equal([0.7, (-0.4 - 0.1 - 0.2) / 3, 0.875], [ContinualLearning.Acc(Four), ContinualLearning.Bwt(Four), ContinualLearning.LearningAccuracy(Four)]);
        Equal([(0.9 + 0.9 + 0.8 - 0.5 - 0.7 - 0.6) / 3, (0 - 0.0 + 0 + 0.1) / 3], [ContinualLearning.Forgetting(Four), ContinualLearning.Fwt(Four)]);
    }

    [Fact]
    public void Tasks_learnt_together_are_one_step()
    {
        var all = Of("unsupervised T1+T2 T3+T4", [0.5, 0.5, 0.5, 0.5], [0.9, 0.7, 0.5, 0.5], [0.8, 0.7, 0.6, 0.5]);
        Equal([0.8, 0.65], TasksInARow.Acc(all));
        Equal([-0.05], TasksInARow.Bwt(all));
        Equal([0.65, null, 0.675], [ContinualLearning.Acc(all), ContinualLearning.Bwt(all), ContinualLearning.LearningAccuracy(all)]);
        Equal([null, null], [ContinualLearning.Acc(Of("T1 T2", [0.9, 0.5, 0.5], [0.6, 0.9, 0.5])), TasksInARow.Acc(Of("T1", [null, 0.5]))[0]]);
    }

    private static ScoreMatrix Of(string phases, params double?[][] scores) => new([.. phases.Split(' ').Select(Phase.Parse)], scores);

    private static void Equal(IReadOnlyList<double?> expected, IReadOnlyList<double?> found)
    {
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), p => Assert.True(p.First is null == p.Second is null && Math.Abs((p.First ?? 0) - (p.Second ?? 0)) < 1e-12, $"{p.First} {p.Second}"));
    }
}
