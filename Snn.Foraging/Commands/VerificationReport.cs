using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snn.Foraging.Engines;
using Snn.Foraging.Runs;
using Snn.Gpu;

namespace Snn.Foraging.Commands;

/// <summary>What a small whole experiment brought with one flight in the air and with two.</summary>
/// <param name="Agents">Lives side by side.</param>
/// <param name="Train">Movement cycles of training of each.</param>
/// <param name="OneFlight">Movement cycles per second, tests included, when the device waits for the host.</param>
/// <param name="TwoFlights">The same when one half is advanced while the other is at home.</param>
/// <param name="Same">True if both gave the same scores and weights.</param>
internal sealed record WholeTimes(int Agents, int Train, double OneFlight, double TwoFlights, bool Same);

/// <summary>What <c>snn verify-gpu</c> found, as Markdown and as JSON.</summary>
internal sealed class VerificationReport(GpuDevice device, double oneThread, double allThreads, int cycles)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private double ready;
    private long bytes;

    /// <summary>Comparisons with the CPU engine.</summary>
    public List<Compared> Compared { get; } = [];

    /// <summary>Movement cycles per second by agents side by side, threads an agent, agents a block, and threads that a multiprocessor is to hold.</summary>
    public List<(int Agents, int Group, int Squad, int Resident, double Rate)> Rates { get; } = [];

    /// <summary>A small whole experiment; null as long as it has not run.</summary>
    public WholeTimes? Whole { get; set; }

    /// <summary>True if nothing differed.</summary>
    public bool SameBits => Compared.All(c => c.Different == 0) && Whole?.Same != false;

    /// <summary>What the command returns to the shell.</summary>
    public int ExitCode => SameBits ? 0 : 1;

    /// <summary>Notes how long it took until the first launch, and the memory of an agent.</summary>
    public void Ready(double seconds, long bytesOfAgent) => (ready, bytes) = (seconds, bytesOfAgent);

    /// <summary>Writes both files.</summary>
    public void Save(string folder)
    {
        AtomicFile.WriteText(Path.Combine(folder, "verify-gpu.md"), Markdown());
        AtomicFile.WriteText(Path.Combine(folder, "verify-gpu.json"), Document().ToJsonString(Json) + "\n");
    }

    /// <summary>The report for people.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# {device.Name}");
        Line($"");
        Line($"{device.Memory / 1e9:F1} GB, {device.Kind}; kernel ready after {ready:F0} s; {bytes / 1e6:F1} MB an agent, its tests included. Beside it: {HostInfo.Processor()}, {Environment.ProcessorCount} processors. Commit {HostInfo.Commit()}.");
        Line($"");
        Line($"Bits against the CPU engine, {cycles:N0} cycles of each phase, then frozen tests of both tasks ({Compared.Select(c => c.Seed).Distinct().Count()} seeds, {Compared[0].Words:N0} words each):");
        Line($"");
        Line($"| phase | words that differ |");
        Line($"|---|---|");
        foreach (var phase in Compared.GroupBy(c => c.Phase))
            Line($"| {phase.Key} | {phase.Sum(p => (long)p.Different):N0} |");
        Line($"");
        Line($"Movement cycles per second in training, tests not included; CPU engine in the same run: {oneThread:N0} on one thread, {allThreads:N0} on all.");
        Line($"");
        Line($"| agents side by side | threads an agent | agents a block | threads a multiprocessor is to hold | cycles/s | times one CPU thread |");
        Line($"|---|---|---|---|---|---|");
        foreach (var (agents, group, squad, resident, rate) in Rates)
            Line($"| {agents:N0} | {group} | {Math.Max(1, squad)} | {(resident == 0 ? "any" : resident.ToString(CultureInfo.InvariantCulture))} | {rate:N0} | {rate / oneThread:F1} |");
        if (Whole is null)
            return text.ToString();
        Line($"");
        Line($"A small whole experiment ({Whole.Agents:N0} agents are born, train for {Whole.Train:N0} cycles with 10 frozen tests and 20 snapshots, and are packed for the disk), tests included: {Whole.OneFlight:N0} cycles/s with one flight in the air, {Whole.TwoFlights:N0} with two, {Whole.TwoFlights / Whole.OneFlight:F2} times; {(Whole.Same ? "the same scores and weights" : "THE SCORES OR WEIGHTS DIFFER")}.");
        return text.ToString();
    }

    private JsonObject Document() => new()
    {
        ["schema"] = "snn.verify-gpu/1",
        ["device"] = device.Name,
        ["kind"] = device.Kind.ToString(),
        ["memory_bytes"] = device.Memory,
        ["bytes_per_agent"] = bytes,
        ["ready_seconds"] = ready,
        ["cpu"] = HostInfo.Processor(),
        ["cpu_cycles_per_second_one_thread"] = oneThread,
        ["cpu_cycles_per_second_all_threads"] = allThreads,
        ["commit"] = HostInfo.Commit(),
        ["cycles_per_phase"] = cycles,
        ["same_bits"] = SameBits,
        ["compared"] = new JsonArray([.. Compared.Select(c => new JsonObject { ["seed"] = c.Seed, ["phase"] = c.Phase, ["words"] = c.Words, ["different"] = c.Different })]),
        ["throughput"] = new JsonArray([.. Rates.Select(r => new JsonObject { ["agents"] = r.Agents, ["group_size"] = r.Group, ["agents_per_block"] = Math.Max(1, r.Squad), ["resident_threads"] = r.Resident, ["cycles_per_second"] = r.Rate })]),
        ["whole_experiment"] = Whole is null ? null : new JsonObject
        {
            ["agents"] = Whole.Agents,
            ["train_cycles"] = Whole.Train,
            ["cycles_per_second_one_flight"] = Whole.OneFlight,
            ["cycles_per_second_two_flights"] = Whole.TwoFlights,
            ["same"] = Whole.Same,
        },
    };
}
