using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Tests.Core;
using Snn.Tests.Foraging;

namespace Snn.Tests.Remedies;

/// <summary>What each remedy does to the weights, against the formula at its head worked out in double precision.</summary>
public sealed class RemedyTests : OnLivingAgent
{
    [Fact]
    public void Decay_pulls_towards_birth()
    {
        new Decay(0.2).During(life);
        Near(Normalised([.. before.Select(w => w - (0.2 * (w - 1)))]));
        Assert.True(life.Changed);
    }

    [Fact]
    public void Pull_goes_back_to_where_the_phase_began()
    {
        var pull = new Pull(0.3);
        pull.Begin(life);
        Nudge();
        var moved = Weights();
        pull.During(life);
        Near(Normalised([.. moved.Select((w, k) => w - (0.3 * (w - before[k])))]));
    }

    [Fact]
    public void Row_normalisation_evens_rows_out()
    {
        new RowNormalisation(0.5).During(life);
        Near(Normalised([.. before.Select((w, k) => w * Math.Sqrt(Outputs / before.Skip(k / Outputs * Outputs).Take(Outputs).Sum()))]));
    }

    [Fact]
    public void Metaplasticity_resists_weakening_and_competition_alike()
    {
        var rule = new Metaplasticity(0.7);
        rule.Begin(life);
        Nudge();
        var moved = Weights();
        double Yield(double w) => 1 - Math.Pow(Math.Tanh(0.7 * w), 2);
        double[] expected = [.. moved.Select((w, k) => w >= before[k] ? w : before[k] + ((w - before[k]) * Yield(before[k])))];
        double[] resisted = [.. expected];
        for (int k = 0; k < expected.Length; k++)
        {
            int column = k % Outputs;
            var rows = Enumerable.Range(0, expected.Length).Where(i => i % Outputs == column);
            double excess = rows.Sum(i => resisted[i] - before[i]), yielding = rows.Sum(i => Yield(resisted[i]) * resisted[i]);
            expected[k] -= excess * Yield(resisted[k]) * resisted[k] / yielding;
        }

        rule.During(life);
        Near(Normalised(expected));
    }

    [Fact]
    public void An_adam_like_rate_is_the_median_change_over_ones_own()
    {
        var adam = new AdamLocal();
        adam.Begin(life);
        double[] square = [], last = before;
        for (int round = 1; round <= 3; round++)
        {
            Nudge(round);
            double[] now = Weights(), change = [.. now.Zip(last, (a, b) => (a - b) * (a - b))];
            square = round == 1 ? change : [.. square.Zip(change, (v, c) => (0.9 * v) + (0.1 * c))];
            double median = square.Order().ElementAt(square.Length / 2);
            adam.During(life);
            life.Settle();
            Near([.. square.Select(v => Math.Min(1, Math.Sqrt(median / v)))], Mobilities());
            last = now;
        }
    }

    [Fact]
    public void Active_forgetting_and_importance_go_by_use_in_the_old_world()
    {
        double[] use = Awake(0, Importance.WalkCycles).Pairs;
        var importance = Importance.OfUse(life)!;
        Assert.Equal(Importance.WalkCycles, record.ProbeCycles);
        Assert.True(record.Work.SynapticEvents > 0 && record.Work.WakeCycles == 0);
        Assert.All(importance.Zip(use), p => Assert.Equal(p.Second / use.Average(), p.First, 1e-3 * (1 + p.First)));
        new ActiveForgetting(0.4).Begin(life);
        var half = use.Order().ElementAt(use.Length / 2);
        var expected = Normalised([.. before.Select((w, k) => use[k] < half ? 1 + (0.6 * (w - 1)) : w)]);
        var after = Weights();
        Assert.True(use.Count(u => u == half) < 100 || half == 0);
        if (half > 0)
            Assert.All(Enumerable.Range(0, use.Length).Where(k => Math.Abs(use[k] - half) > 1e-3), k => Assert.Equal(expected[k], after[k], 0.02));
    }

    [Fact]
    public void Quantiles_and_mobilities_are_as_they_say()
    {
        Assert.Equal([0.5, 0.0, 0.75, 0.25], Importance.Quantiles([2, 1, 3, 1]));
        Assert.Equal([1f, 0.25f, 0.1f], Importance.Mobility([0, 1, 3], 3));
        Assert.Equal([0.5, 1.5], Importance.Scaled([1, 3]));
        Assert.Equal([0.0, 0.0], Importance.Scaled([0, 0]));
    }

    [Fact]
    public void Several_shares_are_multiplied_and_hold_together()
    {
        life.Hold([.. Enumerable.Repeat(0.5f, before.Length)]);
        life.Hold([.. Enumerable.Repeat(0.2f, before.Length)]);
        life.Settle();
        int proj = agent.Compiled.Of(agent.Compiled.Network.Projections[^1]), frozen = agent.Block.Words[proj + Proj.Frozen];
        Near(before);
        Assert.Equal(0.9 * before[0], agent.Block.Mem.F(frozen), 1e-4);
    }

    [Fact]
    public void A_falling_reward_is_noticed_once_and_noise_is_not()
    {
        // 2,000 grains at 0.1 a cycle with the noise of real eating (Poisson, sd 22 of 500), then the reward is gone. A false alarm needs less than half
        // of the mean, 11 sd below it: less than 1e-20 a grain.
        var drop = new RewardDrop();
        var draws = new Draws(5);
        var words = agent.Block.Words;
        int body = agent.Compiled.Body, alarms = 0;
        for (int grain = 0; grain < 2_100; grain++)
        {
            words[body + ForagerBody.WakeCycles] += 5_000;
            words[body + ForagerBody.Rewarded] += grain < 2_000 ? draws.Train(1, 500).Count : 1;
            if (drop.Look(life))
            {
                alarms++;
                Assert.Equal(2_000, grain);
            }
        }

        Assert.Equal(1, alarms);
    }

    [Fact]
    public void Every_remedy_has_a_word_of_its_own_and_can_be_made()
    {
        Assert.Equal(RemedyKind.All.Count, RemedyKind.All.Select(k => k.Name).Distinct().Count());
        Assert.All(RemedyKind.All, k => Assert.Same(k, Phase.Parse($"sleep+T2 {k.Name}" + (k.HasValue ? "=0.5" : "")).Remedies.Single().Kind));
        Assert.All(RemedyKind.All, k => Assert.IsType(k.Type, k.New(0.5), exactMatch: true));
        Assert.All(RemedyValues.Names, name => Phase.Parse(RemedyValues.WriteOut($"sleep+T2 {name}")));
        Assert.Contains("nearest remedy: mas-local", Assert.Throws<FormatException>(() => Phase.Parse("T2 mas-locl=3")).Message, StringComparison.Ordinal);
    }
}
