using PureHDF;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Foraging.World;

namespace Snn.Foraging.Recordings;

/// <summary>The file <c>recordings.h5</c>: <c>/CONDITION/N/...</c> of the run's first seed at the end of the condition's N-th phase (from 0).
/// <list type="table">
/// <item><c>phase</c>, <c>seed</c>: which phase, which seed</item>
/// <item><c>fields</c>: float32 [hidden, 49], weights from the inputs; 0 where there is no synapse</item>
/// <item><c>selective-T1</c>, <c>selective-T2</c>: hidden neurons that stand for a task, once it has been trained</item>
/// <item><c>wake-T1</c>, <c>wake-T2</c>: a frozen walk: <c>steps</c> [step, (x, y, ate)], row 0 is where it began; <c>particles</c>
/// [particle, (type, x1, y1, x2, y2)] at its start; <c>replaced</c> [event, (step, particle, x1, y1, x2, y2)]; and its spikes</item>
/// <item><c>sleep</c>: its spikes, where something sleeps</item>
/// <item>spikes: <c>cycle</c> (from 0), <c>population</c> (0 view, 1 hidden, 2 motor), <c>neuron</c>, <c>time</c> (ms in the cycle)</item>
/// </list>
/// A table without rows is left out.</summary>
internal static class RecordingsFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "recordings.h5";

    /// <summary>Writes the file.</summary>
    public static void Write(string path, Experiment experiment, PhaseTree tree, int seed, IReadOnlyDictionary<PhaseNode, PhaseRecording> phases)
    {
        var file = new H5File();
        foreach (var condition in experiment.Conditions)
        {
            var group = new H5Group();
            foreach (var (n, node) in tree.Path(condition.Name).Index().Where(p => phases.ContainsKey(p.Item)))
                group[$"{n}"] = OfPhase(node, seed, phases[node]);
            file[condition.Name] = group;
        }

        AtomicFile.Write(path, stream => file.Write(stream));
    }

    private static H5Group OfPhase(PhaseNode node, int seed, PhaseRecording recording)
    {
        ulong hidden = (ulong)node.Experiment.Hidden;
        var group = new H5Group
        {
            ["phase"] = new[] { node.Phase.Name },
            ["seed"] = new[] { seed },
            ["fields"] = new H5Dataset<float[]>(recording.Fields, fileDims: [hidden, (ulong)recording.Fields.Length / hidden]),
        };
        foreach (var (task, walk) in recording.Walks.Index())
            group[$"wake-{TaskList.Name(task)}"] = OfWalk(walk);
        foreach (var affinity in recording.Affinities)
        {
            if (affinity is { Selective.Count: > 0 })
                group[$"selective-{TaskList.Name(affinity.Task)}"] = affinity.Selective.ToArray();
        }

        if (recording.Sleep.Count > 0)
        {
            var sleep = new H5Group();
            AddSpikes(sleep, recording.Sleep);
            group["sleep"] = sleep;
        }

        return group;
    }

    private static H5Group OfWalk(WatchedWalk walk)
    {
        var group = new H5Group();
        Moment[] moments = [.. walk.Moments.Take(Recorder.WalkSteps)];
        AddTable(group, "steps", 3, moments.Select(m => m.Step).Prepend(walk.Start).SelectMany(s => new[] { s.X, s.Y, s.Ate }));
        AddTable(group, "particles", 5, walk.Particles.SelectMany(p => new[] { p.Type, p.X1, p.Y1, p.X2, p.Y2 }));
        AddTable(group, "replaced", 6, moments.Index().Where(m => m.Item.Replaced is not null)
            .SelectMany(m => m.Item.Replaced is var (number, p) ? new[] { m.Index + 1, number, p.X1, p.Y1, p.X2, p.Y2 } : []));
        AddSpikes(group, moments);
        return group;
    }

    private static void AddSpikes(H5Group group, IReadOnlyList<Moment> moments)
    {
        (int Cycle, int Population, Spike Spike)[] spikes = [.. moments.Index().SelectMany(m =>
            new[] { m.Item.View, m.Item.Hidden, m.Item.Motor }.Index().SelectMany(p => p.Item.Select(s => (m.Index, p.Index, s))))];
        if (spikes.Length == 0)
            return;
        group["cycle"] = spikes.Select(s => s.Cycle).ToArray();
        group["population"] = spikes.Select(s => s.Population).ToArray();
        group["neuron"] = spikes.Select(s => s.Spike.Neuron).ToArray();
        group["time"] = spikes.Select(s => s.Spike.Time).ToArray();
    }

    private static void AddTable(H5Group group, string name, int columns, IEnumerable<int> cells)
    {
        int[] all = [.. cells];
        if (all.Length > 0)
            group[name] = new H5Dataset<int[]>(all, fileDims: [(ulong)(all.Length / columns), (ulong)columns]);
    }
}
