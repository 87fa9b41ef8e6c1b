using System.Diagnostics;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Commands;

/// <summary>The measurements behind the table. Clocks are read here and nowhere near a result.</summary>
internal sealed class Bench
{
    public const int Rounds = 5;
    private readonly Experiment experiment;
    private readonly int cycles;
    private readonly byte[] trained;

    /// <param name="experiment">Its network.</param>
    /// <param name="cycles">Cycles of a round; the agent has lived for one and a half rounds before.</param>
    public Bench(Experiment experiment, int cycles)
    {
        this.experiment = experiment;
        this.cycles = cycles;
        var forager = new Forager(experiment, 7, 7);
        forager.Begin(Phase.Parse("unsupervised"), SleepKind.Measured);
        forager.Run(cycles / 2);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(cycles);
        trained = forager.State.ToArray();
        Footprint = forager.Footprint;
    }

    /// <summary>Synapses and bytes of one trial.</summary>
    public (long Synapses, long Bytes) Footprint { get; }

    /// <summary>Per second, on one thread: awake and learning, asleep, and both in alternation.</summary>
    public IEnumerable<(string Name, double Cycles, double Spikes, double Events)> OneThread()
    {
        foreach (var (name, phase) in new[] { ("unsupervised", "unsupervised"), ("wake training", "T1"), ("sleep", "sleep"), ("sleep + train", "sleep+T2") })
        {
            var forager = Prepared(phase);
            var before = forager.Work;
            double seconds = Median(() => forager.Run(cycles));
            var work = forager.Work;
            yield return (name, cycles / seconds, (work.Spikes - before.Spikes) / Rounds / seconds, (work.SynapticEvents - before.SynapticEvents) / Rounds / seconds);
        }
    }

    /// <summary>Gain of two threads over one: ours, and that of arithmetic without memory, measured by turns.</summary>
    public (double Own, double Pure) TwoThreads()
    {
        Forager a = Prepared("T1"), b = Prepared("T1");
        var own = new List<double>();
        var pure = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            own.Add(2 * Seconds(() => a.Run(cycles)) / Seconds(() => Both(() => a.Run(cycles), () => b.Run(cycles))));
            pure.Add(2 * Seconds(() => Arithmetic()) / Seconds(() => Both(() => Arithmetic(), () => Arithmetic())));
        }

        own.Sort();
        pure.Sort();
        return (own[Rounds / 2], pure[Rounds / 2]);
    }

    private Forager Prepared(string phase)
    {
        var forager = new Forager(experiment, 7, 7);
        forager.Restore(trained);
        forager.Begin(Phase.Parse(phase), SleepKind.Measured);
        forager.Run(cycles / 10);
        return forager;
    }

    private static double Median(Action action)
    {
        var seconds = Enumerable.Range(0, Rounds).Select(_ => Seconds(action)).ToList();
        seconds.Sort();
        return seconds[Rounds / 2];
    }

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }

    private static void Both(Action first, Action second)
    {
        var thread = new Thread(() => first());
        thread.Start();
        second();
        thread.Join();
    }

    private static float Arithmetic()
    {
        float a = 1, b = 1, c = 1, d = 1;
        for (int i = 0; i < 100_000_000; i++)
        {
            a = (a * 0.999f) + 0.001f;
            b = (b * 0.998f) + 0.002f;
            c = (c * 0.997f) + 0.003f;
            d = (d * 0.996f) + 0.004f;
        }

        return a + b + c + d;
    }
}
