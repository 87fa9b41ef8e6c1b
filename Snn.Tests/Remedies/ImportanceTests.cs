using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;

namespace Snn.Tests.Remedies;

/// <summary>Which synapses the rules of importance hold, and how much: shares of the weights as they stand in memory against the formulas, worked out from
/// spikes, weights and food that the test counts itself.</summary>
public sealed class ImportanceTests : OnLivingAgent
{
    private void Begin(IRemedy remedy, Life? of = null)
    {
        remedy.Begin(of ?? life);
        (of ?? life).Settle();
    }

    [Fact]
    public void Importance_by_use_slows_what_the_old_tasks_use()
    {
        double[] first = Awake(0, 10_000).Pairs, second = Awake(1, 10_000).Pairs;
        var rule = new MasLocal(5);
        Begin(rule);
        Near(Slowed(OverMean(first), 5), Mobilities());
        Nudge(1);
        rule.During(life);
        life.Settle();
        Near(Slowed(OverMean(first), 5), Mobilities()); // said again, since it wears off
        Restart();
        Begin(new MasLocal(2), InPhase(3)); // after T1 and T2
        Near(Slowed(OverMean(Sum(first, second)), 2), Mobilities());
        Restart();
        Begin(new MasLocal(5), InPhase(1)); // nothing has been learnt
        Near([.. before.Select(_ => 1.0)], Mobilities());
    }

