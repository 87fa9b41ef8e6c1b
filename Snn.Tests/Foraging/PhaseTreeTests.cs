using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Foraging;

public class PhaseTreeTests
{
    [Fact]
    public void ConditionsThatBeginAlikeShareTheirPhases()
    {
        var tree = Tiny.Tree;
        Assert.Equal(
            ["unsupervised", "unsupervised / T1", "unsupervised / T1 / T2", "unsupervised / T1+T2", "unsupervised / T1 / sleep+T2", "unsupervised / T1 / sleep+T2 (frozen)"],
            tree.Nodes.Select(n => n.Path));
        Assert.Same(tree.Path("sequential")[1], tree.Path("sleep")[1]);
        Assert.Equal((600, 1200), (tree.Path("sleep")[2].Start, tree.Path("sleep")[2].End));
        Assert.Equal((300, 900), (tree.Path("interleaved")[1].Start, tree.Path("interleaved")[1].End));
        Assert.Equal(1200, tree.Nodes[0].LongestWay);
    }

    [Theory]
    [InlineData(100, 4, "25 50 75 100")]
    [InlineData(10, 3, "3 6 10")]
    [InlineData(2, 5, "1 2")]
    [InlineData(1, 3, "1")]
    [InlineData(0, 3, "0")]
    [InlineData(1_000_000_000, 1, "1000000000")]
    public void SamplesAreEvenlySpacedAndTheLastIsTheEnd(long cycles, int count, string points) =>
        Assert.Equal(points, string.Join(' ', SamplePoints.Of(cycles, count)));

    [Fact]
    public void TrainingCyclesByHand()
    {
        var e = Tiny.Experiment with { Sleep = new SleepSettings { WakeCycles = 30, SleepCycles = 20 } };
        long Trained(string phase, long position, int task) => TrainingCycles.Of(Phase.Parse(phase), e, position, task);
        Assert.Equal(120, Trained("T1", 120, 0));
        Assert.Equal(0, Trained("T1", 120, 1));
        Assert.Equal(100, Trained("T1+T2", 170, 0)); // 50 of T1, 50 of T2, 50 of T1, 20 of T2
        Assert.Equal(70, Trained("T1+T2", 170, 1));
        Assert.Equal((100, 70, 50), (Trained("T1+T2+T3", 220, 0), Trained("T1+T2+T3", 220, 1), Trained("T1+T2+T3", 220, 2))); // 50 of each, 50 of T1, 20 of T2
        Assert.Equal(80, Trained("sleep+T2", 120, 1)); // 30 awake, 20 asleep, twice, then 20 awake
        Assert.Equal(90, Trained("sleep+T2", 145, 1));
        Assert.Equal(0, Trained("unsupervised", 100, 0));
    }
}
