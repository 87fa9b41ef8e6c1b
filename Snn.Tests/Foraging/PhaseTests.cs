using Snn.Core.Engines;
using Snn.Core.Plasticity;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Foraging;

/// <summary>The small language in which a phase is written, and what its words do.</summary>
public class PhaseTests
{
    [Fact]
    public void A_phase_says_what_is_different()
    {
        var phase = Phase.Parse("T2  freeze=2.5 learning.reward_rate*0.25");
        Assert.Equal(("T2", PhaseKind.Train, 2.5, "T2 freeze=2.5 learning.reward_rate*0.25"), (phase.Name, phase.Kind, phase.Remedies.Single().Value, phase.Text));
        var scaled = phase.Scaled(Tiny.Experiment);
        Assert.Equal(Tiny.Experiment.Learning.RewardRate / 4, scaled.Learning.RewardRate);
        Assert.Equal(Tiny.Experiment.Learning with { RewardRate = scaled.Learning.RewardRate }, scaled.Learning);
        Assert.Equal(Tiny.Experiment.Sleep, scaled.Sleep);
        Assert.Equal(new LearningSettings().RewardRate, Tiny.Experiment.Learning.RewardRate); // the experiment itself is untouched
        Assert.Equal(75, Phase.Parse("unsupervised schedule.unsupervised*0.25").Cycles(Tiny.Experiment));
        Assert.Equal((300 + 150, 150), (Phase.Parse("sleep+T2 sleep.sleep_cycles*0.5").Cycles(Tiny.Experiment), Phase.Parse("sleep+T2 sleep.sleep_cycles*0.5").SleepCyclesOf(Tiny.Experiment)));
        Assert.Equal(100, TrainingCycles.Of(Phase.Parse("sleep+T2 sleep.sleep_cycles*0.5"), Tiny.Experiment, 150, 1)); // 50 awake, 25 asleep, twice
        Assert.Equal(1, Phase.Parse("sleep+T1 rates=T2").RatesOf);
        Assert.Equal(80, Phase.Parse("T2 schedule.train=160 schedule.train*0.5").Cycles(Tiny.Experiment));
        Assert.Equal(-1.5, Phase.Parse("sleep sleep.reward=-1.5").Scaled(Tiny.Experiment).Sleep.Reward);
    }

    [Theory]
    [InlineData("T13", "is unknown")]
    [InlineData("T1+T2+T1", "is unknown")]
    [InlineData("T1+T2+T3+T4+T5+T6+T7", "up to 6 tasks")]
    [InlineData("C0", "is unknown")]
    [InlineData("T2 freeze=0", "above 0 and up to 100 (share of the output synapses, per cent)")]
    [InlineData("T2 freeze", "freeze needs a value (share of the output synapses, per cent)")]
    [InlineData("T2 rates=T1", "must sleep")]
    [InlineData("sleep rates=T17", "must name a task")]
    [InlineData("T2 schedule.train=1.5", "is a whole number")]
    [InlineData("T2 schedule.train=many", "is not understood")]
    [InlineData("T2 twice", "is not understood")]
    [InlineData("T2 learning.reward_rate*-1", "is not understood")]
    [InlineData("T2 learning.reward_rat*2", "nearest is learning.reward_rate")]
    [InlineData("T2 network.hidden*2", "not a setting that a phase can scale")]
    public void What_is_not_a_phase_is_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => Phase.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Pruning_raises_the_bounds_of_later_phases_too()
    {
        var forager = new Forager(Tiny.Experiment, 3, 3);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        float[] born = Bounds();
        forager.Prune([.. Enumerable.Range(0, forager.Weights().Length).Select(k => k % 3 == 0)]);
        float up = Bounds()[0] / born[0];
        Assert.InRange(up, 1.3, 1.7);
        foreach (var (phase, asleep) in new[] { ("sleep", 8f), ("sleep sleep.weight_bound=2", 2f), ("T2", 8f) })
        {
            forager.Begin(Phase.Parse(phase), SleepKind.Measured);
            Assert.Equal([born[0] * up, asleep * up], Bounds());
        }

        float[] Bounds() => [.. forager.Compiled.StagesOf(StageKind.RewardStdp).Select(s => forager.Block.Mem.F(s + RewardStdp.BoundOf)).OrderDescending().Distinct()];
    }

