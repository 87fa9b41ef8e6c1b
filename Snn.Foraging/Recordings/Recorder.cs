using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Recordings;

/// <summary>Watches the agents of a finished run, spike by spike, as they stood at the end of each phase, and writes <c>recordings.h5</c>
/// (first seed) and <c>replay.json</c> (first seeds; only where some condition sleeps). Of a grid it watches the first point. All of it happens on
/// copies: no other result of the run depends on it. What is told of them is a story of two tasks: other experiments have none.</summary>
internal static class Recorder
{
    /// <summary>Seeds whose replay is measured.</summary>
    public const int ReplaySeeds = 6;

    /// <summary>Steps of a recorded walk, the first of those in walks.csv.</summary>
    public const int WalkSteps = 300;

    /// <summary>Cycles of recorded sleep.</summary>
    public const int SleepCycles = 60;

    private const int LongestWatch = 3_000;

    /// <summary>Records a finished run.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="experiment">Settings.</param>
    /// <param name="tree">Its phases.</param>
    /// <param name="seeds">Its seeds.</param>
    /// <param name="store">The records of its phases, all finished.</param>
    /// <param name="threads">Threads that may be used; they change no bit.</param>
    public static void Record(string folder, Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IPhaseStore store, int threads)
    {
        if (experiment.TaskNames.Count != 2)
            return;
        experiment = experiment with { Conditions = [.. experiment.Conditions.Where(c => c.Point <= 1)] };
        var nodes = tree.Nodes.Where(n => experiment.Conditions.Any(c => tree.Path(c.Name).Contains(n)) && n.Experiment.Network.Hidden > 0).ToArray(); // without a hidden layer there is nothing to see
        bool sleeps = nodes.Any(n => n.Phase.SleepCyclesOf(n.Experiment) > 0);
        int watched = Math.Min(LongestWatch, experiment.Schedule.Test);
        var bySeed = new (List<ReplayRecord> Replay, Dictionary<PhaseNode, PhaseRecording> Phases)[sleeps ? Math.Min(ReplaySeeds, seeds.Count) : 1];
        Parallel.For(0, bySeed.Length, new() { MaxDegreeOfParallelism = threads }, s =>
            bySeed[s] = OfSeed(experiment, tree, nodes, seeds[s], store, sleeps, watched, keep: s == 0));
        RecordingsFile.Write(Path.Combine(folder, RecordingsFile.FileName), experiment, tree, seeds[0], bySeed[0].Phases);
        if (!sleeps)
            return;
        AtomicFile.WriteText(Path.Combine(folder, ReplayDocument.FileName), new ReplayDocument
        {
            WindowMs = experiment.Learning.TraceWindow,
            WakeCycles = watched,
            SleepCycles = watched,
            Shuffles = ReplayContent.Shuffles,
            Tasks = experiment.TaskNames,
            Records = [.. bySeed.SelectMany(s => s.Replay)],
        }.Write());
    }

    private static (List<ReplayRecord>, Dictionary<PhaseNode, PhaseRecording>) OfSeed(
        Experiment experiment, PhaseTree tree, PhaseNode[] nodes, int seed, IPhaseStore store, bool sleeps, int watched, bool keep)
    {
        List<ReplayRecord> replay = [];
        Dictionary<PhaseNode, PhaseRecording> phases = [];
        var learnt = new Dictionary<PhaseNode, Affinity?[]>();
        var settings = nodes[0].Experiment;
        var agent = new Forager(settings, settings.NetworkOf(seed), seed);
        foreach (var node in nodes) // each after its parent
        {
            agent.Restore(store.Load(seed, node)!.State);
            var affinities = node.Parent is null ? new Affinity?[experiment.TaskNames.Count] : [.. learnt[node.Parent]];
            learnt.Add(node, affinities);
            var fresh = node.Phase.Tasks.Where(t => affinities[t] is null).ToArray();
            bool asleep = sleeps && (affinities.Any(a => a is not null) || fresh.Length > 0);
            if (!keep && !asleep)
                continue;

            WatchedWalk[] walks = [.. Enumerable.Range(0, keep || fresh.Length > 0 ? experiment.TaskNames.Count : 0)
                .Select(task => agent.WatchAwake(task, fresh.Length > 0 ? Math.Max(watched, WalkSteps) : WalkSteps))];
            foreach (int task in fresh)
                affinities[task] = Affinity.Of(task, walks, settings.Hidden, experiment.Learning.TraceWindow);
            var sleep = asleep ? agent.WatchAsleep(node.Sleep, settle: Math.Min(2_000, watched), Math.Max(watched, SleepCycles)) : [];
            if (asleep)
                replay.Add(Replay(experiment, tree, seed, node, affinities, sleep));
            if (keep)
                phases.Add(node, new(agent.Fields(), walks, [.. sleep.Take(SleepCycles)], affinities));
        }

        return (replay, phases);
    }

    private static ReplayRecord Replay(Experiment experiment, PhaseTree tree, int seed, PhaseNode node, Affinity?[] affinities, IReadOnlyList<Moment> sleep)
    {
        var (tasks, cycles) = ReplayContent.Measure(sleep, affinities, experiment.Learning.TraceWindow, seed);
        return new()
        {
            Conditions = [.. experiment.Conditions.Select(c => c.Name).Where(name => tree.Path(name).Contains(node))],
            Seed = seed,
            Phase = node.Phase.Name,
            Path = node.Path,
            Sleep = SettingKeys.Snake(node.Sleep.ToString()),
            Tasks = tasks,
            Cycles = cycles,
        };
    }
}
