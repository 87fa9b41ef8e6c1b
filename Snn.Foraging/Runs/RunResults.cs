using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>Writes the results of a run from the records of its phases, one seed at a time.</summary>
internal static class RunResults
{
    /// <summary>Writes <c>scores.csv</c>, <c>weights.h5</c>, <c>walks.csv</c>, <c>particles.csv</c> and <c>metrics.json</c>.</summary>
    /// <returns>The checksum of the final weights: the first 16 hexadecimal digits of the SHA-256 of the last snapshot
    /// (float32, little-endian) of every condition of the first seed, in the order of the experiment, then of the next seed.</returns>
    public static string Write(string folder, Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IPhaseStore store, string engine, string device, int threads)
    {
        var trials = new Dictionary<(string Condition, int Seed), TrialResult>();
        var walks = new List<(string, int, string, int, Walk)>();
        var sizes = experiment.Conditions.ToDictionary(c => c.Name, c => StateSize.Of(experiment, c));
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        AtomicFile.Write(Path.Combine(folder, "weights.h5"), stream =>
        {
            using var weights = new WeightsFile(stream, experiment, tree, seeds);
            foreach (var seed in seeds)
            {
                var records = tree.Nodes.ToDictionary(n => n, n => Results(store.Load(seed, n)!));
                foreach (var condition in experiment.Conditions)
                {
                    var path = tree.Path(condition.Name);
                    weights.Write(condition.Name, seed, path.SelectMany(n => records[n].Snapshots));
                    sum.AppendData(MemoryMarshal.AsBytes<float>(records[path[^1]].Snapshots[^1].Weights));
                    trials.Add((condition.Name, seed), TrialResult.Of(experiment.Of(condition), path, records, TrialResult.StatesOfT1(path, tree, records), sizes[condition.Name]));
                    foreach (var node in path)
                        walks.AddRange(records[node].Walks.Select((walk, task) => (condition.Name, seed, node.Phase.Name, task, walk)));
                }
            }
        });

        AtomicFile.WriteText(Path.Combine(folder, "scores.csv"), CsvFiles.Scores(experiment.TaskNames, trials.SelectMany(t => t.Value.Tests.Select(test => (t.Key.Condition, t.Key.Seed, test)))));
        AtomicFile.WriteText(Path.Combine(folder, "walks.csv"), CsvFiles.Walks(walks));
        AtomicFile.WriteText(Path.Combine(folder, "particles.csv"), CsvFiles.Particles(walks));
        if (tree.Nodes.Any(n => n.Phase.Pressure is not null))
            AtomicFile.WriteText(Path.Combine(folder, "sleeps.csv"), CsvFiles.Sleeps(trials.SelectMany(t => t.Value.Sleeps.Select(s => (t.Key.Condition, t.Key.Seed, s.Phase, s.Sleep)))));
        AtomicFile.WriteText(Path.Combine(folder, "metrics.json"), MetricsBuilder.Build(experiment, seeds, engine, device, trials).Write());
        if (experiment.Analyses.Contains(Analysis.Published))
            AtomicFile.WriteText(Path.Combine(folder, "published.json"), PublishedComparison.Of(experiment, tree, seeds, trials, PublishedResults.Golden2022).Write());
        if (experiment.Analyses.Contains(Analysis.LearningSpeed))
            AtomicFile.WriteText(Path.Combine(folder, "learning-speed.json"), LearningSpeed.Of(experiment, tree, seeds, trials).Write());
        if (experiment.Analyses.Contains(Analysis.Remedies))
            AtomicFile.WriteText(Path.Combine(folder, "remedies.json"), RemedyAnalysis.Of(experiment, tree, seeds, trials).Write());
        if (experiment.Analyses.Contains(Analysis.RemedySearch))
        {
            var search = RemedySearch.Of(experiment, seeds, trials);
            AtomicFile.WriteText(Path.Combine(folder, "search.json"), search.Write());
            AtomicFile.WriteText(Path.Combine(folder, "values.toml"), RemedySearch.Values(experiment, search));
        }
        if (experiment.Analyses.Contains(Analysis.PhaseMap))
            AtomicFile.WriteText(Path.Combine(folder, "phase-map.json"), PhaseMap.Of(experiment, seeds, trials).Write());
        if (experiment.Analyses.Any(a => a is Analysis.Vitality or Analysis.Plasticity))
        {
            var vitality = VitalityAnalysis.Of(experiment, tree, seeds, store, threads);
            AtomicFile.WriteText(Path.Combine(folder, "vitality.json"), vitality.Write());
            if (experiment.Analyses.Contains(Analysis.Plasticity))
                AtomicFile.WriteText(Path.Combine(folder, "plasticity.json"), PlasticityAnalysis.Of(experiment, tree, seeds, trials, vitality).Write());
        }
        if (experiment.Analyses.Any(a => a is Analysis.Pruning or Analysis.Lesion))
            AtomicFile.WriteText(Path.Combine(folder, PruningDocument.FileName), PruningAnalysis.Of(experiment, tree, seeds, store, trials).Write());
        if (experiment.Analyses.Contains(Analysis.Geometry))
            AtomicFile.WriteText(Path.Combine(folder, "geometry.json"), GeometryAnalysis.Of(experiment, tree, seeds, store, threads).Write());
        return Convert.ToHexStringLower(sum.GetHashAndReset())[..16];
    }

    private static PhaseRecord Results(PhaseRecord record)
    {
        record.DropAgents();
        return record;
    }
}
