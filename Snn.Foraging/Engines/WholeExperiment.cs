using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Engines;

/// <summary>A small whole experiment: many lives of one network are born, trained, tested, looked at and packed for the disk, side by side. Where the
/// throughput of training alone leaves out what is fetched and done on the host in between, this does not.</summary>
internal sealed class WholeExperiment
{
    private readonly Experiment experiment;
    private readonly PhaseTree tree;
    private readonly IReadOnlyList<int> seeds;

    /// <summary>Describes it.</summary>
    /// <param name="first">Seed of the network, and of the first life.</param>
    /// <param name="agents">Lives.</param>
    /// <param name="train">Movement cycles of training; two thirds as many again are tests.</param>
    public WholeExperiment(int first, int agents, int train)
    {
        experiment = ExperimentReader.Parse(string.Create(CultureInfo.InvariantCulture, $"""
            name = "whole"
            seeds = "{first}-{first + agents - 1}"
            [schedule]
            train = {train}
            test = {Math.Max(1, train / 15)}
            tests = 10
            snapshots = 20
            [[condition]]
            name = "training"
            phases = ["T1"]
            """), "whole", []) with { Lives = agents };
        tree = new(experiment);
        seeds = SeedList.Parse(experiment.Seeds);
    }

    /// <summary>Runs it.</summary>
    /// <returns>Movement cycles in a second, tests included, and a hash of every score and weight: it must be the same whatever it runs on.</returns>
    public (double Rate, string Hash) Run(IEngine engine)
    {
        var (store, progress, clock) = (new Hashes(), new RunProgress(0), Stopwatch.StartNew());
        TrialRunner.Run(experiment, tree, seeds, store, engine, progress, default);
        return (progress.Done / clock.Elapsed.TotalSeconds, string.Join('\n', seeds.Select(s => store.Finished[s])));
    }

    /// <summary>Packs records as for a file, and keeps a hash of the last of each life.</summary>
    private sealed class Hashes : IPhaseStore
    {
        public ConcurrentDictionary<int, string> Finished { get; } = new();

        public PhaseRecord? Load(int seed, PhaseNode node) => null;

        public void Save(int seed, PhaseNode node, PhaseRecord record)
        {
            CheckpointStore.Pack(record);
            if (!record.Finished)
                return;
            record.Seconds = 0; // times differ, and so does an agent's scratch
            record.State = [];
            Finished[seed] = Convert.ToHexString(SHA256.HashData(CheckpointStore.Pack(record).Span));
        }
    }
}
