using Snn.Foraging.Agent;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Tests.Foraging;

namespace Snn.Tests.Remedies;

/// <summary>Slot ranking in a world of two colours: the share is one of the neurons that the new task uses.</summary>
public class SlotRankingTests
{
    private const double Share = 0.25;

    [Theory]
    [InlineData("T1", "T3")] // the first task of a colour
    [InlineData("T3", "T4")] // the second one
    public void The_share_is_taken_within_the_neurons_of_the_new_tasks_colour(string old, string now)
    {
        var experiment = Tiny.Experiment with
        {
            World = Tiny.Experiment.World with { Colours = 2 },
            Conditions = [new() { Name = "held", Phases = ["unsupervised", old, $"{now} slot-ranking={Share}"] }],
            Schedule = Tiny.Experiment.Schedule with { Unsupervised = 4_000, Train = 1_000 },
        };
        var tree = new PhaseTree(experiment);
        var agent = new Forager(experiment, 3, 3);
        foreach (var node in tree.Nodes)
        {
            agent.Begin(node.Phase, node.Sleep);
            agent.Run(node == tree.Nodes[2] ? 200 : node.Cycles);
        }

        var life = new Life(experiment, tree.Nodes[2], 3, agent, new PhaseRecord());
        var remedy = new SlotRanking(Share);
        remedy.Begin(life);
        using var bytes = new MemoryStream();
        remedy.Save(new BinaryWriter(bytes));
        bytes.Position = sizeof(int);
        var reader = new BinaryReader(bytes);
        float[][] held = [.. Enumerable.Range(0, experiment.Hidden * life.Outputs).Select(_ => reader.ReadSingle()).ToArray().Chunk(life.Outputs)];
        Assert.All(held, row => Assert.Single(row.Distinct()));

        // Walks start where the agent stands: these are the same ones.
        var then = life.Walk(life.TasksBefore[0], Importance.WalkCycles);
        var today = life.Walk(life.Tasks[0], Importance.WalkCycles);
        var rank = today.Spikes.Select((spikes, i) => spikes * Math.Log((Importance.WalkCycles / (double)Usage.Batch + 1) / (then.Batches[i] + 1))).ToArray();
        int[] firing = [.. Enumerable.Range(0, experiment.Hidden).Where(i => today.Spikes[i] > 0)], free = [.. Enumerable.Range(0, experiment.Hidden).Where(i => held[i][0] == 1f)];
        Assert.InRange(firing.Length, experiment.Network.Hidden / 4, experiment.Network.Hidden);
        Assert.All(firing, i => Assert.True(i >= experiment.Network.Hidden, "a neuron of the first colour fires in the world of the second"));
        Assert.Equal(Share, (double)free.Length / firing.Length, 1.0 / firing.Length);
        Assert.Empty(free.Except(firing));
        Assert.True(free.Min(i => rank[i]) >= firing.Except(free).Max(i => rank[i]) - 1e-3);
    }
}
