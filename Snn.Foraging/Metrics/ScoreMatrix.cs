using Snn.Foraging.Protocols;

namespace Snn.Foraging.Metrics;

/// <summary>Scores of one trial: a row after each phase, a column for each task; null where nothing was eaten.</summary>
/// <param name="Phases">The phases, one a row.</param>
/// <param name="Scores">Scores [phase][task].</param>
public sealed record ScoreMatrix(IReadOnlyList<Phase> Phases, IReadOnlyList<IReadOnlyList<double?>> Scores)
{
    /// <summary>Number of tasks.</summary>
    public int Tasks => Scores.Count == 0 ? 0 : Scores[0].Count;

    /// <summary>Tasks in the order in which they are first trained, each with the row of the phase that first trains it; none where tasks change.</summary>
    public IReadOnlyList<(int Task, int Row)> TrainingOrder()
    {
        var order = new List<(int Task, int Row)>();
        for (var row = 0; row < Phases.Count; row++)
        {
            foreach (var task in Phases[row].Tasks.Where(t => t < Tasks))
            {
                if (order.All(o => o.Task != task))
                    order.Add((task, row));
            }
        }
        return order;
    }

    /// <summary>True if phases, such as a sleep, follow the one that trains the last task: ACC, BWT and forgetting are defined after that one and know nothing
    /// of them.</summary>
    public bool GoesOn => TrainingOrder() is { Count: > 0 } order && order.Count == Tasks && order[^1].Row < Scores.Count - 1;

    /// <summary>Row of the untrained agent, b; null without an unsupervised phase before all training.</summary>
    public IReadOnlyList<double?>? Untrained
    {
        get
        {
            for (var row = 0; row < Phases.Count && Phases[row].Tasks.Count == 0; row++)
            {
                if (Phases[row].Kind == PhaseKind.Unsupervised)
                    return Scores[row];
            }
            return null;
        }
    }

    /// <summary>Score on a task after training on it alone, R*: the first training of the trial must be a phase of that task only.</summary>
    public double? Alone(int task)
    {
        var first = 0;
        while (first < Phases.Count && Phases[first].Kind == PhaseKind.Unsupervised)
            first++;
        return first < Phases.Count && Phases[first].Kind == PhaseKind.Train && Phases[first].Tasks[0] == task ? Scores[first][task] : null;
    }
}
