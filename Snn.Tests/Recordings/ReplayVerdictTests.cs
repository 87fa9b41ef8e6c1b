using Snn.Foraging.Metrics;
using Snn.Foraging.Recordings;

namespace Snn.Tests.Recordings;

/// <summary>The verdict on replay: with replay planted, and with the controls replaying as much. What it says of agents that were run, with plasticity in sleep
/// switched off, stands with the other mutations of the science in <see cref="WeightSpace.GeometryTests"/>.</summary>
public class ReplayVerdictTests
{
    private static readonly Affinity[] Awake = ReplayContentTests.Awake();

    // Spikes of sleep: how surely features of each task drive their awake partners.
    private static ReplayRecord Record(string condition, int seed, double drives1, double drives2)
    {
        var (tasks, cycles) = ReplayContent.Measure(ReplayContentTests.Cycles(10 * seed + condition.Length, 300, _ => 0.1, i => i < 8 ? drives1 : drives2), Awake, 60, seed);
        return new() { Conditions = [condition], Seed = seed, Phase = "T2", Path = condition, Sleep = "measured", Tasks = tasks, Cycles = cycles };
    }

    private static ReplayVerdict Judge(int networks, double sleep1, double sleep2, double sequential1, double frozen1) => ReplayVerdict.Of(new()
    {
        WindowMs = 60,
        WakeCycles = 3_000,
        SleepCycles = 300,
        Shuffles = ReplayContent.Shuffles,
        Tasks = ["T1", "T2"],
        Records = [.. Enumerable.Range(1, networks).SelectMany(seed => new[] { Record("sleep", seed, sleep1, sleep2), Record("sequential", seed, sequential1, 0.6), Record("sleep-frozen", seed, frozen1, 0.6) })],
    })!;

    [Fact]
    public void Replay_that_sleep_keeps_up_holds_and_turns_when_the_controls_have_as_much()
    {
        var found = Judge(5, 0.6, 0.6, 0.2, 0.2);
        Assert.Equal((5, 5, Verdict.Holds), (found.Networks, found.Both, found.Verdict));

        // Sleep that changes nothing has what sequential training has. Every network passes the test against shuffles, and the verdict fails.
        var nothing = Judge(5, 0.4, 0.6, 0.4, 0.4);
        Assert.Equal((5, 5), (nothing.Both, nothing.Controls[0].Both));
        Assert.NotEqual(Verdict.Holds, nothing.Verdict);
        Assert.Equal(Verdict.Fails, Judge(5, 0.2, 0.6, 0.6, 0.6).Verdict);
        Assert.Equal(Verdict.Fails, Judge(5, 0.6, 0.6, 0.2, 0.9).Verdict); // better than without sleep, but not by plasticity
    }

    [Fact]
    public void One_task_alone_is_no_mixed_replay_and_four_networks_are_too_few()
    {
        Assert.Equal(Verdict.Fails, Judge(5, 0.6, 0, 0.2, 0.2).Verdict);
        Assert.Equal(Verdict.Undecided, Judge(4, 0.6, 0.6, 0.2, 0.2).Verdict);
    }
}
