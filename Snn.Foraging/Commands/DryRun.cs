using System.Diagnostics;
using System.Globalization;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Commands;

/// <summary><c>--dry-run</c>: the resolved experiment as TOML, under comments that say what it would take. Writes no file.</summary>
internal static class DryRun
{
    // What figures and the report take, as measured, whatever was simulated.
    private const long Drawing = 200_000_000;

    // Halves of what agents on a device take here, with what is no longer needed and not yet collected, as measured: 12.5 MB for 3.75.
    private const int Uncollected = 7;

    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(1);

    /// <summary>Writes the resolved TOML and the estimate.</summary>
    public static void Write(TextWriter to, Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, int threads, string engine)
    {
        if (experiment.Conditions.Count == 0)
        {
            to.WriteLine("# A study of small networks: no movement cycles; about 20 s a seed and thread, 100 MB. Nothing was written. What follows is the experiment.\n");
            to.Write(ExperimentWriter.Write(experiment));
            return;
        }

        var perSeed = RunProgress.CyclesOfSeed(tree);
        var total = perSeed * seeds.Count;
        var (rate, state) = Measure(experiment, tree, seeds[0]);
        var busy = Math.Min(threads, seeds.Count * tree.Nodes.Count(n => n.Children.Count == 0));
        var longest = tree.Nodes.Where(n => n.Parent is null).Max(n => n.LongestWay);
        var seconds = Math.Max((double)total / busy, longest) / rate;

        var size = RunSize.Of(experiment, tree, seeds);
        var device = engine == "gpu" ? EngineChoice.Request(experiment, tree, seeds, threads) : null;
        var phase = 3 * (state + tree.Nodes.Max(n => RunSize.Snapshots([n])));
        var alive = device is null ? threads * phase : Math.Min(device.Agents, GpuEngine.HostRoom(device)) * GpuEngine.HostBytesOf(device) * Uncollected / 2;
        var memory = Environment.WorkingSet + Drawing + alive + (experiment.Analyses.Contains(Analysis.Geometry) ? experiment.Lives * tree.Nodes.Count * state : 0) + RunSize.Snapshots(tree.Nodes) + size.Weights / seeds.Count / experiment.Conditions.Count;

        string Line(FormattableString text) => "# " + text.ToString(CultureInfo.InvariantCulture);
        to.WriteLine(Line($"cycles  {total:N0}: {seeds.Count} x {perSeed:N0}, shared phases once, tests included"));
        var processor = device is null ? "" : "; that is the processor, a device is timed by verify-gpu";
        to.WriteLine(Line($"time    about {ProgressDisplay.Duration(TimeSpan.FromSeconds(seconds))} with {busy} threads at work, at {rate:N0} cycles/s a thread as just measured (first phase){processor}"));
        to.WriteLine(Line($"memory  at most about {memory / 1e6:N0} MB, {state:N0} bytes an agent"));
        to.WriteLine(Line($"disk    about {size.Running / 1e6:N0} MB while it runs, {size.Weights / 1e6:N0} MB of weights at the end"));
        if (device is not null)
        {
            var beside = Math.Min(device.Agents, GpuEngine.HostRoom(device));
            to.WriteLine(Line($"gpu     {GpuEngine.BytesOf(device) / 1e6:N1} MB of device memory an agent, its tests included: {beside * GpuEngine.BytesOf(device) / 1e6:N0} MB for {beside:N0} of {device.Agents:N0} side by side (with PoCL of this machine's memory, too); with less, fewer at a time"));
        }
        for (var n = 1; n <= experiment.Grid?.Count; n++)
            to.WriteLine(Line($"point {n,-4}{experiment.Grid.Text(n)}"));
        to.WriteLine("# Nothing was written. What follows is the experiment, every setting resolved.");
        to.WriteLine();
        to.Write(ExperimentWriter.Write(experiment));
    }

    private static (double Rate, long StateBytes) Measure(Experiment experiment, PhaseTree tree, int seed)
    {
        const long Stretch = 1_000;
        var first = tree.Nodes[0];
        var agent = new Forager(experiment, seed, seed);
        agent.Begin(first.Phase, first.Sleep);
        var left = first.Cycles;
        long Live(TimeSpan time)
        {
            var lived = 0L;
            for (var clock = Stopwatch.StartNew(); left >= Stretch && clock.Elapsed < time; left -= Stretch, lived += Stretch)
                agent.Run(Stretch);
            return lived;
        }

        Live(Trial); // compiles the loop, first plainly and then well
        var timed = Stopwatch.StartNew();
        var lived = Live(Trial);
        // A phase too short to time is also too short to matter.
        return (lived > 0 ? lived / timed.Elapsed.TotalSeconds : 100_000, agent.State.Length);
    }
}
