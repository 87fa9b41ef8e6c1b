using Snn.Foraging.Experiments;

namespace Snn.Foraging.Protocols;

/// <summary>What a phase does.</summary>
public enum PhaseKind
{
    /// <summary>All four particle types, no reward; only the input synapses learn.</summary>
    Unsupervised,

    /// <summary>One task.</summary>
    Train,

    /// <summary>Two tasks in alternation.</summary>
    Interleave,

    /// <summary>Training on one task in alternation with sleep.</summary>
    SleepAndTrain,

    /// <summary>One long sleep.</summary>
    Sleep,
}

/// <summary>One phase of a trial, as written in an experiment.</summary>
/// <param name="Name">As written, for example <c>sleep+T2</c>; the name in every result.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Tasks">Tasks trained in it, as indices: 0 is T1, 1 is T2.</param>
public sealed record Phase(string Name, PhaseKind Kind, IReadOnlyList<int> Tasks)
{
    /// <summary>Number of tasks that the world offers.</summary>
    public const int TaskCount = 2;

    /// <summary>Name of a task.</summary>
    public static string TaskName(int task) => $"T{task + 1}";

    /// <summary>Reads a phase.</summary>
    /// <exception cref="FormatException">Not a phase; the message says what is.</exception>
    public static Phase Parse(string text)
    {
        switch (text)
        {
            case "unsupervised": return new(text, PhaseKind.Unsupervised, []);
            case "sleep": return new(text, PhaseKind.Sleep, []);
            default: break;
        }

        var parts = text.Split('+');
        if (parts.Length == 1 && Task(parts[0]) is int only)
            return new(text, PhaseKind.Train, [only]);
        if (parts.Length == 2 && parts[0] == "sleep" && Task(parts[1]) is int slept)
            return new(text, PhaseKind.SleepAndTrain, [slept]);
        if (parts.Length == 2 && Task(parts[0]) is int a && Task(parts[1]) is int b && a != b)
            return new(text, PhaseKind.Interleave, [a, b]);
        throw new FormatException($"phase '{text}' is unknown; a phase is unsupervised, T1, T2, T1+T2, sleep+T1, sleep+T2 or sleep");
    }

    /// <summary>Movement cycles of the phase, sleep included.</summary>
    public long Cycles(Experiment experiment)
    {
        var s = experiment.Schedule;
        return Kind switch
        {
            PhaseKind.Unsupervised => s.Unsupervised,
            PhaseKind.Train => s.Train,
            PhaseKind.Interleave => 2L * s.Train,
            PhaseKind.SleepAndTrain => s.Train + SleepCyclesOf(experiment),
            _ => s.Sleep,
        };
    }

    /// <summary>Of those, the cycles asleep.</summary>
    public long SleepCyclesOf(Experiment experiment) => Kind switch
    {
        PhaseKind.SleepAndTrain => (long)experiment.Schedule.Train * experiment.Sleep.SleepCycles / experiment.Sleep.WakeCycles,
        PhaseKind.Sleep => experiment.Schedule.Sleep,
        _ => 0,
    };

    private static int? Task(string text) => text is "T1" ? 0 : text is "T2" ? 1 : null;
}
