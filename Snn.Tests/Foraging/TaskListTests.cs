using Snn.Core.Engines;
using Snn.Core.Sleep;
using Snn.Foraging;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Tests.Foraging;

/// <summary>More tasks than two: which they are, how phases name them, and what an agent meets in them.</summary>
public class TaskListTests
{
    private const string Toml = """
        name = "tasks"
        seeds = "1"
        [world]
        colours = 2
        [schedule]
        unsupervised = 200
        train = 200
        test = 50
        tests = 1
        snapshots = 1
        interleave = 20
        """;

    [Fact]
    public void Compatible_tasks_use_every_type_once()
    {
        int[] tasks = [.. Enumerable.Range(0, 12)];
        Assert.Equal(tasks, tasks.Select(t => TaskList.Number($"T{t + 1}")!.Value));
        Assert.Equal(Enumerable.Range(0, 24), tasks.SelectMany(t => new[] { ForagingTask.Food(TaskList.Rules(t)), ForagingTask.Poison(TaskList.Rules(t)) }).Order());

        // The paper's: horizontal against negative diagonal, vertical against positive diagonal.
        Assert.Equal((ForagingTask.Rules(0, 3), ForagingTask.Rules(1, 2)), (TaskList.Rules(0), TaskList.Rules(1)));
        Assert.Equal((ForagingTask.Rules(4, 7), 0b10010000), (TaskList.Rules(2), ForagingTask.Types(TaskList.Rules(2), 8)));
        Assert.Equal((0xFF, 0b1111), (ForagingTask.Types(ForagingTask.Unsupervised, 8), ForagingTask.Types(ForagingTask.Unsupervised, 4)));
        Assert.All(tasks, t => Assert.True(ForagingTask.IsFirm(TaskList.Rules(t))));
        Assert.Equal([null, null, null, null], new[] { "T13", "T01", "X1", "C" }.Select(TaskList.Number));
    }

    /// <summary>Under a fair draw each of 12 orders has 5,000 / 12 +- 20 places of 5,000; five deviations in 12 places: a false alarm in 150,000.</summary>
    [Fact]
    public void Conflicting_tasks_swap_rewards_and_then_change_types()
    {
        var rules = Enumerable.Range(1, 9_998).Select(n => TaskList.Rules(TaskList.Number($"C{n}")!.Value)).ToArray();
        for (int k = 0; k + 1 < rules.Length; k += 2)
        {
            Assert.Equal((ForagingTask.Food(rules[k]), ForagingTask.Poison(rules[k])), (ForagingTask.Poison(rules[k + 1]), ForagingTask.Food(rules[k + 1])));
            Assert.True(k == 0 || ForagingTask.Types(rules[k], 4) != ForagingTask.Types(rules[k - 1], 4));
        }

        var counts = rules.Where((_, k) => k % 2 == 0).CountBy(r => r).ToDictionary();
        Assert.Equal(12, counts.Count);
        Assert.All(counts.Values, n => Assert.InRange(n, 5000.0 / 12 - 100, 5000.0 / 12 + 100));
    }

