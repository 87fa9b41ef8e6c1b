using Snn.Core.Engines;
using Snn.Core.Numerics;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;
using Snn.Tests.Foraging;

namespace Snn.Tests.Remedies;

/// <summary>Stored experience against a list that is kept beside it, cycle by cycle.</summary>
public sealed class ExperienceTests
{
    private const int Room = 20;

    private static readonly Experiment Experiment = Tiny.Experiment with
    {
        Conditions = [new() { Name = "replay", Phases = ["unsupervised", $"T1 remember={Room}", "T2 replay=30"] }],
        World = new() { Size = 20, Density = 0.1 },
    };

    private readonly Forager agent = new(Experiment, 3, 3);

    private int Word(int word) => agent.Block.Words[agent.Compiled.Body + word];

    private int[] View()
    {
        var mem = agent.Block.Mem;
        int eyes = agent.Compiled.Of(agent.Compiled.Network.Populations[0]), slot = SpikeList.Slot(mem, eyes, mem.I(Head.Window) - 1), ids = SpikeList.IdsOf(mem, eyes, slot);
        return agent.Block.Words.Slice(ids, mem.I(SpikeList.CountOf(slot))).ToArray();
    }

    // The stored entries, read bit by bit.
    private List<(string View, int Direction, bool Good)> Entries() => [.. Enumerable.Range(0, Word(ForagerBody.Held)).Select(e =>
    {
        int at = Word(ForagerBody.Store) + (2 * e);
        bool Bit(int b) => (agent.Block.Words[at + (b / 32)] >> (b % 32) & 1) != 0;
        return (string.Join(' ', Enumerable.Range(0, 49).Where(Bit)), (Bit(49) ? 1 : 0) + (Bit(50) ? 2 : 0) + (Bit(51) ? 4 : 0), Bit(52));
    })];

    private List<(string View, int Direction, bool Good)> Gather(int cycles)
    {
        agent.Begin(Phase.Parse($"T1 remember={Room}"), SleepKind.Measured);
        agent.Remember(Room);
        List<(string, int, bool)> kept = [];
        int made = 0;
        for (int c = 0; c < cycles; c++)
        {
            int rewarded = Word(ForagerBody.Rewarded), punished = Word(ForagerBody.Punished), window = agent.Block.Words[Head.Window];
            agent.Run(1);
            bool good = Word(ForagerBody.Rewarded) > rewarded;
            if (!good && Word(ForagerBody.Punished) == punished)
                continue;
            // Vitter's algorithm R.
            var entry = (string.Join(' ', View().Order()), Word(ForagerBody.Direction), good);
            int place = made < Room ? made : Philox.Below(Philox.Draw(agent.Block.Words[Head.Seed], Draws.Memory, window, 0).X.Value, made + 1);
            if (kept.Count < Room)
                kept.Add(entry);
            else if (place < Room)
                kept[place] = entry;
            made++;
        }

        Assert.True(made > 5 * Room, $"only {made} experiences");
        return kept;
    }

    /// <summary>The first stretch of training is the same life with replay behind it as without, and so is its world.</summary>
    [Theory]
    [InlineData("T1")]
    [InlineData("T2")]
    [InlineData("sleep+T2")]
    public void Until_the_first_replay_nothing_is_different(string phase)
    {
        float[] Lived(string words)
        {
            var lived = new Forager(Experiment, 3, 3);
            lived.Begin(Phase.Parse(words), SleepKind.Measured);
            lived.Run(Experiment.Sleep.WakeCycles);
            Assert.Equal(TaskList.Rules(phase == "T1" ? 0 : 1), lived.Block.Words[lived.Compiled.Body + ForagerBody.World]);
            return lived.Weights();
        }

        Assert.Equal(Lived(phase), Lived($"{phase} replay=30"));
    }

    [Fact]
    public void The_reservoir_holds_what_was_seen_and_done()
    {
        var kept = Gather(3_000);
        Assert.Equal(Room, kept.Count);
        Assert.Equal(kept, Entries());
        Assert.True(kept.Select(e => e.View).Distinct().Count() > Room / 2);
        Assert.Contains(true, kept.Select(e => e.Good));
        Assert.Contains(false, kept.Select(e => e.Good));
    }

    [Fact]
    public void Replay_takes_the_place_of_the_world_and_credits_what_was_stored()
    {
        Gather(3_000);
        var entries = Entries();
        agent.Begin(Phase.Parse("T2 replay=30"), SleepKind.Measured);
        int replayed = 0;
        var directions = new HashSet<int>();
        for (int c = 0; c < 5 * (50 + 30); c++)
        {
            int awake = Word(ForagerBody.WakeCycles), x = Word(ForagerBody.X), baseline = Word(ForagerBody.Baseline);
            agent.Run(1);
            if (c % 80 < 50)
            {
                Assert.Equal(awake + 1, Word(ForagerBody.WakeCycles));
                continue;
            }

            Assert.Equal((awake, x, baseline), (Word(ForagerBody.WakeCycles), Word(ForagerBody.X), Word(ForagerBody.Baseline)));
            var mem = agent.Block.Mem;
            double worth = mem.F(Head.Reward) + entries.Average(e => e.Good ? 1.0 : -1.0);
            Assert.Contains((string.Join(' ', View()), mem.I(Head.Credit), worth > 0), entries);
            Assert.Equal(1, Math.Abs(worth), 1e-6);
            directions.Add(mem.I(Head.Credit));
            replayed++;
        }

        Assert.Equal(150, replayed);
        Assert.True(directions.Count > 1);
        Assert.Equal(entries, Entries()); // nothing is stored in a phase that does not say so
        Assert.Equal(150, agent.Work.SleepCycles);
    }

    [Fact]
    public void A_phase_with_replay_is_longer_by_it()
    {
        var phase = Phase.Parse("sleep+T2 replay=10");
        Assert.Equal(300 + 300 + 60, phase.Cycles(Tiny.Experiment)); // 50 awake, 50 asleep, 10 in replay
        Assert.Equal((300, 60), (phase.SleepCyclesOf(Tiny.Experiment), phase.ReplayCyclesOf(Tiny.Experiment)));
        Assert.Equal(100, TrainingCycles.Of(phase, Tiny.Experiment, 50 + 50 + 10 + 50 + 20, 1));
        Assert.Equal(70, TrainingCycles.Of(Phase.Parse("T2 replay=10"), Tiny.Experiment, 80, 1));
        Assert.Contains("nothing is remembered", Assert.Throws<Snn.Foraging.UserErrorException>(() => ExperimentReader.Parse("name = \"x\"\n[[condition]]\nname = \"x\"\nphases = [\"T1\", \"T2 replay=10\"]", "x", [])).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Phase.Parse("T1+T2 replay=10"));
    }
}
