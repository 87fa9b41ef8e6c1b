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
    private const int Room = 20, Steps = 3;

    private static readonly Experiment Experiment = Tiny.Experiment with
    {
        Conditions = [new() { Name = "replay", Phases = ["unsupervised", $"T1 remember={Room}", "T2 replay=10"] }],
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

    // The stored entries, read bit by bit: steps, oldest first, and whether food was at their end.
    private List<(string Steps, bool Good)> Entries() => [.. Enumerable.Range(0, Word(ForagerBody.Held)).Select(e =>
    {
        bool Bit(int step, int b) => (agent.Block.Words[Word(ForagerBody.Store) + (2 * ((Steps * (e + 1)) + step)) + (b / 32)] >> (b % 32) & 1) != 0;
        string Step(int k) => Line(Enumerable.Range(0, 49).Where(b => Bit(k, b)), (Bit(k, 49) ? 1 : 0) + (Bit(k, 50) ? 2 : 0) + (Bit(k, 51) ? 4 : 0));
        return (string.Join(" | ", Enumerable.Range(0, Steps).Select(Step)), Bit(Steps - 1, 52));
    })];

    private static string Line(IEnumerable<int> view, int direction) => $"{string.Join(' ', view.Order())} to {direction}";

    private List<(string Steps, bool Good)> Gather(int cycles)
    {
        agent.Begin(Phase.Parse($"T1 remember={Room}"), SleepKind.Measured);
        agent.Remember(Room);
        List<(string, bool)> kept = [];
        List<string> lived = [.. Enumerable.Repeat(Line([], 0), Steps)];
        int made = 0;
        for (int c = 0; c < cycles; c++)
        {
            int rewarded = Word(ForagerBody.Rewarded), punished = Word(ForagerBody.Punished), window = agent.Block.Words[Head.Window];
            agent.Run(1);
            lived.Add(Line(View(), Word(ForagerBody.Direction)));
            bool good = Word(ForagerBody.Rewarded) > rewarded;
            if (!good && Word(ForagerBody.Punished) == punished)
                continue;
            // Vitter's algorithm R.
            var entry = (string.Join(" | ", lived.TakeLast(Steps)), good);
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

        Assert.Equal(Lived(phase), Lived($"{phase} replay=10"));
    }

    [Fact]
    public void The_reservoir_holds_what_was_seen_and_done()
    {
        var kept = Gather(3_000);
        Assert.Equal(Room, kept.Count);
        Assert.Equal(kept, Entries());
        Assert.True(kept.Select(e => e.Steps).Distinct().Count() > Room / 2);
        Assert.Contains(true, kept.Select(e => e.Good));
        Assert.Contains(false, kept.Select(e => e.Good));
    }

    [Fact]
    public void Replay_takes_the_place_of_the_world_and_credits_what_was_stored()
    {
        Gather(3_000);
        var entries = Entries();
        agent.Begin(Phase.Parse("T2 replay=10"), SleepKind.Measured);
        List<(string Steps, bool Good)> replayed = [];
        var steps = new List<string>();
        for (int c = 0; c < 5 * (50 + (10 * Steps)); c++)
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
            steps.Add(Line(View(), mem.I(Head.Credit)));
            if (steps.Count < Steps)
            {
                Assert.Equal(0f, mem.F(Head.Reward));
                continue;
            }

            // Less the mean of all that is stored.
            double worth = mem.F(Head.Reward) + entries.Average(e => e.Good ? 1.0 : -1.0);
            Assert.Equal(1, Math.Abs(worth), 1e-6);
            replayed.Add((string.Join(" | ", steps), worth > 0));
            steps.Clear();
        }

        Assert.Equal(50, replayed.Count);
        Assert.All(replayed, r => Assert.Contains(r, entries));
        Assert.True(replayed.Distinct().Count() > Room / 2);
        Assert.Equal(entries, Entries()); // nothing is stored in a phase that does not say so
        Assert.Equal(150, agent.Work.SleepCycles);
    }

    /// <summary>A world that changes parts what came before from what comes after.</summary>
    [Fact]
    public void An_experience_does_not_reach_back_into_another_world()
    {
        Gather(3_000);
        agent.Begin(Phase.Parse($"T2 remember={Room}"), SleepKind.Measured);
        agent.Block.Words[agent.Compiled.Body + ForagerBody.Remembering] = Room;
        agent.Run(1);
        var latest = agent.Block.Words.Slice(Word(ForagerBody.Store), 2 * Steps).ToArray();
        int now = (Word(ForagerBody.WakeCycles) - 1) % Steps;
        Assert.All(latest.Index(), w => Assert.True(w.Index / 2 == now || w.Item == 0));
        Assert.NotEqual(0, latest[2 * now] | latest[(2 * now) + 1]);
    }

    [Fact]
    public void A_phase_with_replay_is_longer_by_it()
    {
        var phase = Phase.Parse("sleep+T2 replay=10");
        Assert.Equal(300 + 300 + 180, phase.Cycles(Tiny.Experiment)); // 50 awake, 50 asleep, 10 experiences of 3 cycles in replay
        Assert.Equal((300, 180), (phase.SleepCyclesOf(Tiny.Experiment), phase.ReplayCyclesOf(Tiny.Experiment)));
        Assert.Equal(100, TrainingCycles.Of(phase, Tiny.Experiment, 50 + 50 + 30 + 50 + 20, 1));
        Assert.Equal(70, TrainingCycles.Of(Phase.Parse("T2 replay=10"), Tiny.Experiment, 100, 1));
        Assert.Contains("nothing is remembered", Assert.Throws<Snn.Foraging.UserErrorException>(() => ExperimentReader.Parse("name = \"x\"\n[[condition]]\nname = \"x\"\nphases = [\"T1\", \"T2 replay=10\"]", "x", [])).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Phase.Parse("T1+T2 replay=10"));
    }
}
