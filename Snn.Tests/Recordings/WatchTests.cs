using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Tests.Foraging;

namespace Snn.Tests.Recordings;

/// <summary>Watching an agent spike by spike.</summary>
public class WatchTests
{
    private static Forager Agent()
    {
        var agent = new Forager(Tiny.Experiment, 3, 3);
        foreach (string phase in (string[])["unsupervised", "T1"])
        {
            agent.Begin(Phase.Parse(phase), SleepKind.Measured);
            agent.Run(300);
        }

        return agent;
    }

    [Fact]
    public void Watching_leaves_the_agent_as_it_was()
    {
        var agent = Agent();
        byte[] before = agent.State.ToArray();
        agent.WatchAwake(1, 50);
        foreach (var kind in Enum.GetValues<SleepKind>())
            agent.WatchAsleep(kind, 20, 30);
        agent.Fields();
        Assert.Equal(before, agent.State.ToArray());
    }

    [Fact]
    public void The_walk_watched_is_the_walk_recorded_and_every_meal_is_put_back()
    {
        var agent = Agent();
        var walk = agent.Walk(0, 200);
        var watched = agent.WatchAwake(0, 200);
        Assert.Equal(walk.Start, watched.Start);
        Assert.Equal(walk.Particles, watched.Particles);
        Assert.Equal(walk.Steps, watched.Moments.Select(m => m.Step));
        Assert.Contains(watched.Moments, m => m.Step.Ate >= 0);
        var lying = watched.Particles.ToArray();
        foreach (var moment in watched.Moments)
        {
            Assert.Equal(moment.Step.Ate >= 0, moment.Replaced is not null);
            if (moment.Replaced is not var (number, at))
                continue;
            Assert.True((lying[number].X1, lying[number].Y1) == (moment.Step.X, moment.Step.Y) || (lying[number].X2, lying[number].Y2) == (moment.Step.X, moment.Step.Y), "eaten where the agent stands");
            Assert.Equal(moment.Step.Ate, at.Type);
            lying[number] = at;
        }
    }

    [Fact]
    public void What_is_in_view_fires()
    {
        int size = Tiny.Experiment.World.Size;
        var watched = Agent().WatchAwake(0, 40);
        var lying = watched.Particles.ToArray();
        var at = watched.Start;
        foreach (var moment in watched.Moments)
        {
            var cells = lying.SelectMany(p => new[] { (p.X1, p.Y1), (p.X2, p.Y2) }).ToHashSet();
            var expected = Enumerable.Range(0, 49).Where(c => c != 24 && cells.Contains(((at.X + (c % 7) - 3 + size) % size, (at.Y + (c / 7) - 3 + size) % size)));
            Assert.Equal(expected, moment.View.Select(s => s.Neuron).Order());
            Assert.All(moment.Hidden.Concat(moment.Motor), s => Assert.InRange(s.Time, 0, Tiny.Experiment.Network.Cycle));
            at = moment.Step;
            if (moment.Replaced is var (number, place))
                lying[number] = place;
        }
    }

    [Fact]
    public void Asleep_nothing_is_seen_and_hidden_neurons_fire_at_their_rates_awake()
    {
        var agent = Agent();
        var sleep = agent.WatchAsleep(SleepKind.Measured, 10, 2_000);
        Assert.All(sleep, m => Assert.Empty(m.View));
        var again = new Forager(Tiny.Experiment, 3, 3);
        again.Restore(agent.State);
        Assert.Equal(sleep.SelectMany(m => m.Hidden), again.WatchAsleep(SleepKind.Measured, 10, 2_000).SelectMany(m => m.Hidden));

        // Rates are those of all 300 training cycles; a Poisson count of that mean strays further than 6 standard deviations once in 10^9.
        double awake = AwakeSpikes() / 300.0, asleep = sleep.Sum(m => m.Hidden.Length) / 2_000.0;
        Assert.InRange(asleep, awake - 6 * Math.Sqrt(awake / 2_000), awake + 6 * Math.Sqrt(awake / 2_000));
    }

    private static long AwakeSpikes()
    {
        var agent = new Forager(Tiny.Experiment, 3, 3);
        agent.Begin(Phase.Parse("unsupervised"), SleepKind.Measured);
        agent.Run(300);
        agent.Begin(Phase.Parse("T1"), SleepKind.Measured);
        long spikes = 0;
        var body = agent.Compiled;
        int hidden = body.Of(body.Network.Populations.Single(p => p.Name == "hidden"));
        for (int c = 0; c < 300; c++)
        {
            agent.Run(1);
            int slot = Snn.Core.Engines.SpikeList.Slot(agent.Block.Mem, hidden, agent.Block.Mem.I(Snn.Core.Engines.Head.Window) - 1);
            spikes += agent.Block.Mem.I(Snn.Core.Engines.SpikeList.CountOf(slot));
        }

        return spikes;
    }

    [Fact]
    public void A_field_has_as_many_synapses_as_the_fan_and_their_sum()
    {
        var fields = Agent().Fields().Chunk(49).ToArray();
        Assert.Equal(Tiny.Experiment.Network.Hidden, fields.Length);
        Assert.All(fields, f =>
        {
            Assert.Equal(Tiny.Experiment.Network.Fan, f.Count(w => w > 0));
            Assert.Equal(Tiny.Experiment.Network.InputSum, f.Sum(w => (double)w), 1e-4);
        });
    }
}
