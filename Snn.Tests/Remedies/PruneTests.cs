using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Tests.Foraging;

namespace Snn.Tests.Remedies;

public sealed class PruneTests
{
    private const int Synapses = 784 * ForagerNetwork.Directions;

    [Theory]
    [InlineData("prune=90", 0.1)]
    [InlineData("prune-strongest=25", 0.75)]
    [InlineData("prune-unused=80", 0.2)]
    [InlineData("prune-random=50", 0.5)]
    [InlineData("prune-neurons=75", 0.25)]
    [InlineData("prune-neurons-strongest=75", 0.25)]
    [InlineData("prune-neurons-random=75", 0.25)]
    public void As_many_are_gone_as_are_asked_for_and_stay_away(string word, double left)
    {
        var (before, after, agent) = Live(word);
        Assert.Equal((int)Math.Round(left * Synapses), after.Count(w => w != 0f));
        agent.Begin(Phase.Parse("T2"), SleepKind.Measured);
        agent.Run(300);
        agent.Begin(Phase.Parse("sleep"), SleepKind.Measured);
        agent.Run(2000); // beyond a folding of the scales
        float[] end = agent.Weights();
        Assert.Equal(after.Select(w => w == 0f), end.Select(w => w == 0f));
        for (int j = 0; j < ForagerNetwork.Directions; j++)
            Assert.Equal(784, end.Where((_, k) => k % ForagerNetwork.Directions == j).Sum(), 0.5);
        float[] gone = [.. before.Where((_, k) => after[k] == 0f)], kept = [.. before.Where((_, k) => after[k] != 0f)];
        if (word.StartsWith("prune=", StringComparison.Ordinal))
            Assert.True(gone.Max() <= kept.Min());
        if (word.StartsWith("prune-strongest", StringComparison.Ordinal))
            Assert.True(gone.Min() >= kept.Max());
        if (word.Contains("neurons", StringComparison.Ordinal))
            Assert.All(after.Chunk(ForagerNetwork.Directions), row => Assert.True(row.All(w => w == 0f) || row.All(w => w != 0f)));
    }

    [Fact]
    public void A_pruned_agent_in_compact_storage_has_the_same_bits_and_needs_less()
    {
        var (_, _, masked) = Live("prune=95");
        var compact = masked.Compact(dropIdle: false);
        var lean = masked.Compact(dropIdle: true);
        Assert.Equal(compact.OutputStorage.Synapses + 8, compact.WeightWords.Sum(w => w.Length)); // what a device sends home: weights and output gains
        var (synapses, neurons, bytes) = masked.OutputStorage;
        Assert.Equal(314, synapses);
        Assert.Equal((314, neurons), (compact.OutputStorage.Synapses, compact.OutputStorage.Neurons));
        Assert.Equal(784L * 16 * 4, bytes);
        Assert.True(compact.OutputStorage.Bytes < 0.15 * 784 * ForagerNetwork.Directions * 4, "85 % less, even without the dense rows' padding");
        Assert.True(neurons < 784 / 2 && lean.Footprint.Bytes < 0.55 * masked.Footprint.Bytes, "a third of the hidden neurons is left; the world is as large as before");
        foreach (string phase in new[] { "T1", "sleep+T2", "T1+T2", "sleep" })
        {
            foreach (var agent in new[] { masked, compact, lean })
            {
                agent.Begin(Phase.Parse(phase), SleepKind.Measured);
                agent.Run(1500);
            }

            Assert.Equal(masked.Weights(), compact.Weights());
            Assert.Equal(masked.Work.Spikes, compact.Work.Spikes);
            Assert.Equal(masked.Test(1, 400), compact.Test(1, 400));
            Assert.True(compact.Work.SynapticEvents < masked.Work.SynapticEvents);
        }

        // Without idle neurons there is other noise, but the same columns and the same neurons.
        Assert.Equal(neurons, lean.OutputStorage.Neurons);
        Assert.Equal(314, lean.OutputStorage.Synapses);
    }

    [Fact]
    public void Little_by_little_a_fifth_at_a_time()
    {
        var (experiment, store) = Run(
            "[schedule]\nunsupervised = 200\ntrain = 100_000\ntest = 100\nsnapshots = 10\n[[condition]]\nname = \"a\"\nphases = [\"unsupervised\", \"T1 prune-gradually=50\"]", 1);
        var node = new PhaseTree(experiment).Nodes[1];
        double[] left = [.. store.Load(1, node)!.Snapshots.Select(s => s.Weights.Average(w => w == 0f ? 0.0 : 1.0))];
        Assert.Equal([1, 0.8, 0.8, 0.64, 0.64, 0.512, 0.512, 0.5, 0.5, 0.5], left.Select(x => Math.Round(x, 3)));
    }

    private static (float[] Before, float[] After, Forager Agent) Live(string word)
    {
        var (experiment, store) = Run(
            $"[schedule]\nunsupervised = 2000\ntrain = 3000\nsleep = 1\ntest = 100\n[[condition]]\nname = \"a\"\nphases = [\"unsupervised\", \"T1\", \"sleep {word}\"]", 5);
        var tree = new PhaseTree(experiment);
        float[] before = store.Load(5, tree.Nodes[1])!.Snapshots[^1].Weights, after = store.Load(5, tree.Nodes[2])!.Snapshots[^1].Weights;
        var agent = new Forager(experiment, 5, 5);
        agent.Restore(store.Load(5, tree.Nodes[2])!.State);
        return (before, after, agent);
    }

    private static (Experiment, Tiny.Store) Run(string toml, int seed)
    {
        var experiment = ExperimentReader.Parse("name = \"x\"\n" + toml, "x", []);
        var store = new Tiny.Store();
        using var engine = new CpuEngine(1);
        Assert.True(TrialRunner.Run(experiment, new PhaseTree(experiment), [seed], store, engine, new RunProgress(1), default));
        return (experiment, store);
    }
}
