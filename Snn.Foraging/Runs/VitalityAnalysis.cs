using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>Examines the networks of a finished run as they stood at the ends of phases, from its checkpoints.</summary>
internal static class VitalityAnalysis
{
    /// <summary>Phases of a condition that are looked at, the first and the last among them; in a longer series every so manieth.</summary>
    private const int Most = 21;

    /// <summary>The document.</summary>
    public static VitalityDocument Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IPhaseStore store, int threads)
    {
        var wanted = experiment.Conditions.SelectMany(c => Examined(tree.Path(c.Name))).Distinct().OrderBy(n => n.Index).ToArray();
        var found = new Vitality[seeds.Count * wanted.Length];
        Parallel.For(0, found.Length, new() { MaxDegreeOfParallelism = threads }, k =>
        {
            var (seed, node) = (seeds[k / wanted.Length], wanted[k % wanted.Length]);
            var agent = new Forager(node.Experiment, experiment.NetworkOf(seed), seed);
            agent.Restore(store.Load(seed, node)!.State);
            found[k] = Vitality.Of(agent);
        });
        return new()
        {
            Conditions = experiment.Conditions.ToDictionary(c => c.Name, c => (IReadOnlyList<IReadOnlyList<Vitality?>>)[.. seeds.Select((_, s) =>
                (IReadOnlyList<Vitality?>)[.. tree.Path(c.Name).Select(n => Array.IndexOf(wanted, n) is >= 0 and var at && Examined(tree.Path(c.Name)).Contains(n) ? found[(s * wanted.Length) + at] : null)])]),
        };
    }

    // Those that train or sleep; of agents with a hidden layer.
    private static IEnumerable<PhaseNode> Examined(IReadOnlyList<PhaseNode> path)
    {
        PhaseNode[] lived = [.. path.Where(n => n.Experiment.Hidden > 0 && n.Phase.Kind != PhaseKind.Unsupervised)];
        int count = Math.Min(Most, lived.Length);
        return Enumerable.Range(0, count).Select(k => lived[count == 1 ? lived.Length - 1 : k * (lived.Length - 1) / (count - 1)]);
    }
}
