using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Snn.Foraging.Experiments;

namespace Snn.Foraging.Protocols;

/// <summary>Runs the phase trees of all seeds on a few threads. A phase is ready when the one before it has ended;
/// which thread runs it, and when, has no part in any result.</summary>
internal sealed class TrialRunner
{
    /// <summary>Steps of a recorded walk.</summary>
    public const int WalkSteps = 400;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(10);

    private readonly Experiment experiment;
    private readonly IPhaseStore store;
    private readonly RunProgress progress;
    private readonly int firstSeed;
    private readonly object gate = new();
    private readonly PriorityQueue<(int Seed, PhaseNode Node), (long, int, int)> ready = new();
    private readonly HashSet<(int Seed, PhaseNode Node)> finished = []; // in an earlier sitting
    private readonly CancellationTokenSource stop;
    private int unfinished;
    private ExceptionDispatchInfo? failure;

    private TrialRunner(Experiment experiment, IPhaseStore store, RunProgress progress, int firstSeed, CancellationToken cancel)
    {
        this.experiment = experiment;
        this.store = store;
        this.progress = progress;
        this.firstSeed = firstSeed;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>Runs what is not yet finished in the store.</summary>
    /// <returns>True when all is finished, false when it was cancelled; then the store holds where it stopped.</returns>
    public static bool Run(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IPhaseStore store, int threads, RunProgress progress, CancellationToken cancel)
    {
        var runner = new TrialRunner(experiment, store, progress, seeds[0], cancel);
        foreach (var seed in seeds)
            runner.Enter(tree, seed);

        var workers = Enumerable.Range(0, threads).Select(i => new Thread(runner.Work) { Name = $"trial worker {i}" }).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        runner.failure?.Throw();
        return runner.unfinished == 0;
    }

    // Nodes stand after their parents, so one pass finds what is finished and what is ready.
    private void Enter(PhaseTree tree, int seed)
    {
        foreach (var node in tree.Nodes)
        {
            var record = store.Load(seed, node);
            if (record is not null)
                progress.AddRestored(record.Position + record.TestCycles);
            if (record is { Finished: true })
            {
                finished.Add((seed, node));
                continue;
            }
            unfinished++;
            if (node.Parent is null || finished.Contains((seed, node.Parent)))
                MakeReady(seed, node);
        }
    }

    // The longest way to an end goes first, so that no thread is left alone with a long trial.
    private void MakeReady(int seed, PhaseNode node) => ready.Enqueue((seed, node), (-node.LongestWay, seed, node.Index));

    private void Work()
    {
        try
        {
            while (Next() is var (seed, node) && RunNode(seed, node))
                Ended(seed, node);
        }
        catch (Exception e)
        {
            lock (gate)
                failure ??= ExceptionDispatchInfo.Capture(e);
            stop.Cancel();
        }
    }

    private (int Seed, PhaseNode Node)? Next()
    {
        lock (gate)
        {
            while (unfinished > 0 && !stop.IsCancellationRequested)
            {
                if (ready.TryDequeue(out var next, out _))
                    return next;
                Monitor.Wait(gate, millisecondsTimeout: 100);
            }
            return null;
        }
    }

    private void Ended(int seed, PhaseNode node)
    {
        lock (gate)
        {
            unfinished--;
            foreach (var child in node.Children.Where(c => !finished.Contains((seed, c))))
                MakeReady(seed, child);
            Monitor.PulseAll(gate);
        }
    }

    private bool RunNode(int seed, PhaseNode node)
    {
        var saved = Stopwatch.GetTimestamp();
        var parentState = node.Parent is null ? null : store.Load(seed, node.Parent)!.State;
        var run = new PhaseRun(experiment, node, seed, seed == firstSeed ? WalkSteps : 0);
        return run.Run(
            store.Load(seed, node),
            parentState,
            progress.Add,
            () => Stopwatch.GetElapsedTime(saved) > SaveEvery,
            record =>
            {
                store.Save(seed, node, record);
                saved = Stopwatch.GetTimestamp();
            },
            stop.Token);
    }
}
