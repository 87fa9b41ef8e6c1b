using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Foraging;

/// <summary>What each kind of sleep may and may not change.</summary>
public class SleepKindTests
{
    [Fact]
    public void Frozen_sleep_leaves_the_weights_untouched_and_every_other_kind_moves_them()
    {
        foreach (var kind in Enum.GetValues<SleepKind>())
        {
            var forager = new Forager(Tiny.Experiment, 5, 5);
            forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
            forager.Run(3000);

            // Entering sleep settles what the last wake cycles left open; from then on frozen means frozen.
            forager.Begin(Phase.Parse("sleep"), kind);
            forager.Run(1);
            float[] before = forager.Weights();
            var work = forager.Work;
            forager.Run(6000);
            Assert.Equal(6000, forager.Work.SleepCycles - work.SleepCycles);
            Assert.True(forager.Work.Spikes > work.Spikes + 500);
            Assert.Equal(kind == SleepKind.Frozen, before.AsSpan().SequenceEqual(forager.Weights()));
        }
    }

    [Fact]
    public void A_test_leaves_the_agent_as_it_was()
    {
        var forager = new Forager(Tiny.Experiment, 5, 5);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(300);
        byte[] before = forager.State.ToArray();
        forager.Test(1, 500);
        forager.Walk(0, 50);
        Assert.True(forager.State.SequenceEqual(before));
    }
}
