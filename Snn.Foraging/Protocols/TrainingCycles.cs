using Snn.Foraging.Experiments;

namespace Snn.Foraging.Protocols;

/// <summary>How many of a phase's first cycles trained a given task. A phase that alternates begins with its first task,
/// or with training before sleep.</summary>
internal static class TrainingCycles
{
    /// <summary>Training cycles on a task among the first cycles of a phase that was lived.</summary>
    public static long Of(PhaseNode node, PhaseRecord record, long position, int task) =>
        node.Phase.Pressure is null ? Of(node.Phase, node.Experiment, position, task)
        : node.Phase.Tasks.Contains(task) ? position - record.Sleeps.Sum(s => Math.Clamp(position - s.Start, 0, s.Cycles)) : 0;

    /// <summary>Training cycles on a task among the first cycles of a phase that sleeps by the clock.</summary>
    public static long Of(Phase phase, Experiment experiment, long position, int task)
    {
        if (!phase.Tasks.Contains(task))
            return 0;
        var s = phase.Scaled(experiment);
        long replay = phase.Replays * s.Learning.TraceCycles;
        return phase.Kind switch
        {
            PhaseKind.Train => replay == 0 ? position : InTurn(position, 0, s.Sleep.WakeCycles, s.Sleep.WakeCycles + replay),
            PhaseKind.Interleave => InTurn(position, phase.Tasks.ToList().IndexOf(task) * (long)s.Schedule.Interleave, s.Schedule.Interleave, phase.Tasks.Count * (long)s.Schedule.Interleave),
            PhaseKind.SleepAndTrain => InTurn(position, 0, s.Sleep.WakeCycles, (long)s.Sleep.WakeCycles + s.Sleep.SleepCycles + replay),
            _ => 0,
        };
    }

    // A turn begins so many cycles after its round.
    private static long InTurn(long position, long begin, long turn, long round)
    {
        var rounds = Math.DivRem(position, round, out var rest);
        return rounds * turn + Math.Clamp(rest - begin, 0, turn);
    }
}
