using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Metrics;

/// <summary>Against matrices worked out by hand.</summary>
public class ContinualLearningTests
{
    private static readonly ScoreMatrix Sequential = Matrix(("unsupervised", 0.51, 0.48), ("T1", 0.90, 0.55), ("T2", 0.60, 0.85));

    private static ScoreMatrix Matrix(params (string Phase, double? T1, double? T2)[] rows) =>
        new([.. rows.Select(r => Phase.Parse(r.Phase))], [.. rows.Select(r => (IReadOnlyList<double?>)[r.T1, r.T2])]);

    private static void Near(double expected, double? actual) => Assert.Equal(expected, Assert.NotNull(actual), 12);

    [Fact]
    public void SequentialTrainingByHand()
    {
        Near((0.60 + 0.85) / 2, ContinualLearning.Acc(Sequential));
        Near(0.60 - 0.90, ContinualLearning.Bwt(Sequential));
        Near(0.55 - 0.48, ContinualLearning.Fwt(Sequential));
        Near(0.90 - 0.60, ContinualLearning.Forgetting(Sequential));
        Near(((0.95 - 0.90) + (0.80 - 0.85)) / 2, ContinualLearning.Intransigence(Sequential, [0.95, 0.80]));
    }

    [Fact]
    public void TasksAreNumberedInTrainingOrder()
    {
        var reversed = Matrix(("unsupervised", 0.50, 0.50), ("T2", 0.58, 0.88), ("sleep+T1", 0.80, 0.70));
        Near(0.75, ContinualLearning.Acc(reversed));
        Near(0.70 - 0.88, ContinualLearning.Bwt(reversed));
        Near(0.58 - 0.50, ContinualLearning.Fwt(reversed));
        Near(0.88 - 0.70, ContinualLearning.Forgetting(reversed));
    }

    [Fact]
    public void ForgettingMayBeNegative() =>
        Near(-0.05, ContinualLearning.Forgetting(Matrix(("T1", 0.80, 0.50), ("T2", 0.85, 0.80))));

    [Fact]
    public void ALaterSleepDoesNotChangeTheRowOfTheLastTask()
    {
        var slept = Matrix(("T1", 0.90, 0.50), ("T2", 0.60, 0.85), ("sleep", 0.75, 0.80));
        Near(0.725, ContinualLearning.Acc(slept));
        Near(-0.30, ContinualLearning.Bwt(slept));
    }

    [Fact]
    public void TasksTrainedTogetherHaveNoBefore()
    {
        var together = Matrix(("unsupervised", 0.50, 0.50), ("T1+T2", 0.82, 0.78));
        Near(0.80, ContinualLearning.Acc(together));
        Near(((0.90 - 0.82) + (0.84 - 0.78)) / 2, ContinualLearning.Intransigence(together, [0.90, 0.84]));
        Assert.Null(ContinualLearning.Bwt(together));
        Assert.Null(ContinualLearning.Fwt(together));
        Assert.Null(ContinualLearning.Forgetting(together));
    }

    [Fact]
    public void ATaskNeverTrainedMakesAllUndefined()
    {
        var alone = Matrix(("unsupervised", 0.50, 0.50), ("T1", 0.90, 0.55));
        Assert.Null(ContinualLearning.Acc(alone));
        Assert.Null(ContinualLearning.Bwt(alone));
        Assert.Null(ContinualLearning.Fwt(alone));
        Assert.Null(ContinualLearning.Forgetting(alone));
        Assert.Null(ContinualLearning.Intransigence(alone, [0.9, 0.8]));
    }

    [Fact]
    public void MissingScoresAndRowsAreNullNeverZero()
    {
        var hungry = Matrix(("unsupervised", 0.50, null), ("T1", 0.90, 0.55), ("T2", null, 0.85));
        Assert.Null(ContinualLearning.Acc(hungry));
        Assert.Null(ContinualLearning.Bwt(hungry));
        Assert.Null(ContinualLearning.Fwt(hungry));
        Assert.Null(ContinualLearning.Forgetting(hungry));
        Assert.Null(ContinualLearning.Fwt(Matrix(("T1", 0.9, 0.5), ("T2", 0.6, 0.8))));
        Assert.Null(ContinualLearning.Intransigence(Sequential, [0.95, null]));
    }

    [Fact]
    public void TheReferenceIsTheFirstTrainingOnOneTaskOnly()
    {
        Assert.Equal(0.90, Sequential.Alone(0));
        Assert.Null(Sequential.Alone(1));
        Assert.Null(Matrix(("unsupervised", 0.5, 0.5), ("T1+T2", 0.8, 0.8)).Alone(0));
    }
}