    [Fact]
    public void Sleep_has_a_bound_and_a_depression_for_one_phase()
    {
        var gentle = Tiny.Experiment with { Sleep = Tiny.Experiment.Sleep with { WeightBound = 2, Depression = 0.1 } };
        const string word = " sleep.weight_bound=2 sleep.depression=0.1";
        float[] Weights(Experiment experiment, bool pruned, params string[] phases)
        {
            var forager = new Forager(experiment, 3, 3);
            foreach (var text in phases)
            {
                forager.Begin(Phase.Parse(text), SleepKind.Measured);
                if (pruned && text == phases[^1])
                    forager.Prune([.. Enumerable.Range(0, forager.Weights().Length).Select(k => k % 3 == 0)]);
                forager.Run(2000);
                if (pruned && text == phases[^1])
                {
                    forager.Begin(Phase.Parse(text), SleepKind.Measured);
                    forager.Run(2000);
                }
            }
            return forager.Weights();
        }
        foreach (bool pruned in new[] { false, true })
        {
            float[] there = Weights(Tiny.Experiment, pruned, "T1", "sleep" + word);
            Assert.Equal(Weights(gentle, pruned, "T1", "sleep"), there);
            Assert.NotEqual(Weights(Tiny.Experiment, pruned, "T1", "sleep"), there);
            Assert.NotEqual(Weights(Tiny.Experiment, pruned, "T1", "sleep sleep.weight_bound=2"), there);
            Assert.NotEqual(Weights(Tiny.Experiment, pruned, "T1", "sleep sleep.depression=0.1"), there);
        }

        // Awake it changes nothing, and the next sleep has the experiment's own again.
        Assert.Equal(Weights(Tiny.Experiment, false, "T1"), Weights(Tiny.Experiment, false, "T1" + word));
        const string usual = " sleep.weight_bound=8 sleep.depression=0.82";
        Assert.Equal(Weights(gentle, false, "T1", "sleep" + usual, "T2" + usual), Weights(Tiny.Experiment, false, "T1", "sleep", "T2"));
        Assert.Equal(Weights(Tiny.Experiment, false, "T1", "T2" + word, "sleep"), Weights(Tiny.Experiment, false, "T1", "T2", "sleep"));
    }

    [Fact]
    public void A_scaled_learning_rate_is_that_learning_rate_and_lasts_for_its_phase()
    {
        var slow = Tiny.Experiment with { Learning = Tiny.Experiment.Learning with { RewardRate = Tiny.Experiment.Learning.RewardRate / 8 } };
        float[] Weights(Experiment experiment, params string[] phases)
        {
            var forager = new Forager(experiment, 3, 3);
            foreach (var text in phases)
            {
                forager.Begin(Phase.Parse(text), SleepKind.Measured);
                forager.Run(500);
            }
            return forager.Weights();
        }

        var there = Weights(Tiny.Experiment, "T1 learning.reward_rate*0.125");
        Assert.Equal(Weights(slow, "T1"), there);
        Assert.NotEqual(Weights(Tiny.Experiment, "T1"), there);
        var back = Weights(Tiny.Experiment, "T1 learning.reward_rate*0.125", "T2");
        Assert.NotEqual(Weights(slow, "T1", "T2"), back);
        Assert.NotEqual(Weights(Tiny.Experiment, "T1 learning.reward_rate*0.125", "T2 learning.reward_rate*0.125"), back);
        Assert.Equal(Weights(slow, "T1", "T2"), Weights(Tiny.Experiment, "T1 learning.reward_rate*0.125", "T2 learning.reward_rate*0.125"));
    }

    [Fact]
    public void Frozen_synapses_of_an_agent_keep_their_weight()
    {
        var experiment = Tiny.Experiment with { Conditions = [new() { Name = "freeze", Phases = ["T1", "T2 freeze=5"] }] };
        var forager = new Forager(experiment, 3, 3);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(3000);
        float[] before = forager.Weights();
        float weakest = before.OrderDescending().ElementAt(before.Length / 20 - 1);
        forager.Begin(Phase.Parse("sleep+T2"), SleepKind.Measured);
        forager.Freeze(0.05);
        forager.Run(3000);
        float[] after = forager.Weights();
        var strong = Enumerable.Range(0, before.Length).Where(k => before[k] > weakest).ToList();
        Assert.InRange(strong.Count, before.Length / 20 - 20, before.Length / 20);
        Assert.All(strong, k => Assert.Equal(before[k], after[k]));
        Assert.True(Enumerable.Range(0, before.Length).Count(k => before[k] < weakest && before[k] != after[k]) > before.Length / 2);
        for (int j = 0; j < 8; j++)
            Assert.Equal(experiment.Network.Hidden, Enumerable.Range(0, experiment.Network.Hidden).Sum(i => after[8 * i + j]), 0.05);
    }

    [Fact]
    public void Rates_taken_from_another_task_are_held()
    {
        var experiment = BuiltInExperiments.Load("quickstart", ["schedule.unsupervised=20000"]);
        long Asleep(int? task)
        {
            var forager = new Forager(experiment, 3, 3);
            forager.Begin(Phase.Parse("unsupervised"), SleepKind.Measured);
            forager.Run(20_000);
            forager.Begin(Phase.Parse("sleep+T1" + (task is int t ? $" rates=T{t + 1}" : "")), SleepKind.Measured);
            if (task is int from)
                forager.TakeRates(from, 3000);
            var counts = Counts(forager);
            forager.Run(1000);
            Assert.Equal(task is not null, counts.SequenceEqual(Counts(forager)));
            Assert.Equal(task is null, counts.Sum() == 0);
            return counts.Select((c, i) => (long)c * i).Sum();
        }

        Assert.NotEqual(Asleep(0), Asleep(1));
        Asleep(null);

        static int[] Counts(Forager forager)
        {
            int stage = forager.Compiled.StagesOf(Snn.Core.Engines.StageKind.CountRates).Single();
            return forager.Block.Words.Slice(forager.Block.Words[stage + Snn.Core.Sleep.WakeRates.Counts], 784).ToArray();
        }
    }
}
