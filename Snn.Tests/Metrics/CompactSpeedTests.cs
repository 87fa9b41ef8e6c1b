using Snn.Foraging.Metrics;

namespace Snn.Tests.Metrics;

/// <summary>Speeds of pruned networks against masked ones, on made-up timings.</summary>
public class CompactSpeedTests
{
    private static CompactRow Row(string condition, int seed, double masked, double compact, double idle) =>
        new(condition, seed, 1, 1, 1, 1, 1, 1, true, [1, 1, 1], [masked, compact, idle], [null, null, null]);

    // Worked out apart: exp of mean ln -+ 4.302653 sd / sqrt 3. A machine ten times slower for one network changes nothing.
    [Fact]
    public void Ratios_are_of_the_same_network_and_their_mean_is_geometric()
    {
        var speed = Assert.Single(CompactSpeed.Of([Row("a", 1, 100, 90, 200), Row("a", 2, 10, 9.5, 22), Row("a", 3, 1000, 850, 1800)]));
        Assert.Equal("a", speed.Condition);
        Assert.Equal((0.899073, 1.993311), (Math.Round(speed.Compact, 6), Math.Round(speed.WithoutIdle, 6)));
        Assert.Equal([0.78305, 1.032287], speed.CompactCi95!.Select(v => Math.Round(v, 6)));
        Assert.Equal([1.5534, 2.557801], speed.WithoutIdleCi95!.Select(v => Math.Round(v, 6)));
    }

    [Fact]
    public void Conditions_are_told_apart_and_one_network_has_no_interval()
    {
        var speeds = CompactSpeed.Of([Row("a", 1, 100, 50, 200), Row("b", 1, 100, 100, 300)]);
        Assert.Equal(["a", "b"], speeds.Select(s => s.Condition));
        Assert.Equal([2, 3], speeds.Select(s => Math.Round(s.WithoutIdle, 9)));
        Assert.All(speeds, s => Assert.Null(s.WithoutIdleCi95));
    }
}
