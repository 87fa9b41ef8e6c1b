using System.Diagnostics;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;

namespace Snn.Foraging.Protocols;

/// <summary>Lives one phase of one seed from its start, or from a checkpoint within it, to its end.</summary>
/// <param name="experiment">Settings.</param>
/// <param name="node">The phase.</param>
/// <param name="seed">Life seed; the network's is the experiment's to say.</param>
/// <param name="walkSteps">Steps of the walks recorded at the end; 0 for none.</param>
internal sealed class PhaseRun(Experiment experiment, PhaseNode node, int seed, int walkSteps)
{
    // Short enough that an interrupt is answered at once, long enough that the loop costs nothing.
    private const long Chunk = 2_000;

    /// <summary>Runs the phase.</summary>
    /// <param name="saved">A checkpoint of this phase, or null to begin it.</param>
    /// <param name="parentState">The agent at the end of the phase before; null for the first phase.</param>
    /// <param name="lived">Called with the number of cycles after each stretch.</param>
    /// <param name="saveDue">Says whether it is time for a checkpoint.</param>
    /// <param name="save">Writes a checkpoint.</param>
    /// <param name="cancel">Stops the phase at the next stretch, after a checkpoint.</param>
    /// <returns>True when the phase has ended, false when it was stopped.</returns>
    public bool Run(PhaseRecord? saved, byte[]? parentState, Action<long> lived, Func<bool> saveDue, Action<PhaseRecord> save, CancellationToken cancel)
    {
        var record = saved ?? new PhaseRecord();
        var agent = new Forager(experiment, experiment.NetworkOf(seed), seed);
        if (saved is not null)
            agent.Restore(saved.State);
        else
        {
            if (parentState is not null)
                agent.Restore(parentState);
            agent.Begin(node.Phase, node.Sleep);
            if (node.Phase.RatesOf is int task)
            {
                agent.TakeRates(task, node.TestLength);
                record.TestCycles += node.TestLength;
                lived(node.TestLength);
            }
        }

        do
        {
            if (cancel.IsCancellationRequested || (saveDue() && record.Position > 0))
                save(Now(record, agent));
            if (cancel.IsCancellationRequested)
                return false;
            Live(agent, record, NextStop(record.Position), lived);
            Sample(agent, record, lived);
        }
        while (record.Position < node.Cycles);

        for (var task = 0; walkSteps > 0 && task < Phase.TaskCount; task++)
            record.Walks.Add(agent.Walk(task, walkSteps));
        record.Finished = true;
        save(Now(record, agent));
        return true;
    }

    private long NextStop(long position)
    {
        var stop = Math.Min(node.Cycles, position + Chunk);
        foreach (var points in (ReadOnlySpan<IReadOnlyList<long>>)[node.Tests, node.Snapshots])
        {
            foreach (var point in points)
            {
                if (point > position)
                {
                    stop = Math.Min(stop, point);
                    break;
                }
            }
        }
        return stop;
    }

    private static void Live(Forager agent, PhaseRecord record, long stop, Action<long> lived)
    {
        var before = agent.Work;
        var clock = Stopwatch.GetTimestamp();
        agent.Run(stop - record.Position);
        record.Seconds += Stopwatch.GetElapsedTime(clock).TotalSeconds;
        var after = agent.Work;
        record.Work = new WorkDone(
            record.Work.WakeCycles + after.WakeCycles - before.WakeCycles,
            record.Work.SleepCycles + after.SleepCycles - before.SleepCycles,
            record.Work.Spikes + after.Spikes - before.Spikes,
            record.Work.SynapticEvents + after.SynapticEvents - before.SynapticEvents);
        lived(stop - record.Position);
        record.Position = stop;
    }

    private void Sample(Forager agent, PhaseRecord record, Action<long> lived)
    {
        if (node.Tests.Contains(record.Position))
        {
            for (var task = 0; task < Phase.TaskCount; task++)
            {
                record.Tests.Add(new(record.Position, task, agent.Test(task, node.TestLength)));
                record.TestCycles += node.TestLength;
                lived(node.TestLength);
            }
        }
        if (node.Snapshots.Contains(record.Position))
            record.Snapshots.Add(new(record.Position, agent.Weights()));
    }

    private static PhaseRecord Now(PhaseRecord record, Forager agent)
    {
        record.State = agent.State.ToArray();
        return record;
    }
}
