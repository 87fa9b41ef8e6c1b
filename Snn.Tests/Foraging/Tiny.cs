using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

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

    public sealed class Store : IPhaseStore
    {
        private readonly Dictionary<(int, int), PhaseRecord> records = [];

        public Action? Saved { get; init; }

        public PhaseRecord? Load(int seed, PhaseNode node)
        {
            lock (records)
                return records.GetValueOrDefault((seed, node.Index));
        }

        public void Forget(int seed, PhaseNode node) => records.Remove((seed, node.Index));

        public void Save(int seed, PhaseNode node, PhaseRecord record)
        {
            lock (records)
                records[(seed, node.Index)] = record;
            Saved?.Invoke();
        }
    }
}
