using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Remedies;

public sealed class CuriosityTests
{
    private const int Inputs = 49;

    [Fact]
    public void Error_and_reward_follow_the_delta_rule()
    {
        // A naive reference in double precision, from what is in view and what is done, cycle by cycle.
        const double Weight = 0.25;
        var agent = Born("T1 curiosity=0.25");
        agent.Begin(Phase.Parse("T1 curiosity=0.25"), SleepKind.Measured);
        agent.Wonder(Weight);
        double[,,] w = new double[8, Inputs + 1, Inputs];
        int[] before = [];
        int move = -1;
        double last = double.NaN, early = 0, late = 0;
        for (int cycle = 0; cycle < 3000; cycle++)
        {
            var body = agent.Block.Words[agent.Body.At..];
            double baseline = agent.Block.Mem.F(agent.Body.At + ForagerBody.Baseline);
            int rewarded = body[ForagerBody.Rewarded], punished = body[ForagerBody.Punished];
            agent.Run(1);
            int[] view = View(agent);
            double fall = 0;
            if (move >= 0)
            {
                double error = 0;
                int[] rows = [.. before, Inputs];
                for (int o = 0; o < Inputs; o++)
                {
                    double wrong = (view.Contains(o) ? 1 : 0) - rows.Sum(i => w[move, i, o]);
                    error += wrong * wrong;
                    foreach (int i in rows)
                        w[move, i, o] += 0.1 * wrong / rows.Length;
                }

                fall = double.IsNaN(last) ? 0 : last - error;
                last = error;
                early += cycle < 500 ? error / 500 : 0;
                late += cycle >= 2500 ? error / 500 : 0;
                Assert.Equal(error, agent.Block.Mem.F(agent.Block.Words[agent.Body.At + ForagerBody.Predicting] + Predictor.Error), 1e-3);
            }

            body = agent.Block.Words[agent.Body.At..];
            double food = body[ForagerBody.Rewarded] - rewarded - (body[ForagerBody.Punished] - punished);
            Assert.Equal(food + (Weight * fall) - baseline, agent.Block.Mem.F(Head.Reward), 1e-3);
            before = view;
            move = body[ForagerBody.Direction];
        }

        Assert.True(late < 0.8 * early, $"the next view is learnt: error {early} to {late}");
    }

    [Fact]
    public void Tests_know_no_bonus_and_a_phase_without_the_word_has_none()
    {
        Forager with = Born("T1 curiosity=0.25"), without = Born("T1");
        foreach (var agent in new[] { with, without })
        {
            agent.Begin(Phase.Parse("T1"), SleepKind.Measured);
            agent.Run(300);
        }

        Assert.Equal(without.Weights(), with.Weights());
        Assert.Equal(without.Test(0, 300), with.Test(0, 300));
        with.Wonder(0.25);
        Assert.Equal(without.Test(0, 300), with.Test(0, 300));
        with.Run(300);
        without.Run(300);
        Assert.NotEqual(without.Weights(), with.Weights());
    }

    private static Forager Born(string phase) => new(
        ExperimentReader.Parse($"name = \"x\"\n[[condition]]\nname = \"a\"\nphases = [\"{phase}\"]", "x", []), 3, 3);

    private static int[] View(Forager agent)
    {
        var mem = agent.Block.Mem;
        int slot = SpikeList.Slot(mem, agent.Body.Eyes, mem.I(Head.Window) - 1), count = mem.I(SpikeList.CountOf(slot)), ids = SpikeList.IdsOf(mem, agent.Body.Eyes, slot);
        int[] view = new int[count];
        for (int e = 0; e < count; e++)
            view[e] = mem.I(ids + e);
        return view;
    }
}
