using Snn.Foraging.Agent;
using Snn.Foraging.Recordings;

namespace Snn.Tests.Recordings;

/// <summary>The replay statistic: by hand, with replay planted, and without any.</summary>
public class ReplayContentTests
{
    private const int Hidden = 24;

    // Neurons 0 to 7 stand for T1, 8 to 15 for T2; awake each drives the output of its number modulo 8. The others fire everywhere, at random.
    internal static Moment[] Cycles(int seed, int cycles, Func<int, double> rate, Func<int, double> drives)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, cycles).Select(_ =>
        {
            Spike[] hidden = [.. Enumerable.Range(0, Hidden).Where(i => random.NextDouble() < rate(i)).Select(i => new Spike(i, 200 * random.NextSingle())).OrderBy(s => s.Time)];
            List<Spike> motor = [.. Enumerable.Range(0, 8).Where(_ => random.NextDouble() < 0.3).Select(j => new Spike(j, 290 * random.NextSingle()))];
            motor.AddRange(hidden.Where(s => s.Neuron < 16 && random.NextDouble() < drives(s.Neuron)).Select(s => new Spike(s.Neuron % 8, s.Time + 1 + 40 * random.NextSingle())));
            return new Moment(default, [], hidden, [.. motor.OrderBy(s => s.Time)], null);
        })];
    }

    internal static Affinity[] Awake()
    {
        WatchedWalk Walk(int task) => new(default, [], Cycles(100 + task, 3_000, i => i / 8 == task || i >= 16 ? 0.1 : 0.005, _ => 0.8));
        WatchedWalk[] walks = [Walk(0), Walk(1)];
        return [Affinity.Of(0, walks, Hidden, 60), Affinity.Of(1, walks, Hidden, 60)];
    }

    [Fact]
    public void Neurons_and_their_partners_are_found_awake()
    {
        var affinities = Awake();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], affinities[0].Selective);
        Assert.Equal([8, 9, 10, 11, 12, 13, 14, 15], affinities[1].Selective);
        foreach (var affinity in affinities)
            Assert.All(affinity.Selective, i => Assert.Equal(i % 8, Array.IndexOf(affinity.Values[i]!, affinity.Values[i]!.Max())));
    }

    [Fact]
    public void An_affinity_worked_out_by_hand()
    {
        // Twelve cycles: neuron 0 fires at 10 ms, output 2 follows 30 ms later in nine of them, output 5 in the other three; neuron 1, always at
        // 100 ms, is followed by output 5 alone, and by output 7 too late. Pairs: 9 + 3 and 12; share of output 2 in all: 9 of 24.
        Moment[] moments = [.. Enumerable.Range(0, 12).Select(c => new Moment(default, [], [new(0, 10), new(1, 100)],
            [new(c < 9 ? 2 : 5, 40), new(5, 160), new(7, 161)], null))];
        var affinity = Affinity.Of(0, [new(default, [], moments), new(default, [], [])], 3, 60);
        Assert.Equal([0, 1], affinity.Selective);
        Assert.Equal(9 / 12.0 - 9 / 24.0, affinity.Values[0]![2], 1e-12);
        Assert.Equal(3 / 12.0 - 15 / 24.0, affinity.Values[0]![5], 1e-12);
        Assert.Equal(12 / 12.0 - 15 / 24.0, affinity.Values[1]![5], 1e-12);
        Assert.Equal(0, affinity.Values[1]![7], 1e-12);
        Assert.Null(affinity.Values[2]);
    }

    [Fact]
    public void Pairs_and_match_are_those_of_a_naive_count()
    {
        var affinities = Awake();
        var sleep = Cycles(7, 400, _ => 0.1, _ => 0.5);
        var (tasks, cycles) = ReplayContent.Measure(sleep, affinities, 60, seed: 1);
        for (int task = 0; task < 2; task++)
        {
            var pairs = sleep.SelectMany(m => m.Hidden.SelectMany(h => m.Motor.Where(o => o.Time > h.Time && o.Time - h.Time <= 60).Select(o => (h.Neuron, Output: o.Neuron))))
                .Where(p => affinities[task].Selective.Contains(p.Neuron)).ToArray();
            Assert.Equal(Enumerable.Range(0, 8).Select(j => pairs.Count(p => p.Output == j)), tasks[task]!.Pairs);
            Assert.Equal(pairs.Average(p => affinities[task].Values[p.Neuron]![p.Output]), tasks[task]!.Match!.Value, 1e-12);
        }

        Assert.Equal(400, cycles!.OnlyT1.Cycles + cycles.OnlyT2.Cycles + cycles.Both.Cycles + cycles.Neither);
    }

    [Fact]
    public void Planted_replay_is_found_and_of_the_task_that_was_planted()
    {
        var (tasks, cycles) = ReplayContent.Measure(Cycles(8, 1_000, _ => 0.1, i => i < 8 ? 0.5 : 0), Awake(), 60, seed: 1);
        Assert.Equal(1.0 / (1 + ReplayContent.Shuffles), tasks[0]!.MatchP);
        Assert.True(tasks[0]!.Match > 0.1 && tasks[1]!.Match < 0.05, $"{tasks[0]!.Match} and {tasks[1]!.Match}");
        Assert.True(tasks[1]!.MatchP > 0.01, $"{tasks[1]!.MatchP}"); // a false alarm once in a hundred other seeds
        Assert.Equal(1.0 / (1 + ReplayContent.Shuffles), cycles!.OnlyT1.P);
    }

    [Fact]
    public void Where_nothing_is_replayed_p_is_even()
    {
        // 30 sleeps without any drive, two p values each. Of 60 even p values, more than 9 below 0.05 come once in 1,300 other seeds, and a mean
        // outside 0.5 ± 0.13 once in 2,000.
        var affinities = Awake();
        double[] p = [.. Enumerable.Range(0, 30).SelectMany(s => ReplayContent.Measure(Cycles(1000 + s, 150, _ => 0.1, _ => 0), affinities, 60, s).Tasks.Select(t => t!.MatchP!.Value))];
        Assert.InRange(p.Count(x => x < 0.05), 0, 9);
        Assert.InRange(p.Average(), 0.37, 0.63);
    }

    [Fact]
    public void A_task_that_was_never_trained_has_no_replay()
    {
        var (tasks, cycles) = ReplayContent.Measure(Cycles(9, 50, _ => 0.1, _ => 0.5), [Awake()[0], null], 60, 1);
        Assert.NotNull(tasks[0]);
        Assert.Null(tasks[1]);
        Assert.Null(cycles);
    }

    [Fact]
    public void Silence_is_undefined_not_zero()
    {
        var (tasks, _) = ReplayContent.Measure(Cycles(9, 50, _ => 0, _ => 0), Awake(), 60, 1);
        Assert.Null(tasks[0]!.Match);
        Assert.Null(tasks[0]!.MatchP);
    }
}
