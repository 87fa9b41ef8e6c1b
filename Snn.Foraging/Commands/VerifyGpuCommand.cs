using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Gpu;

namespace Snn.Foraging.Commands;

/// <summary><c>snn verify-gpu</c>: is the device right, and how fast is it? Written for a machine with a card and nothing else.</summary>
internal static class VerifyGpuCommand
{
    private const int Cycles = 2_000;
    private const int LargestBatch = 8_192;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

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
        Console.Error.WriteLine($"compiling the kernel for {device.Name}");
        var clock = Stopwatch.StartNew();
        using var engine = Open(devices, device, seeds, Math.Max(largest, seeds.Count));
        double ready = clock.Elapsed.TotalSeconds;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready after {ready:F0} s, room for {engine.Room:N0} agents; comparing"));

        var compared = seeds.Chunk(engine.Room).SelectMany(some => Verification.Run(engine, some, Cycles)).ToList();
        bool same = compared.All(c => c.Different == 0);
        Console.Error.WriteLine(same ? "every bit is the same; timing" : "THE BITS DIFFER; timing all the same");
        var agent = Trained(seeds[0]);
        double one = CpuRate([agent]), all = CpuRate([.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Trained(seeds[0]))]);
        var rates = new List<(int Agents, int Group, double Rate)>();
        foreach (int group in GroupSizes(engine))
        {
            engine.GroupSize = group;
            double rate = 0;
            for (int agents = 1; agents <= Math.Min(largest, engine.Room); agents *= 2)
            {
                // About a second a launch, once it is known how fast one is.
                int cycles = rate == 0 ? 200 : (int)Math.Clamp(rate / agents, 50, Cycles);
                rate = engine.CyclesPerSecond(agent, agents, cycles);
                rates.Add((agents, group, rate));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{agents,6:N0} agents, groups of {group,3}: {rate,14:N0} cycles/s"));
            }
        }

        var report = Markdown(device, ready, engine, compared, one, all, rates);
        Console.Write(report);
        AtomicFile.WriteText(Path.Combine(folder, "verify-gpu.md"), report);
        AtomicFile.WriteText(Path.Combine(folder, "verify-gpu.json"), Document(device, ready, engine, compared, one, all, rates).ToJsonString(Json) + "\n");
        return same ? 0 : 1;
    }

    private static GpuEngine Open(GpuDevices devices, GpuDevice device, IReadOnlyList<int> seeds, int agents)
    {
        try
        {
            return new(devices, device, Verification.Request(seeds, agents));
        }
        catch (EngineLostException e)
        {
            throw new UserErrorException(e.Message, e);
        }
    }

    private static int[] GroupSizes(GpuEngine engine) => engine.GroupSize == 1 ? [1] : [32, 64, 128];

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

    private static string Markdown(GpuDevice device, double ready, GpuEngine engine, List<Compared> compared, double one, double all, List<(int Agents, int Group, double Rate)> rates)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# {device.Name}");
        Line($"");
        Line($"{device.Memory / 1e9:F1} GB, {device.Kind}; kernel ready after {ready:F0} s; {engine.Bytes / (double)engine.Room / 1e6:F1} MB an agent, its tests included. Beside it: {HostInfo.Processor()}, {Environment.ProcessorCount} processors. Commit {HostInfo.Commit()}.");
        Line($"");
        Line($"Bits against the CPU engine, {Cycles:N0} cycles of each phase, then frozen tests of both tasks ({compared.Select(c => c.Seed).Distinct().Count()} seeds, {compared[0].Words:N0} words each):");
        Line($"");
        Line($"| phase | words that differ |");
        Line($"|---|---|");
        foreach (var phase in compared.GroupBy(c => c.Phase))
            Line($"| {phase.Key} | {phase.Sum(p => (long)p.Different):N0} |");
        Line($"");
        Line($"Movement cycles per second in training, tests not included; CPU engine in the same run: {one:N0} on one thread, {all:N0} on all.");
        Line($"");
        Line($"| agents side by side | threads an agent | cycles/s | times one CPU thread |");
        Line($"|---|---|---|---|");
        foreach (var (agents, group, rate) in rates)
            Line($"| {agents:N0} | {group} | {rate:N0} | {rate / one:F1} |");
        return text.ToString();
    }

    private static JsonObject Document(GpuDevice device, double ready, GpuEngine engine, List<Compared> compared, double one, double all, List<(int Agents, int Group, double Rate)> rates) => new()
    {
        ["schema"] = "snn.verify-gpu/1",
        ["device"] = device.Name,
        ["kind"] = device.Kind.ToString(),
        ["memory_bytes"] = device.Memory,
        ["bytes_per_agent"] = engine.Bytes / engine.Room,
        ["ready_seconds"] = ready,
        ["cpu"] = HostInfo.Processor(),
        ["cpu_cycles_per_second_one_thread"] = one,
        ["cpu_cycles_per_second_all_threads"] = all,
        ["commit"] = HostInfo.Commit(),
        ["cycles_per_phase"] = Cycles,
        ["same_bits"] = compared.All(c => c.Different == 0),
        ["compared"] = new JsonArray([.. compared.Select(c => new JsonObject { ["seed"] = c.Seed, ["phase"] = c.Phase, ["words"] = c.Words, ["different"] = c.Different })]),
        ["throughput"] = new JsonArray([.. rates.Select(r => new JsonObject { ["agents"] = r.Agents, ["group_size"] = r.Group, ["cycles_per_second"] = r.Rate })]),
    };
}
