using System.Diagnostics;
using System.Globalization;
using Snn.Foraging.Agent;
using Snn.Foraging.Commands;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Gpu;

namespace Snn.Foraging.Engines;

/// <summary>Opens the engine that was asked for, or says in one line why it is another.</summary>
internal static class EngineChoice
{
    // A kernel takes half a minute to compile; a shorter run is over by then.
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(1);

    // Measured on an H100 beside 16 threads: it overtakes them at 100 agents, six or seven a thread (docs/performance.md). Runs of fewer do
    // not look for a device at all, since a driver brings its compiler into memory: 60 MB where it is PoCL.
    private const int CrossoverPerThread = 6;

    /// <summary>What <c>--engine</c> can be.</summary>
    public static readonly string[] Names = ["auto", "cpu", "gpu"];

    /// <summary>Opens an engine.</summary>
    /// <param name="asked">One of <see cref="Names"/>.</param>
    /// <param name="experiment">What will run.</param>
    /// <param name="tree">Its phases.</param>
    /// <param name="seeds">Its seeds.</param>
    /// <param name="threads">Threads of this processor.</param>
    /// <param name="say">Takes lines for the user.</param>
    /// <param name="find">Looks for devices; null for <see cref="GpuDevices.Find"/>.</param>
    public static IEngine Open(string asked, Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, int threads, Action<string> say, Func<GpuDevices>? find = null)
    {
        var cpu = new CpuEngine(threads);
        if (asked == "cpu")
            return cpu;
        int agents = Agents(tree, seeds), crossover = CrossoverPerThread * threads;
        if (asked == "auto" && agents <= crossover)
        {
            say(string.Create(CultureInfo.InvariantCulture, $"engine    cpu: a GPU pays with more than {crossover:N0} agents side by side, here are {agents:N0}"));
            return cpu;
        }

        var devices = find is null ? GpuDevices.Find() : find(); // an engine needs them as long as the process lives
        var usable = devices.Found.Where(d => d.Refused is null && (asked == "gpu" || d.Kind is GpuKind.Cuda or GpuKind.OpenCl)).ToList();
        if (usable.Count == 0)
        {
            if (asked == "gpu")
                say($"warning: no GPU: {WhyNone(devices)}; going on with the CPU engine");
            return cpu;
        }

        double perCpu = 0;
        if (asked == "auto")
        {
            perCpu = CpuRate(experiment, tree, seeds[0]) * Math.Min(threads, agents);
            var time = TimeSpan.FromSeconds(RunProgress.CyclesOfSeed(tree) * seeds.Count / perCpu);
            if (time < Short)
            {
                say($"engine    cpu: about {ProgressDisplay.Duration(time)}, as long as {usable[0].Name} would take to get ready");
                return cpu;
            }
        }

        var request = Request(experiment, tree, seeds, threads);
        var engine = OpenFirst(usable, device => new GpuEngine(devices, device, request), engine => SameBits(engine, experiment, seeds[0]), request, say);
        if (engine is null)
            return cpu;
        if (asked == "gpu")
            return engine;
        var born = Newborn(experiment, tree, seeds[0]);
        return Faster(engine, () => engine.CyclesPerSecond(born, engine.Room, GpuEngine.Launch), cpu, perCpu, say);
    }

    /// <summary>Keeps the faster of two engines, gives the other back and says so. A device that is lost while it is timed is given back, too.</summary>
    internal static IEngine Faster(IEngine gpu, Func<double> time, IEngine cpu, double perCpu, Action<string> say)
    {
        double perGpu;
        try
        {
            perGpu = time();
        }
        catch (EngineLostException e)
        {
            say($"warning: {e.Message}; going on with the CPU engine");
            gpu.Dispose();
            return cpu;
        }

        var (faster, other) = perGpu > perCpu ? (gpu, cpu) : (cpu, gpu);
        say(string.Create(CultureInfo.InvariantCulture, $"engine    {faster.Name}: just measured, {perGpu:N0} cycles/s with {gpu.Room:N0} agents on {gpu.Device}, {perCpu:N0} on {cpu.Workers} threads"));
        other.Dispose();
        return faster;
    }