    [Fact]
    public void Staged_rates_go_by_quantiles_of_use()
    {
        double[] use = Awake(0, 10_000).Pairs, ranked = [.. use.OrderDescending()];
        Begin(new StagedRates(0.1));
        double first = ranked[use.Length / 10], second = ranked[use.Length / 5];
        Assert.True(second > 0);
        var m = Mobilities();
        foreach (int k in Enumerable.Range(0, use.Length).Where(k => Math.Abs(use[k] - first) > 1e-3 && Math.Abs(use[k] - second) > 1e-3 && !double.IsNaN(m[k])))
            Assert.Equal(use[k] > first ? 0.1 : use[k] > second ? 0.3 : 1, m[k], 0.003);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void Slot_ranking_frees_neurons_that_the_new_task_uses_and_the_old_does_not(double share)
    {
        NaiveUse old = Awake(0, 10_000), now = Awake(1, 10_000);
        double[] rank = [.. now.Spikes.Select((n, i) => (double)n / now.Spikes.Sum() * Math.Log(51.0 / (old.Batches[i] + 1)))];
        Begin(new SlotRanking(share));
        double[][] rows = [.. Mobilities().Chunk(Outputs).Select(row => row.Where(m => !double.IsNaN(m)).ToArray())];
        Assert.All(rows, row => Assert.True(row.All(m => m > 0.997) || row.All(m => m < 0.02), "a neuron is held in part"));
        bool[] free = [.. rows.Select(row => row.Length > 0 && row[0] > 0.5)], held = [.. rows.Select(row => row.Length > 0 && row[0] < 0.5)];
        int firing = now.Spikes.Count(n => n > 0);
        Assert.InRange(free.Count(f => f), (share * firing) - 2, (share * firing) + 2);
        double least = rank.Where((_, i) => free[i]).Min();
        Assert.True(least > 0 && least >= rank.Where((_, i) => held[i]).Max() - 1e-6);
    }

    [Fact]
    public void Shuffled_importances_are_the_same_dealt_out_by_chance()
    {
        float[] real = Said(new MasLocal(5)), shuffled = Said(new ShuffledImportance(5)), again = Said(new ShuffledImportance(5), seed: 4);
        Assert.Equal(real.Order(), shuffled.Order());
        Assert.Equal(real.Order(), again.Order());
        var middle = real.Order().ElementAt(real.Length / 2);
        bool[] Slow(float[] m) => [.. m.Select(x => x < middle)];
        Chance.LiesAnywhere(Slow(shuffled));
        Chance.HasNothingToDoWith(Slow(shuffled), [.. real.Select(x => (double)x)]);
        Chance.AreTwoDraws(Slow(shuffled), Slow(again));
        Begin(new ShuffledImportance(5));
        Near([.. shuffled.Select(x => (double)x)], Mobilities());
    }

    [Fact]
    public void Importance_by_earnings_sums_what_changes_brought_above_the_mean()
    {
        const double Strength = 4;
        var rule = new SiLocal(Strength);
        double[]? importance = null;
        for (int phase = 0; phase < 3; phase++)
        {
            var bytes = new MemoryStream();
            rule.Save(new BinaryWriter(bytes));
            bytes.Position = 0;
            rule = new(Strength);
            rule.Load(new BinaryReader(bytes));
            Eat(777, 300, 5); // between the phases: nobody's earnings
            Begin(rule);
            Near(importance is null ? [.. before.Select(_ => 1.0)] : Slowed(importance, Strength), Mobilities());
            double[] start = Weights(), last = start, earned = new double[start.Length];
            double mean = 0;
            foreach (var (turn, rewarded, punished) in new[] { (1, 500, 100), (2, 900, 100), (3, 200, 400), (4 + phase, 700, 0) })
            {
                Nudge(turn);
                Eat(5_000, rewarded, punished);
                var now = Weights();
                double rate = (rewarded - punished) / 5_000.0;
                for (int k = 0; k < now.Length; k++)
                    earned[k] += (rate - mean) * (now[k] - last[k]);
                mean += 0.2 * (rate - mean);
                last = now;
                rule.During(life);
                life.Settle();
            }

            double[] found = OverMean([.. earned.Select((e, k) => Math.Max(0, e / (((last[k] - start[k]) * (last[k] - start[k])) + 0.1)))]);
            Assert.InRange(found.Count(x => x > 0), found.Length / 10, found.Length * 9 / 10);
            importance = importance is null ? found : Sum(importance, found);
        }
    }

    [Fact]
    public void A_network_that_is_told_nothing_holds_what_it_used_until_the_reward_fell()
    {
        const double Strength = 5;
        var rule = new MasNoticed(Strength);
        Begin(rule);
        double[] recent = [], importance = [], free = [.. before.Select(_ => 1.0)];
        for (int grain = 1; grain <= 15; grain++)
        {
            bool falls = grain is 10 or 14;
            if (falls)
            {
                importance = importance.Length == 0 ? OverMean(recent) : Sum(importance, OverMean(recent));
                recent = [];
            }
            else if (grain % 4 == 0)
            {
                double[] use = Awake(1, 1_000).Pairs;
                recent = recent.Length == 0 ? use : [.. recent.Zip(use, (a, b) => (0.8 * a) + (0.2 * b))];
            }

            Eat(5_000, falls ? 10 : 500, 0);
            record.Position = 5_000 * grain;
            rule.During(life);
            life.Settle();
            Near(importance.Length == 0 ? free : Slowed(importance, Strength), Mobilities());
            Nudge(grain); // another network, that uses others
        }
    }

    [Fact]
    public void Down_selection_weakens_what_sleep_uses_less_than_the_average()
    {
        agent.Begin(Phase.Parse("sleep"), SleepKind.Measured);
        agent.Run(4_000); // until the gains asleep have settled
        double[] use = Asleep(500).Pairs, rested = Weights();
        Assert.InRange(use.Count(u => u < use.Average()), use.Length / 10, use.Length * 9 / 10);
        new Shy(0.2).During(life);
        double[] expected = Normalised([.. rested.Select((w, k) => use[k] < use.Average() ? 0.8 * w : w)]), after = Weights();
        Assert.All(Enumerable.Range(0, use.Length).Where(k => Math.Abs(use[k] - use.Average()) > 1e-4), k => Assert.Equal(expected[k], after[k], 1e-3 * (0.1 + expected[k])));
        Assert.Equal(500, record.ProbeCycles);
    }

    private float[] Said(MobilityRemedy remedy, int seed = 3)
    {
        var bytes = new MemoryStream();
        remedy.Begin(InPhase(2, seed));
        remedy.Save(new BinaryWriter(bytes));
        bytes.Position = 0;
        var reader = new BinaryReader(bytes);
        return [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadSingle())];
    }
}