    [Fact]
    public void Slippery_tasks_turn_moves_by_another_angle_each()
    {
        var rules = Enumerable.Range(1, 2_000).Select(n => TaskList.Rules(TaskList.Number($"S{n}")!.Value)).ToArray();
        Assert.All(rules, r => Assert.Equal((0, 3), (ForagingTask.Food(r), ForagingTask.Poison(r))));
        Assert.All(rules.Zip(rules.Skip(1)), p => Assert.NotEqual(ForagingTask.Turn(p.First), ForagingTask.Turn(p.Second)));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], rules.Select(ForagingTask.Turn).Distinct().Order());
        Assert.Equal([0, 26, 52], rules.Select(ForagingTask.Slip).Distinct().Order());
    }

    [Fact]
    public void A_turn_is_a_rotation()
    {
        for (int direction = 0; direction < 8; direction++)
        {
            for (int steps = -1; steps <= 8; steps++)
            {
                int turned = ForagerBody.Turned(direction, steps);

                // Rows count downwards, so that a clockwise turn is one by a rising angle.
                double before = Math.Atan2(ForagerBody.DirectionY(direction), ForagerBody.DirectionX(direction));
                double after = Math.Atan2(ForagerBody.DirectionY(turned), ForagerBody.DirectionX(turned));
                Assert.Equal(0, Math.IEEERemainder(after - before - (steps * Math.PI / 4), 2 * Math.PI), 9);
            }
        }
    }

    [Theory]
    [InlineData("T1..", "T1|T2|T3|T4")]
    [InlineData("T1+..", "T1+T2+T3+T4")]
    [InlineData("T1+..T3", "T1+T2+T3")]
    [InlineData("sleep+T2..T3  freeze=5", "sleep+T2 freeze=5|sleep+T3 freeze=5")]
    [InlineData("C9..C11", "C9|C10|C11")]
    [InlineData("sleep", "sleep")]
    public void A_range_stands_for_many_phases(string text, string phases) => Assert.Equal(phases, string.Join('|', PhaseRange.Expand(text, 4)));

    [Theory]
    [InlineData("C1..")]
    [InlineData("T3..T2")]
    [InlineData("T1..C2")]
    [InlineData("sleep+T1+..")]
    [InlineData("sleep..")]
    [InlineData("T1..T2..T3")]
    public void What_is_not_a_range_is_refused(string text) =>
        Assert.Contains("is not a range", Assert.Throws<FormatException>(() => PhaseRange.Expand(text, 4).ToList()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"T1\", \"T5\"", "T5 is not in this world: 2 colours give T1 to T4; set world.colours = 3")]
    [InlineData("\"T1\", \"C1\"", "T1 is trained beside C1")]
    [InlineData("\"C1..\"", "is not a range")]
    public void Tasks_must_be_those_of_the_world(string phases, string why) =>
        Assert.Contains(why, Assert.Throws<UserErrorException>(() => Of(phases)).Message, StringComparison.Ordinal);

    [Fact]
    public void One_colour_has_two_tasks() => Assert.Contains(
        "1 colour gives T1 to T2;",
        Assert.Throws<UserErrorException>(() => ExperimentReader.Parse("name = \"x\"\n[[condition]]\nname = \"a\"\nphases = [\"T1\", \"T3\"]", "x", [])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_phase_with_four_tasks_trains_and_tests_them_all()
    {
        var experiment = Of("\"unsupervised\", \"T1+..\"");
        var node = new PhaseTree(experiment).Nodes[1];
        Assert.Equal((800, 4), (node.Cycles, node.Tasks.Count));
        Assert.Equal(["T1", "T2", "T3", "T4"], experiment.TaskNames);
        var forager = new Forager(experiment, 1, 1);
        forager.Begin(node.Phase, SleepKind.Measured);
        for (int turn = 0; turn < 8; turn++)
        {
            forager.Run(20);
            Assert.Equal(TaskList.Rules(turn % 4), forager.Block.Words[forager.Body.At + ForagerBody.World]);
        }
    }

    [Fact]
    public void Where_tasks_change_the_current_one_is_tested()
    {
        var experiment = Of("\"unsupervised\", \"C1..C3\", \"sleep\", \"S1\"");
        Assert.Equal(["current"], experiment.TaskNames);
        Assert.Equal(["T1", "C1", "C2", "C3", "C3", "S1"], new PhaseTree(experiment).Nodes.Select(n => TaskList.Name(n.Tasks.Single())));
    }

    /// <summary>On slippery ground every move is the chosen one, turned; on firm ground it is the chosen one. Slips: 52 / 256 of the moves, each side
    /// alike, within five deviations (a false alarm in a million).</summary>
    [Theory]
    [InlineData("T1")]
    [InlineData("S1")]
    [InlineData("S2")]
    [InlineData("S3")]
    [InlineData("S4")]
    public void Moves_follow_the_rules_of_the_ground(string name)
    {
        var experiment = Of("\"T1\"");
        var forager = new Forager(experiment, 1, 1);
        forager.Begin(Phase.Parse(name), SleepKind.Measured);
        int rules = TaskList.Rules(TaskList.Number(name)!.Value), at = forager.Body.At;
        int x = 25, y = 25, size = experiment.World.Size;
        var astray = new int[8];
        const int Moves = 4000;
        for (int move = 0; move < Moves; move++)
        {
            forager.Run(1);
            var words = forager.Block.Words;
            int chosen = words[at + ForagerBody.Direction];
            int dx = (words[at + ForagerBody.X] - x + size + 1) % size - 1, dy = (words[at + ForagerBody.Y] - y + size + 1) % size - 1;
            int went = Enumerable.Range(0, 8).Single(d => (ForagerBody.DirectionX(d), ForagerBody.DirectionY(d)) == (dx, dy));
            astray[Enumerable.Range(0, 8).Single(t => ForagerBody.Turned(chosen, t) == went)]++;
            (x, y) = (words[at + ForagerBody.X], words[at + ForagerBody.Y]);
        }

        int turn = ForagingTask.Turn(rules);
        double slips = Moves * ForagingTask.Slip(rules) / 256.0, spread = 5 * Math.Sqrt(slips / 2) + 0.01;
        Assert.InRange(astray[(turn + 1) % 8], slips / 2 - spread, slips / 2 + spread);
        Assert.InRange(astray[(turn + 7) % 8], slips / 2 - spread, slips / 2 + spread);
        Assert.Equal(Moves, astray[turn] + astray[(turn + 1) % 8] + astray[(turn + 7) % 8]);
    }

    /// <summary>Hidden neurons of a colour see their colour's particles and no others.</summary>
    [Fact]
    public void A_task_of_the_second_colour_fires_the_second_half_of_the_hidden_layer()
    {
        var forager = new Forager(Of("\"T1\""), 1, 1);
        foreach (int task in (int[])[0, 1, 2, 3])
        {
            var walk = forager.WatchAwake(task, 600);
            int[] inputs = [.. walk.Moments.SelectMany(m => m.View).Select(s => s.Neuron)], hidden = [.. walk.Moments.SelectMany(m => m.Hidden).Select(s => s.Neuron)];
            Assert.True(inputs.Length > 500 && hidden.Length > 100);
            Assert.All(inputs, i => Assert.Equal(task / 2, i / 49));
            Assert.All(hidden, i => Assert.Equal(task / 2, i / 784));
        }
    }

    private static Experiment Of(string phases) => ExperimentReader.Parse($"{Toml}\n[[condition]]\nname = \"all\"\nphases = [{phases}]\n", "tasks", []);
}
