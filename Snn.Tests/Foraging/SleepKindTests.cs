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

    /// <summary>Uniform sleep: every hidden neuron fires at the same rate; measured sleep: each at its own. Counts of 20,000 cycles; for equal Poisson
    /// rates their variance is the mean (the ratio is within 1 +- 0.25 but for less than one seed in a hundred thousand, at 784 neurons).</summary>
    [Fact]
    public void Uniform_sleep_knows_no_favourites_and_measured_sleep_does()
    {
        double Ratio(SleepKind kind)
        {
            var counts = new double[Tiny.Experiment.Network.Hidden];
            foreach (var moment in Asleep(kind, 20_000))
            {
                foreach (var spike in moment.Hidden)
                    counts[spike.Neuron]++;
            }

            double mean = counts.Average();
            Assert.True(mean > 20, $"{mean} spikes a neuron");
            return counts.Sum(c => (c - mean) * (c - mean)) / (counts.Length - 1) / mean;
        }

        Assert.InRange(Ratio(SleepKind.Uniform), 0.75, 1.25);
        Assert.True(Ratio(SleepKind.Measured) > 2);
        Assert.True(Ratio(SleepKind.Shuffled) > 2);
    }

    /// <summary>Shuffled sleep: the hidden spikes of measured sleep, beside the output spikes of the cycle before.</summary>
    [Fact]
    public void Shuffled_sleep_learns_from_output_spikes_of_another_cycle()
    {
        var (measured, shuffled) = (Asleep(SleepKind.Measured, 300), Asleep(SleepKind.Shuffled, 300));
        for (int c = 1; c < 300; c++)
        {
            Assert.Equal(measured[c].Hidden, shuffled[c].Hidden);
            Assert.Equal(measured[c - 1].Motor, shuffled[c].Motor);
        }

        Assert.True(measured.Sum(m => m.Motor.Length) > 100);
    }

    /// <summary>The sleep of an agent that has learnt a little, watched.</summary>
    private static IReadOnlyList<Moment> Asleep(SleepKind kind, int cycles)
    {
        var forager = new Forager(Tiny.Experiment, 5, 5);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(3000);
        return forager.WatchAsleep(kind, 0, cycles);
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
