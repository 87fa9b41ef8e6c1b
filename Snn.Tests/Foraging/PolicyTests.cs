using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;
using Spike = Snn.Foraging.Agent.Spike;

namespace Snn.Tests.Foraging;

/// <summary>What an agent does with the spikes of its outputs, and what it is credited with, against a reading of the rules by hand.</summary>
public sealed class PolicyTests
{
    // Row order of the neighbours, the centre left out.
    private static readonly (int X, int Y)[] Steps = [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)];

    private static Forager Trained(double exploration)
    {
        var agent = new Forager(Tiny.Experiment with { Learning = Tiny.Experiment.Learning with { Exploration = exploration } }, 6, 6);
        foreach (string phase in (string[])["unsupervised", "T1"])
        {
            agent.Begin(Phase.Parse(phase), SleepKind.Measured);
            agent.Run(2_000);
        }

        return agent;
    }

    /// <summary>For each move of a walk: the direction taken, those that the outputs voted for most, and cycles since the last particle.</summary>
    private static List<(int Taken, int[] Top, int Hungry, bool Late)> Moves(Forager agent, int cycles)
    {
        int size = Tiny.Experiment.World.Size, hungry = 0;
        var walk = agent.WatchAwake(0, cycles);
        var from = walk.Start;
        List<(int, int[], int, bool)> moves = [];
        foreach (var moment in walk.Moments)
        {
            int taken = Array.FindIndex(Steps, s => (from.X + s.X + size) % size == moment.Step.X && (from.Y + s.Y + size) % size == moment.Step.Y);
            int[] top = Top(moment.Motor.Where(s => s.Time < 150)), whole = Top(moment.Motor);
            moves.Add((taken, top, hungry, !top.SequenceEqual(whole)));
            hungry = moment.Step.Ate >= 0 ? 0 : hungry + 1;
            from = moment.Step;
        }

        return moves;

        static int[] Top(IEnumerable<Spike> spikes)
        {
            var votes = spikes.GroupBy(s => s.Neuron).ToDictionary(g => g.Key, g => g.Count());
            return [.. votes.Where(v => v.Value == votes.Values.Max()).Select(v => v.Key).Order()];
        }
    }

    [Fact]
    public void The_output_with_most_spikes_in_the_first_half_decides()
    {
        var moves = Moves(Trained(exploration: 0), 8_000);
        for (int k = 1; k < moves.Count; k++)
            Assert.Contains(moves[k].Taken, moves[k].Top.Length > 0 ? moves[k].Top : [moves[k - 1].Taken]);

        // Each branch was there to be taken.
        Assert.True(moves.Count(m => m.Late) > 50, "spikes of the second half would seldom decide otherwise");
        Assert.Contains(moves, m => m.Top.Length == 0);
        var tied = moves.Where(m => m.Top.Length == 2).ToArray();
        Assert.InRange(tied.Count(m => m.Taken == m.Top[0]), 0.3 * tied.Length, 0.7 * tied.Length);
        Assert.True(tied.Length > 100, "a fair coin leaves 30 to 70 % of a hundred in 6 of 10,000 sets of draws; these are fixed");
    }

    /// <summary>Five standard deviations: a false alarm in two million sets of draws; these are fixed.</summary>
    [Fact]
    public void The_hungrier_the_more_moves_are_random()
    {
        double expected = 0, variance = 0;
        int others = 0;
        foreach (var (taken, top, hungry, _) in Moves(Trained(exploration: 0.01), 3_000).Where(m => m.Top.Length > 0))
        {
            double other = Math.Min(1, 0.01 * (1 + hungry)) * (8 - top.Length) / 8;
            expected += other;
            variance += other * (1 - other);
            others += top.Contains(taken) ? 0 : 1;
        }

        Assert.InRange(others, expected - (5 * Math.Sqrt(variance)), expected + (5 * Math.Sqrt(variance)));
        Assert.True(expected > 1.5 * 0.01 * 3_000, "hunger adds too little to be seen");
    }

    [Fact]
    public void Reward_is_what_was_eaten_above_its_running_mean_and_the_move_is_credited_asleep_every_output()
    {
        var agent = Trained(exploration: 0.01);
        agent.Begin(Phase.Parse("sleep+T2"), SleepKind.Measured);
        var learning = Tiny.Experiment.Learning;
        int rules = TaskList.Rules(1), at = agent.Body.At, meals = 0, asleep = 0;
        var words = agent.Block;
        float baseline = words.Mem.F(at + ForagerBody.Baseline);
        for (int cycle = 0; cycle < 1_000; cycle++)
        {
            int slept = words.Words[at + ForagerBody.SleepCycles];
            agent.Run(1);
            if (words.Words[at + ForagerBody.SleepCycles] > slept)
            {
                asleep++;
                Assert.Equal((float)Tiny.Experiment.Sleep.Reward, words.Mem.F(Head.Reward));
                Assert.Equal(-1, words.Words[Head.Credit]);
                continue;
            }

            int ate = words.Words[at + ForagerBody.Ate];
            float reward = ate == ForagingTask.Food(rules) ? (float)learning.Reward : ate == ForagingTask.Poison(rules) ? (float)learning.Punishment : 0;
            meals += reward != 0 ? 1 : 0;
            Assert.Equal(reward - baseline, words.Mem.F(Head.Reward));
            Assert.Equal(words.Words[at + ForagerBody.Direction], words.Words[Head.Credit]);
            baseline += (float)learning.BaselineRate * (reward - baseline);
        }

        Assert.Equal(500, asleep);
        Assert.True(meals > 5 && baseline != 0, "too little was eaten to tell");
    }
}
