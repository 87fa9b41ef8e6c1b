using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Foraging.World;

namespace Snn.Foraging.Experiments;

/// <summary>Everything that decides a run's results: what is simulated, for which seeds, under which conditions.
/// Two equal experiments give the same bits, on any engine and any number of threads.</summary>
public sealed record Experiment
{
    /// <summary>Name: the folder and the reports carry it.</summary>
    public required string Name { get; init; }

    /// <summary>One line for the list of experiments.</summary>
    public string Description { get; init; } = "";

    /// <summary>Seeds, as a list such as <c>1-4</c> or <c>3,5,8</c>; each is one network and one life.</summary>
    public string Seeds { get; init; } = "1-4";

    /// <summary>Lives of one network: seeds are taken in groups of so many, in the order of the list. The first of a group is the seed of the network
    /// and of its unsupervised phase, which all lives of the group share; each is the seed of one life after that.</summary>
    public int Lives { get; init; } = 1;

    /// <summary>What is worked out from the run beside its metrics.</summary>
    public IReadOnlyList<Analysis> Analyses { get; init; } = [];

    /// <summary>The grid and its particles.</summary>
    public WorldSettings World { get; init; } = new();

    /// <summary>The network before anything is learnt.</summary>
    public NetworkSettings Network { get; init; } = new();

    /// <summary>How it learns awake.</summary>
    public LearningSettings Learning { get; init; } = new();

    /// <summary>How it sleeps.</summary>
    public SleepSettings Sleep { get; init; } = new();

    /// <summary>How long each phase lasts and how often it is looked at.</summary>
    public ScheduleSettings Schedule { get; init; } = new();

    /// <summary>The conditions compared; conditions with the same first phases share them. With a grid, those of all its points.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Settings that the conditions are compared at; null for none.</summary>
    public ParameterGrid? Grid { get; init; }

    /// <summary>Controls, each with a condition that it is the control of, at the same point of a grid.</summary>
    internal IEnumerable<(Condition Control, Condition Of)> Controls => Conditions.SelectMany(c => c.ControlOf.Select(of =>
        (c, Conditions.First(o => (o.Written ?? o).Name == of && (o.Point == c.Point || o.Point == 0 || c.Point == 0)))));

    /// <summary>The experiment that a condition is part of: this one, or with a grid the one whose network and world its point asks for.</summary>
    public Experiment Of(Condition condition) =>
        Grid is { } grid && condition.Point > 0 && grid.Throughout(condition.Point) is { Count: > 0 } settings ? SettingKeys.With(this, settings) : this;

    /// <summary>The network that a seed's life is lived by.</summary>
    public int NetworkOf(int seed)
    {
        var seeds = SeedList.Parse(Seeds).ToList();
        var place = seeds.IndexOf(seed);
        return place < 0 ? seed : seeds[place / Lives * Lives];
    }

    /// <summary>The same with agents whose view goes straight to the outputs.</summary>
    internal Experiment WithoutHiddenLayer => this with { Network = Network with { Hidden = 0 } };

    /// <summary>Hidden neurons of all colours.</summary>
    public int Hidden => Network.Hidden * World.Colours;

    /// <summary>True if tasks change what was learnt before (C1, S1, ...); only the task of the current phase is tested then.</summary>
    internal bool Changes => Conditions.Any(c => c.Phases.Any(p => Phase.Parse(p).Tasks.Any(TaskList.Changes)));

    /// <summary>Names of the tasks tested, in the order of every list of scores: those of the world; or, where tasks change, "current" alone, the task
    /// that a phase trains.</summary>
    public IReadOnlyList<string> TaskNames => Changes ? ["current"] : [.. Enumerable.Range(0, 2 * World.Colours).Select(TaskList.Name)];

    /// <summary>True if any phase freezes or holds synapses; only then has the network room for that.</summary>
    internal bool Freezes => Remedies.Any(r => r.Kind.Facts.Holds);

    /// <summary>True if any phase silences hidden neurons in training.</summary>
    internal bool Masks => Remedies.Any(r => r.Kind.Facts.Masks);

    /// <summary>Experiences that any phase stores; only then has the agent room for them.</summary>
    internal int Experiences => (int)Remedies.Where(r => r.Kind.Type == typeof(Remember)).Select(r => r.Value).DefaultIfEmpty(0).Max();

    /// <summary>True if any phase rewards curiosity; only then has the agent room for a predictor.</summary>
    internal bool Wonders => Remedies.Any(r => r.Kind.Type == typeof(Curiosity));

    private IEnumerable<RemedyWord> Remedies => Conditions.SelectMany(c => c.Phases).SelectMany(p => Phase.Parse(p).Remedies);
}

/// <summary>One row of the comparison: a list of phases, and how sleep is done in it.</summary>
public sealed record Condition
{
    /// <summary>Name, for example <c>sequential</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Phases in order: <c>unsupervised</c>, <c>T1</c>, <c>T2</c>, <c>T1+T2</c> (interleaved),
    /// <c>sleep+T2</c> (sleep and training in alternation), <c>sleep</c> (one long sleep); behind it what is different, see <see cref="Phase"/>.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>In a search, what stands in the phases of this condition in the place of <c>{}</c>; the conditions of one search differ in nothing else.</summary>
    public string? Tried { get; init; }

    /// <summary>What sleep does in this condition.</summary>
    public SleepKind Sleep { get; init; } = SleepKind.Measured;

    /// <summary>Conditions that this one is the control of: it lacks what they are thought to work by, and should do worse.</summary>
    public IReadOnlyList<string> ControlOf { get; init; } = [];

    /// <summary>Point of the grid that this is the condition at; 0 for none.</summary>
    public int Point { get; init; }

    /// <summary>The condition as the experiment has it, before the grid; null for this one itself.</summary>
    public Condition? Written { get; init; }
}

/// <summary>What drives the hidden layer in sleep and what is learnt from it.</summary>
public enum SleepKind
{
    /// <summary>Each hidden neuron fires at the mean rate it had in wake training.</summary>
    Measured,

    /// <summary>All hidden neurons fire at one rate, the mean over the layer.</summary>
    Uniform,

    /// <summary>Measured rates, no plasticity: the control in which the weights must not move.</summary>
    Frozen,

    /// <summary>Measured rates and plasticity, but the output spikes are those of another sleep cycle:
    /// as much change, no replay.</summary>
    Shuffled,
}