    /// <summary>What a device is asked for to run an experiment.</summary>
    public static GpuRequest Request(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, int threads)
    {
        // Rows of synapses are padded, so that agents of different seeds differ in length; at points of a grid whole networks may.
        var born = tree.Nodes.Select(n => n.Experiment).Distinct().SelectMany(e => seeds.Select(s => (Experiment: e, Seed: s))).ToArray();
        var (lengths, shared) = (new int[born.Length], new int[born.Length]);
        Parallel.For(0, born.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, k =>
        {
            var agent = new Forager(born[k].Experiment, born[k].Experiment.NetworkOf(born[k].Seed), born[k].Seed);
            (lengths[k], shared[k]) = (agent.Block.Length, agent.Shared);
        });
        return new GpuRequest
        {
            Agents = Agents(tree, seeds),
            Length = lengths.Max(),
            Shared = shared.Max(),
            Kept = tree.Nodes.Max(n => RunSize.Snapshots([n])),
            HostThreads = threads,
        };
    }

    /// <summary>Phases that can be lived side by side.</summary>
    private static int Agents(PhaseTree tree, IReadOnlyList<int> seeds) => seeds.Count * tree.Nodes.Count(n => n.Children.Count == 0);

    /// <summary>Opens the first device that can be had and computes the bits of the CPU engine, and says so of each. Null if there is none.</summary>
    internal static T? OpenFirst<T>(IReadOnlyList<GpuDevice> usable, Func<GpuDevice, T> open, Func<T, bool> sameBits, GpuRequest request, Action<string> say)
        where T : class, IEngine
    {
        var clock = Stopwatch.StartNew();
        foreach (var device in usable)
        {
            T? engine = null;
            try
            {
                engine = open(device);
                if (sameBits(engine))
                {
                    var each = GpuEngine.BytesOf(request);
                    say(string.Create(CultureInfo.InvariantCulture,
                        $"gpu       {device.Name}: {engine.Room:N0} of {request.Agents:N0} agents side by side, {each / 1e6:N1} MB each, {engine.Room * each / 1e6:N0} MB of its {device.Memory / 1e6:N0} MB; ready after {ProgressDisplay.Duration(clock.Elapsed)}"));
                    return engine;
                }

                say($"warning: {device.Name} does not compute the bits of the CPU engine and is not used");
            }
            catch (EngineLostException e)
            {
                say($"warning: {e.Message}");
            }

            engine?.Dispose();
        }

        say("warning: no GPU is left; going on with the CPU engine");
        return null;
    }

    /// <summary>Lives a short life, awake and asleep, on an engine and on this processor and compares.</summary>
    internal static bool SameBits(IEngine engine, Experiment experiment, int seed)
    {
        using var cpu = new CpuEngine(1);
        Forager here = new(experiment, experiment.NetworkOf(seed), seed), there = new(experiment, experiment.NetworkOf(seed), seed);
        foreach (var phase in (ReadOnlySpan<string>)["unsupervised", "T1", "sleep"])
        {
            foreach (var agent in (ReadOnlySpan<Forager>)[here, there])
            {
                agent.Begin(Phase.Parse(phase), SleepKind.Measured);
                (agent == here ? cpu : engine).Run([new Stretch { Agent = agent, Cycles = 100, Home = Home.State }]);
            }

            engine.Release(there); // the next phase begins with words that only a new visit takes along
        }

        return BitComparison.Differences(here, there) == 0;
    }

    private static double CpuRate(Experiment experiment, PhaseTree tree, int seed)
    {
        var agent = Newborn(experiment, tree, seed);
        agent.Run(GpuEngine.Launch); // compiles the loop
        const int Cycles = 50_000;
        var clock = Stopwatch.GetTimestamp();
        agent.Run(Cycles);
        return Cycles / Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    private static Forager Newborn(Experiment experiment, PhaseTree tree, int seed)
    {
        var agent = new Forager(experiment, experiment.NetworkOf(seed), seed);
        agent.Begin(tree.Nodes[0].Phase, tree.Nodes[0].Sleep);
        return agent;
    }

    /// <summary>Why there is no device to be used.</summary>
    public static string WhyNone(GpuDevices devices)
    {
        var refused = devices.Found.Select(d => $"{d.Name}: {d.Refused}");
        var absent = new[] { (Library: "cuda", Name: "CUDA"), (Library: "OpenCL", Name: "OpenCL") }
            .Select(a => GpuContext.Absence(a.Library) ?? $"{a.Name} shows no device");
        return string.Join(", ", devices.Found.Count > 0 ? refused : absent);
    }
}
