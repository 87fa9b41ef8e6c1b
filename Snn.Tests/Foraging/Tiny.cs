using Snn.Foraging;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Tests.Foraging;

/// <summary>An experiment of a few hundred cycles, and a store of records that lives in memory.</summary>
internal static class Tiny
{
    public static Experiment Experiment { get; } = ExperimentReader.Parse("""
        name = "tiny"
        seeds = "1-2"
        [sleep]
        wake_cycles = 50
        sleep_cycles = 50
        [schedule]
        unsupervised = 300
        train = 300
        test = 100
        tests = 2
        snapshots = 4
        interleave = 50
        [[condition]]
        name = "sequential"
        phases = ["unsupervised", "T1", "T2"]
        [[condition]]
        name = "interleaved"
        phases = ["unsupervised", "T1+T2"]
        [[condition]]
        name = "sleep"
        phases = ["unsupervised", "T1", "sleep+T2"]
        [[condition]]
        name = "sleep-frozen"
        phases = ["unsupervised", "T1", "sleep+T2"]
        sleep = "frozen"
        """, "tiny", []);

    public static PhaseTree Tree { get; } = new(Experiment);

    /// <summary>A hash of every record of a finished run, times left out.</summary>
    /// <param name="states">False to leave out the agents' memory, of which parts are scratch that engines leave differently.</param>
    public static string Digest(IPhaseStore store, PhaseTree tree, IReadOnlyList<int> seeds, bool states = true)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var seed in seeds)
        {
            foreach (var node in tree.Nodes)
            {
                var record = store.Load(seed, node)!;
                Assert.True(record.Finished);
                record.Seconds = 0;
                record.State = states ? record.State : [];
                PhaseRecordFormat.Write(writer, record);
            }
        }
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()));
    }

    /// <summary>All records of an experiment, lived by the processor.</summary>
    public static Store Live(Experiment experiment)
    {
        var store = new Store();
        using var cpu = new CpuEngine(2);
        Assert.True(TrialRunner.Run(experiment, new PhaseTree(experiment), SeedList.Parse(experiment.Seeds), store, cpu, new RunProgress(1), default));
        return store;
    }

    public static PhaseRecord Copy(PhaseRecord record)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        PhaseRecordFormat.Write(writer, record);
        bytes.Position = 0;
        using var reader = new BinaryReader(bytes);
        return PhaseRecordFormat.Read(reader);
    }

    public sealed class Store : IPhaseStore
    {
        private readonly Dictionary<(int, int), PhaseRecord> records = [];

        public Action? Saved { get; init; }

        public PhaseRecord? Load(int seed, PhaseNode node)
        {
            lock (records)
                return records.TryGetValue((seed, node.Index), out var record) ? Copy(record) : null;
        }

        public void Forget(int seed, PhaseNode node) => records.Remove((seed, node.Index));

        public void Save(int seed, PhaseNode node, PhaseRecord record)
        {
            lock (records)
                records[(seed, node.Index)] = Copy(record);
            Saved?.Invoke();
        }
    }
}
