using Snn.Foraging.Experiments;

namespace Snn.Foraging.Protocols;

/// <summary>A phase at its place in a trial: after the phases that lead to it.</summary>
internal sealed class PhaseNode
{
    /// <summary>Place in <see cref="PhaseTree.Nodes"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The phase before it; null for the first of a trial.</summary>
    public required PhaseNode? Parent { get; init; }

    /// <summary>What happens in it.</summary>
    public required Phase Phase { get; init; }

    /// <summary>How it sleeps, if it sleeps.</summary>
    public required SleepKind Sleep { get; init; }

    /// <summary>The experiment as this trial lives it: its agent may be another, at a point of a grid its world too.</summary>
    public required Experiment Experiment { get; init; }

    /// <summary>Movement cycles of the trial before it.</summary>
    public required long Start { get; init; }

    /// <summary>Its own movement cycles, sleep included.</summary>
    public required long Cycles { get; init; }

    /// <summary>The tasks tested, in the order of <see cref="Experiment.TaskNames"/>.</summary>
    public required IReadOnlyList<int> Tasks { get; init; }

    /// <summary>Where in it the tasks are tested, in movement cycles since its start.</summary>
    public required IReadOnlyList<long> Tests { get; init; }

    /// <summary>Where in it the weights are kept, likewise.</summary>
    public required IReadOnlyList<long> Snapshots { get; init; }

    /// <summary>Movement cycles of one test.</summary>
    public required int TestLength { get; init; }

    /// <summary>Movement cycles of the trial at its end.</summary>
    public long End => Start + Cycles;

    /// <summary>The phases that can follow.</summary>
    public List<PhaseNode> Children { get; } = [];

    /// <summary>What was lived until its end, for example <c>unsupervised / T1 / sleep+T2 (uniform)</c>.</summary>
    public string Path => (Parent is null ? "" : Parent.Path + " / ") + Phase.Lived + (Sleep == SleepKind.Measured ? "" : $" ({SettingKeys.Snake(Sleep.ToString())})");

    /// <summary>Cycles from its start to the end of the longest trial through it.</summary>
    public long LongestWay => Cycles + Children.Select(c => c.LongestWay).DefaultIfEmpty(0).Max();
}

/// <summary>The conditions of an experiment as a tree of phases. Conditions that begin alike share the first nodes:
/// the same seed with the same history has the same bits, so a shared phase is simulated once.</summary>
internal sealed class PhaseTree
{
    private readonly List<PhaseNode> nodes = [];
    private readonly IReadOnlyList<int>? tested; // null: the task of the phase
    private readonly Dictionary<string, IReadOnlyList<PhaseNode>> paths = [];

    /// <summary>Builds the tree of an experiment.</summary>
    public PhaseTree(Experiment experiment)
    {
        tested = experiment.Changes ? null : [.. Enumerable.Range(0, experiment.TaskNames.Count)];
        foreach (var condition in experiment.Conditions)
        {
            var own = experiment.Of(condition);
            var path = new List<PhaseNode>();
            foreach (var text in condition.Phases)
                path.Add(Grow(own, path.LastOrDefault(), Phase.Parse(text), condition.Sleep));
            paths.Add(condition.Name, path);
        }
    }

    /// <summary>All nodes, each after its parent.</summary>
    public IReadOnlyList<PhaseNode> Nodes => nodes;

    /// <summary>The nodes that a condition walks through.</summary>
    public IReadOnlyList<PhaseNode> Path(string condition) => paths[condition];

    private PhaseNode Grow(Experiment experiment, PhaseNode? parent, Phase phase, SleepKind sleep)
    {
        // How a condition sleeps makes no difference to a phase that does not.
        var kind = phase.Sleeps ? sleep : SleepKind.Measured;
        var own = parent?.Experiment ?? (phase.Linear ? experiment.WithoutHiddenLayer : experiment);
        var siblings = parent?.Children ?? nodes.Where(n => n.Parent is null && n.Experiment == own);
        if (siblings.FirstOrDefault(n => n.Phase.Text == phase.Text && n.Sleep == kind) is { } known)
            return known;
        var cycles = phase.Cycles(experiment);
        var schedule = phase.Scaled(experiment).Schedule;
        var node = new PhaseNode
        {
            Index = nodes.Count,
            Parent = parent,
            Phase = phase,
            Sleep = kind,
            Experiment = own,
            Start = parent?.End ?? 0,
            Cycles = cycles,
            Tasks = tested ?? (phase.Tasks.Count > 0 ? [phase.Tasks[0]] : parent?.Tasks ?? [0]), // before any training, T1
            Tests = SamplePoints.Of(cycles, schedule.Tests),
            Snapshots = SamplePoints.Of(cycles, schedule.Snapshots),
            TestLength = schedule.Test,
        };
        nodes.Add(node);
        parent?.Children.Add(node);
        return node;
    }
}
