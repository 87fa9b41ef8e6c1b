using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Gpu;

namespace Snn.Foraging.Commands;

/// <summary><c>snn verify-gpu</c>: is the device right, and how fast is it? Written for a machine with a card and nothing else.</summary>
internal static class VerifyGpuCommand
{
    private const int Cycles = 2_000;
    private const int LargestBatch = 8_192;

    // Lives of the whole experiment that is timed, and about how many seconds of them.
    private const int Lives = 1_024;
    private const int LivedSeconds = 10;

    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Folder for verify-gpu.json and verify-gpu.md.", DefaultValueFactory = _ => ".", HelpName = "DIR" };
        var seeds = new Option<string>("--seeds") { Description = "Seeds whose bits are compared.", DefaultValueFactory = _ => "1-4", HelpName = "LIST" };
        var batch = new Option<int>("--batch") { Description = "Largest batch timed.", DefaultValueFactory = _ => LargestBatch, HelpName = "N" };
        var command = new Command("verify-gpu", "Compare a GPU with the CPU engine bit by bit over all phases, and time it against the size of the batch.") { folder, seeds, batch };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), SeedList.Parse(parsed.GetRequiredValue(seeds)), parsed.GetRequiredValue(batch)));
        return command;
    }

    private static int Run(string folder, IReadOnlyList<int> seeds, int largest)
    {
        if (largest < 1)
            throw new UserErrorException($"--batch {largest} must be at least 1");
        var devices = GpuDevices.Find();
        var device = devices.Found.FirstOrDefault(d => d.Refused is null) ?? throw new UserErrorException($"no GPU to verify: {EngineChoice.WhyNone(devices)}");
        Directory.CreateDirectory(folder);
        var agent = Trained(seeds[0]);
        double one = CpuRate([agent]), all = CpuRate([.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Trained(seeds[0]))]);

        // The first shape is the one that is compared: blocks of several agents, as large experiments have them.
        var report = new VerificationReport(device, one, all, Cycles);
        foreach (var (group, squad, resident) in Shapes(device))
        {
            Say($"compiling the kernel for {device.Name}");
            var clock = Stopwatch.StartNew();
            var request = Verification.Request(seeds, Math.Max(largest, seeds.Count)) with { GroupSize = group, Squad = squad, Resident = resident };
            using var engine = Open(devices, device, request);
            Say($"ready after {clock.Elapsed.TotalSeconds:F0} s, room for {engine.Room:N0} agents");
            if (report.Compared.Count == 0)
            {
                report.Ready(clock.Elapsed.TotalSeconds, GpuEngine.BytesOf(request));
                report.Compared.AddRange(seeds.Chunk(engine.Room).SelectMany(some => Verification.Run(engine, some, Cycles)));
                Say($"{(report.SameBits ? "every bit is the same" : "THE BITS DIFFER")}");
            }

            double rate = 0;
            for (int agents = 1; agents <= Math.Min(largest, engine.Room); agents *= 2)
            {
                // About a second a launch, once it is known how fast one is.
                int cycles = rate == 0 ? 200 : (int)Math.Clamp(rate / agents, 50, Cycles);
                rate = engine.CyclesPerSecond(agent, agents, cycles);
                report.Rates.Add((agents, group, squad, resident, rate));
                Say($"{agents,6:N0} agents, {group} threads each, blocks of {Math.Max(1, squad)}, at least {resident:N0} on a multiprocessor: {rate,12:N0} cycles/s");
            }

            if (report.Whole is null)
            {
                int lives = Math.Min(Math.Min(largest, engine.Room), Lives);
                report.Whole = Whole(engine, seeds[0], lives, (int)Math.Clamp(rate / lives * LivedSeconds, 150, 100_000));
                Say($"a small whole experiment, {lives:N0} agents: {report.Whole.OneFlight:N0} cycles/s with one flight, {report.Whole.TwoFlights:N0} with two");
            }

            report.Save(folder); // what was measured stays if the next shape fails
        }

        Console.Write(report.Markdown());
        return report.ExitCode;
    }

    /// <summary>Times a small whole experiment with one flight in the air, then with two.</summary>
    internal static WholeTimes Whole(GpuEngine engine, int seed, int lives, int train)
    {
        var experiment = new WholeExperiment(seed, lives, train);
        int usual = engine.Workers;
        engine.Workers = 1;
        var one = experiment.Run(engine);
        engine.Workers = GpuEngine.Flights;
        var two = experiment.Run(engine);
        engine.Workers = usual;
        return new(lives, train, one.Rate, two.Rate, one.Hash == two.Hash);
    }

    private static void Say(FormattableString line) => Console.Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Threads an agent; agents of a block, which fetch their instructions together; threads that a multiprocessor is to hold: fewer registers
    /// for each against more agents at once.</summary>
    private static (int Group, int Squad, int Resident)[] Shapes(GpuDevice device) => device.Kind switch
    {
        GpuKind.Cuda => [(32, 4, 512), (32, 8, 1_024), (32, 1, 512), (32, 8, 512), (32, 4, 1_024), (32, 1, 1_024)],
        GpuKind.OpenCl => [(32, 0, 0), (64, 0, 0), (128, 0, 0)],
        _ => [(1, 0, 0)],
    };

    private static GpuEngine Open(GpuDevices devices, GpuDevice device, GpuRequest request)
    {
        try
        {
            return new(devices, device, request);
        }
        catch (EngineLostException e)
        {
            throw new UserErrorException(e.Message, e);
        }
    }

    /// <summary>An agent that has learnt and now trains: what most of a run consists of.</summary>
    private static Forager Trained(int seed)
    {
        var agent = new Forager(Verification.Experiment, seed, seed);
        foreach (string phase in (ReadOnlySpan<string>)["unsupervised", "T1"])
        {
            agent.Begin(Phase.Parse(phase), SleepKind.Measured);
            agent.Run(20_000);
        }

        return agent;
    }

    private static double CpuRate(Forager[] agents)
    {
        const int PerThread = 200_000;
        var clock = Stopwatch.StartNew();
        var threads = agents.Select(a => new Thread(() => a.Run(PerThread))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return agents.Length * PerThread / clock.Elapsed.TotalSeconds;
    }
}
