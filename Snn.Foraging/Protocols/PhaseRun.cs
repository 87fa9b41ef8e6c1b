using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Remedies;

namespace Snn.Foraging.Protocols;

/// <summary>Lives one phase of one seed from its start, or from a checkpoint within it, to its end.</summary>
/// <param name="experiment">Settings.</param>
/// <param name="node">The phase.</param>
/// <param name="seed">Life seed; the network's is the experiment's to say.</param>
/// <param name="walkSteps">Steps of the walks recorded at the end; 0 for none.</param>
internal sealed class PhaseRun(Experiment experiment, PhaseNode node, int seed, int walkSteps)
{
    // Short enough that an interrupt is answered at once, long enough that the loop costs nothing.
    private const long Chunk = GpuEngine.Launch;

    /// <summary>Lives the phase as a sequence of stretches. Whoever asks for the next one has had the last one lived by an engine.</summary>
    /// <param name="saved">A checkpoint of this phase, or null to begin it.</param>
    /// <param name="parent">Fetches the phase before, ended; null for the first phase. It is let go of at once: many agents may live side by side.</param>
    /// <param name="lived">Called with cycles that the phase has had lived without an engine.</param>
    /// <param name="saveDue">Says whether it is time for a checkpoint.</param>
    /// <param name="save">Writes a checkpoint; the last one says that the phase has finished.</param>
    /// <param name="cancel">Ends the sequence at the next stretch, after a checkpoint.</param>
    public IEnumerable<Stretch> Run(PhaseRecord? saved, Func<PhaseRecord?> parent, Action<long> lived, Func<bool> saveDue, Action<PhaseRecord> save, CancellationToken cancel)
    {
        var record = saved ?? new PhaseRecord();
        var agent = new Forager(node.Experiment, experiment.NetworkOf(seed), seed);
        var remedies = new RemedySet(node.Phase, record, new Life(node.Experiment, node, seed, agent, record));
        if (saved is not null)
        {
            agent.Restore(saved.State);
            remedies.Load(saved.Remedies);
            record.State = [];
        }
        else
        {
            if (parent() is { } before)
            {
                agent.Restore(before.State);
                remedies.Load(before.Remedies);
            }
            agent.Begin(node.Phase, node.Sleep);
            if (node.Phase.RatesOf is int ratesOf)
            {
                agent.TakeRates(ratesOf, node.TestLength);
                record.TestCycles += node.TestLength;
                lived(node.TestLength);
            }
            remedies.Begin();
        }

        var sleeper = SleepScheduler.For(node, seed, agent, record);
        do
        {
            var stopping = cancel.IsCancellationRequested;
            if (stopping || (saveDue() && record.Position > 0))
            {
                yield return new Stretch { Agent = agent, Cycles = 0, Home = Home.State, Changed = remedies.TakeChanged() };
                sleeper?.Save();
                save(Now(record, agent, remedies));
                record.State = [];
            }
            if (stopping)
                yield break;

            var before = agent.Work;
            var stop = Math.Min(Math.Min(NextStop(record.Position), remedies.Next(record.Position)), sleeper?.Next(record.Position) ?? long.MaxValue);
            var home = remedies.AreDue(stop) ? Home.State : HomeAt(stop);
            if (home == Home.Counters && sleeper?.Weighs(stop) == true)
                home = Home.Weights;
            var life = new Stretch { Agent = agent, Cycles = (int)(stop - record.Position), Home = home, Changed = remedies.TakeChanged() };
            yield return life;
            Lived(record, life, before);
            remedies.During();
            sleeper?.Look();

            for (var task = 0; task < node.Tasks.Count && node.Tests.Contains(stop); task++)
            {
                if (remedies.Test(node.Tasks[task], node.TestLength) is { } kept)
                {
                    record.Tests.Add(new(stop, task, kept));
                    lived(node.TestLength);
                }
                else
                {
                    var test = new Stretch { Agent = agent, Cycles = node.TestLength, Test = node.Tasks[task], Changed = remedies.TakeChanged() };
                    yield return test;
                    record.Tests.Add(new(stop, task, test.Result));
                }
                record.TestCycles += node.TestLength;
            }
            if (node.Snapshots.Contains(stop))
                record.Snapshots.Add(new(stop, agent.Weights()));
        }
        while (record.Position < node.Cycles);

        for (var task = 0; walkSteps > 0 && task < node.Tasks.Count; task++)
            record.Walks.Add(agent.Walk(node.Tasks[task], walkSteps));
        record.Pressure = [];
        record.Finished = true;
        save(Now(record, agent, remedies));
    }

    private Home HomeAt(long stop) => stop == node.Cycles ? Home.State : node.Snapshots.Contains(stop) ? Home.Weights : Home.Counters;

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

    private static void Lived(PhaseRecord record, Stretch life, WorkDone before)
    {
        var after = life.Agent.Work;
        record.Seconds += life.Seconds;
        record.Work = new WorkDone(
            record.Work.WakeCycles + after.WakeCycles - before.WakeCycles,
            record.Work.SleepCycles + after.SleepCycles - before.SleepCycles,
            record.Work.Spikes + after.Spikes - before.Spikes,
            record.Work.SynapticEvents + after.SynapticEvents - before.SynapticEvents);
        record.Position += life.Cycles;
    }

    private static PhaseRecord Now(PhaseRecord record, Forager agent, RemedySet remedies)
    {
        record.State = agent.State.ToArray();
        remedies.Save();
        return record;
    }
}
