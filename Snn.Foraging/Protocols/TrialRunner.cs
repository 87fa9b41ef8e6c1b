using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;

namespace Snn.Foraging.Protocols;

/// <summary>Runs the phase trees of all seeds on an engine. A phase is ready when the one before it has ended; which worker runs it, when, and
/// beside which others, has no part in any result.</summary>
internal sealed class TrialRunner
{
    /// <summary>Steps of a recorded walk.</summary>
    public const int WalkSteps = 400;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(10);

    // Where many agents live side by side, checkpoints take at most a twentieth of the time.
    private const int SaveShare = 20;

    private readonly Experiment experiment;
    private readonly IPhaseStore store;
    private readonly IEngine engine;
    private readonly RunProgress progress;
    private readonly int firstSeed;
    private readonly object gate = new();
    private readonly PriorityQueue<(int Seed, PhaseNode Node), (long, int, int)> ready = new();
    private readonly HashSet<(int Seed, PhaseNode Node)> finished = []; // in an earlier sitting
    private readonly CancellationTokenSource stop;
    private int unfinished;
    private int living;
    private ExceptionDispatchInfo? failure;

    private TrialRunner(Experiment experiment, IPhaseStore store, IEngine engine, RunProgress progress, int firstSeed, CancellationToken cancel)
    {
        this.experiment = experiment;
        this.store = store;
        this.engine = engine;
        this.progress = progress;
        this.firstSeed = firstSeed;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>Runs what is not yet finished in the store.</summary>
    /// <returns>True when all is finished, false when it was cancelled; then the store holds where it stopped.</returns>
    public static bool Run(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IPhaseStore store, IEngine engine, RunProgress progress, CancellationToken cancel)
    {
        var runner = new TrialRunner(experiment, store, engine, progress, seeds[0], cancel);
        foreach (var seed in seeds)
            runner.Enter(tree, seed);

        var workers = Enumerable.Range(0, engine.Workers).Select(i => new Thread(runner.Work) { Name = $"trial worker {i}" }).ToList();
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
            var alive = new List<Living>();
            while (Fill(alive))
            {
                engine.Run([.. alive.Select(l => l.Now)]);
                List<Living> ended = [.. alive.Where(l => l.Now.Lived == l.Now.Cycles)];
                progress.Add(ended.Sum(l => (long)l.Now.Cycles));
                GoOn(alive, ended);
            }
        }
        catch (Exception e)
        {
            lock (gate)
                failure ??= ExceptionDispatchInfo.Capture(e);
            stop.Cancel();
        }
    }

    // Takes its share of what is ready and has room; waits only if nothing is alive. False when there is nothing left to do.
    private bool Fill(List<Living> alive)
    {
        var born = new List<Living>();
        while (Next(alive.Count + born.Count) is var (seed, node))
            born.Add(new(this, seed, node));
        alive.AddRange(born);
        GoOn(alive, born);
        return alive.Count > 0;
    }

    private void GoOn(List<Living> alive, List<Living> some)
    {
        int side = alive.Count;
        try
        {
            Parallel.ForEach(some, new ParallelOptions { MaxDegreeOfParallelism = engine.HostThreads }, l => l.Next(side));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        foreach (var life in some.Where(l => l.Over))
        {
            engine.Release(life.Now.Agent);
            alive.Remove(life);
            Ended(life);
        }
    }

    // All workers have the same share of those that are alive or could be, give or take one: on the processor one each, on a device half for each of
    // two flights.
    private int Share => (Math.Min(living + ready.Count, engine.Room) + engine.Workers - 1) / engine.Workers;

    private (int Seed, PhaseNode Node)? Next(int mine)
    {
        lock (gate)
        {
            while (unfinished > 0 && !stop.IsCancellationRequested)
            {
                if (mine < Share && living < engine.Room && ready.TryDequeue(out var next, out _))
                {
                    living++;
                    return next;
                }
                if (mine > 0)
                    break;
                Monitor.Wait(gate, millisecondsTimeout: 100);
            }
            return null;
        }
    }

    private void Ended(Living life)
    {
        lock (gate)
        {
            living--;
            if (life.Finished)
            {
                unfinished--;
                foreach (var child in life.Node.Children.Where(c => !finished.Contains((life.Seed, c))))
                    MakeReady(life.Seed, child);
            }
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>A phase that is being lived.</summary>
    private sealed class Living
    {
        private readonly TrialRunner runner;
        private readonly IEnumerator<Stretch> stretches;
        private long saved = Stopwatch.GetTimestamp();
        private TimeSpan saveEvery = SaveEvery;
        private int company = 1;

        public Living(TrialRunner runner, int seed, PhaseNode node)
        {
            this.runner = runner;
            Seed = seed;
            Node = node;
            stretches = Stretches().GetEnumerator();
        }

        public int Seed { get; }

        public PhaseNode Node { get; }

        /// <summary>The stretch that is to be lived next; when it is over, the last one.</summary>
        public Stretch Now { get; private set; } = null!;

        /// <summary>True when there is no stretch left.</summary>
        public bool Over { get; private set; }

        /// <summary>True when the phase has ended, false when it was stopped.</summary>
        public bool Finished { get; private set; }

        /// <summary>Goes on to the next stretch.</summary>
        /// <param name="side">How many live side by side.</param>
        public void Next(int side)
        {
            company = side;
            Over = !stretches.MoveNext();
            if (!Over)
                Now = stretches.Current;
        }

        private IEnumerable<Stretch> Stretches()
        {
            var run = new PhaseRun(runner.experiment, Node, Seed, Seed == runner.firstSeed && !runner.experiment.Changes ? WalkSteps : 0);
            return run.Run(runner.store.Load(Seed, Node), () => Node.Parent is null ? null : runner.store.Load(Seed, Node.Parent), runner.progress.Add, () => Stopwatch.GetElapsedTime(saved) > saveEvery, Save, runner.stop.Token);
        }

        private void Save(PhaseRecord record)
        {
            var clock = Stopwatch.GetTimestamp();
            runner.store.Save(Seed, Node, record);
            saved = Stopwatch.GetTimestamp();
            var all = Stopwatch.GetElapsedTime(clock, saved) * SaveShare * company / runner.engine.HostThreads;
            saveEvery = all > SaveEvery ? all : SaveEvery;
            Finished = record.Finished;
        }
    }
}
