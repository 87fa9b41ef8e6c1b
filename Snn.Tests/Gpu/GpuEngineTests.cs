using System.Diagnostics;
using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Gpu;
using Snn.Tests.Foraging;

namespace Snn.Tests.Gpu;

/// <summary>Whole experiments on a device, here the simulated one: the records are those of the CPU engine, whatever stands beside what.</summary>
public class GpuEngineTests : IClassFixture<GpuEngineTests.Engines>
{
    private static readonly int[] Seeds = [3, 4, 9];

    private static readonly Experiment Experiment = ExperimentReader.Parse("""
        name = "tiniest"
        seeds = "3,4,9"
        [sleep]
        wake_cycles = 20
        sleep_cycles = 10
        [schedule]
        unsupervised = 40
        train = 60
        sleep = 20
        test = 20
        tests = 2
        snapshots = 3
        interleave = 15
        [[condition]]
        name = "interleaved"
        phases = ["unsupervised", "T1+T2"]
        [[condition]]
        name = "sleep"
        phases = ["unsupervised", "T1", "sleep+T2", "sleep"]
        sleep = "shuffled"
        [[condition]]
        name = "remedies"
        phases = ["unsupervised", "T1 remember=5 test-nudge", "sleep+T2 replay=4 freeze=5 test-nudge"]
        [[condition]]
        name = "linear"
        phases = ["unsupervised linear", "T1"]
        """, "tiniest", []);

    private static readonly PhaseTree Tree = new(Experiment);
    private readonly Tiny.Store expected = new();
    private readonly GpuEngine large;

    public GpuEngineTests(Engines engines)
    {
        large = engines.Large;
        Assert.True(Run(expected, new CpuEngine(1), Seeds));
    }

    private static GpuRequest Request => EngineChoice.Request(Experiment, Tree, Seeds, 2) with { GroupSize = 1, Patience = TimeSpan.FromMinutes(20) }; // a busy machine is not a hung one

    private static bool Run(IPhaseStore store, IEngine engine, IReadOnlyList<int> seeds, CancellationToken cancel = default) =>
        TrialRunner.Run(Experiment, Tree, seeds, store, engine, new RunProgress(1), cancel);

    private static GpuEngine Simulated(GpuRequest request)
    {
        var devices = GpuDevices.Simulated(4);
        return new(devices, devices.Found[0], request);
    }

    private void AssertSame(IPhaseStore store)
    {
        Assert.Equal(Tiny.Digest(expected, Tree, Seeds, states: false), Tiny.Digest(store, Tree, Seeds, states: false));
        foreach (int seed in Seeds)
            Assert.All(Tree.Nodes, node => Assert.Equal(0, BitComparison.Differences(AgentOf(expected, seed, node), AgentOf(store, seed, node))));
    }

    private static Forager AgentOf(IPhaseStore store, int seed, PhaseNode node)
    {
        var agent = new Forager(node.Experiment, seed, seed);
        agent.Restore(store.Load(seed, node)!.State);
        return agent;
    }

    [Fact]
    public void AllInOneBatchAndNobodyWaitsForTheLongest()
    {
        bool waits = true;
        var watched = new WrappedEngine(large, (_, now) => waits &= now.All(s => s.Lived == 0) || now.All(s => s.Lived > 0));
        var store = new Tiny.Store();
        Assert.True(Run(store, watched, Seeds));
        AssertSame(store);
        Assert.False(waits, "nothing was begun beside a stretch that was under way");
    }

    [Fact]
    public void TheSizeOfTheBatchDoesNotShow()
    {
        using var small = Simulated(Request with { Agents = 2, GroupSize = 2 });
        Assert.Equal(2, small.Room);
        var store = new Tiny.Store();
        Assert.True(Run(store, small, Seeds));
        AssertSame(store);
    }

    [Fact]
    public void TheOrderOfTheSeedsDoesNotShow()
    {
        var store = new Tiny.Store();
        Assert.True(Run(store, large, [3, 9, 4])); // the first seed's walks are recorded
        AssertSame(store);
    }

    [Fact]
    public void ARunGoesToAndFroBetweenEngines()
    {
        using var cpu = new CpuEngine(2);
        CancellationTokenSource? stop = null;
        var store = new Tiny.Store { Saved = () => stop!.Cancel() };
        for (int sitting = 0; ; sitting++)
        {
            Assert.True(sitting < 30);
            using (stop = new CancellationTokenSource())
            {
                if (Run(store, sitting % 2 == 0 ? large : cpu, Seeds, stop.Token))
                    break;
            }
        }

        AssertSame(store);
    }

    [Fact]
    public void WhenADeviceIsLostTheCpuGoesOnFromTheCheckpoints()
    {
        using var stop = new CancellationTokenSource();
        var store = new Tiny.Store { Saved = stop.Cancel };
        Assert.False(Run(store, large, Seeds, stop.Token));

        Assert.Throws<EngineLostException>(() => Run(store, new WrappedEngine(large, (call, _) =>
        {
            if (call == 3)
                throw new EngineLostException("lost");
        }), Seeds));
        Assert.True(Run(store, new CpuEngine(1), Seeds));
        AssertSame(store);
    }

    [Fact]
    public void AHungDeviceIsOneLine()
    {
        using var thread = new DeviceThread("a card");
        using var never = new ManualResetEventSlim();
        Assert.Equal(7, thread.Do(TimeSpan.FromMinutes(1), () => 7));
        Assert.Throws<InvalidOperationException>(() => thread.Do(TimeSpan.FromMinutes(1), () => throw new InvalidOperationException()));
        var hung = Assert.Throws<EngineLostException>(() => thread.Do(TimeSpan.FromMilliseconds(20), () => never.Wait(TimeSpan.FromMinutes(1))));
        Assert.Equal("a card did not answer within 0.02 s", hung.Message);
        Assert.Throws<EngineLostException>(() => thread.Do(TimeSpan.FromMinutes(1), () => { }));
        never.Set();
    }

    [Fact]
    public void MemoryLimitsTheBatch()
    {
        long each = GpuEngine.BytesOf(Request);
        Assert.InRange(large.Room * each, 1, 1L << 28);
        Assert.True(large.Room > 10);
        Assert.Equal(large.Room * each, large.Bytes);
    }

    [Fact]
    public void ADeviceWithOtherBitsIsNotUsed()
    {
        Assert.True(EngineChoice.SameBits(large, Experiment, Seeds[0]));

        // One constant of the membranes, one bit off.
        static void Damage(Forager agent) => agent.Block.Words[agent.Compiled.Of(agent.Compiled.Network.Populations[1]) + Pop.Constants + 2] ^= 1;
        Assert.False(EngineChoice.SameBits(new WrappedEngine(large, (call, stretches) =>
        {
            if (call == 1)
                Damage(stretches[0].Agent);
        }), Experiment, Seeds[0]));
    }

    [Fact]
    public void AutoKeepsTheFasterEngineAndSaysWhich()
    {
        using var cpu = new CpuEngine(3);
        foreach (var (perGpu, perCpu, name) in (ReadOnlySpan<(double, double, string)>)[(2e6, 1e6, "gpu"), (1e6, 2e6, "cpu")])
        {
            WrappedEngine card = new(cpu, (_, _) => { }) { Name = "gpu", Device = "a card" }, processor = new(cpu, (_, _) => { });
            string said = "";
            var kept = EngineChoice.Faster(card, perGpu, processor, perCpu, line => said += line);
            Assert.Equal(name, kept.Name);
            Assert.Equal((kept != card, kept != processor), (card.Disposed, processor.Disposed));
            Assert.StartsWith($"engine    {name}: just measured, {perGpu:N0} cycles/s with 1 agents on a card, {perCpu:N0} on 3 threads", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MemoryThatIsRefusedIsAskedForByHalves()
    {
        List<int> asked = [];
        int Take(int slots, int free)
        {
            asked.Add(slots);
            return slots <= free ? slots : throw new InsufficientMemoryException();
        }

        Assert.Equal((3, 3), GpuEngine.Most(13, slots => Take(slots, free: 5), "none"));
        Assert.Equal([13, 6, 3], asked);
        Assert.Equal("none", Assert.Throws<EngineLostException>(() => GpuEngine.Most(2, slots => Take(slots, free: 0), "none")).Message);

        // What a device has not got is refused in this way; here 2^47 bytes.
        using var devices = GpuDevices.Simulated(2);
        using var device = devices.Open(devices.Found[0]);
        Assert.Throws<InsufficientMemoryException>(() => new TrialBatch<ForagerBody>(device, 1 << 16, 1 << 29, 96));
    }

    [Fact]
    public void WhatADriverOrItsCompilerThrowsIsALostDevice()
    {
        using var thread = new DeviceThread("a card");
        foreach (var failure in (Exception[])[new ILGPU.InternalCompilerException("no\ncode"), new DllNotFoundException("no\ncode"), new ILGPU.CapabilityNotSupportedException("no\ncode", null!)])
            Assert.Equal("a card failed: no code", Assert.Throws<EngineLostException>(() => thread.Do(TimeSpan.FromMinutes(1), () => throw failure)).Message);
    }

    [Fact]
    public void OpenClMayNotContract()
    {
        foreach (bool processor in (bool[])[true, false])
            Assert.StartsWith("#pragma OPENCL FP_CONTRACT OFF\n", OpenClSource.Corrected("kernel void f() { }", processor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutADeviceTheCpuRunsAndOneLineSaysWhy()
    {
        using var folder = new TemporaryFolder();
        string toml = folder.Of("tiniest.toml");
        File.WriteAllText(toml, ExperimentWriter.Write(Experiment with { Conditions = [.. Experiment.Conditions.Where(c => c.Name != "remedies")] })); // a program of its own has no test-nudge
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(GpuEngine).Assembly.Location, "run", toml, "--engine", "gpu", "--out", folder.Of("run")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["OCL_ICD_VENDORS"] = "/nowhere", ["CUDA_VISIBLE_DEVICES"] = "" },
        };
        using var snn = Process.Start(start)!;
        var output = snn.StandardOutput.ReadToEndAsync();
        string error = await snn.StandardError.ReadToEndAsync();
        await snn.WaitForExitAsync();
        Assert.Equal(0, snn.ExitCode);
        Assert.StartsWith("warning: no GPU: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'), line => !line.Contains('%', StringComparison.Ordinal)); // the others are progress
        Assert.Contains("of the cpu", await output, StringComparison.Ordinal);
        Assert.Contains("\"engine\": \"cpu\"", File.ReadAllText(folder.Of("run/run.json")), StringComparison.Ordinal);
    }

    /// <summary>An engine with room for all that its memory holds, which takes several launches for a stretch: the kernel takes seconds to compile.</summary>
    public sealed class Engines : IDisposable
    {
        internal GpuEngine Large { get; } = Simulated(Request with { Agents = 100_000, Launch = 7 });

        public void Dispose() => Large.Dispose();
    }

    /// <summary>Changes weights again and again, between stretches.</summary>
    [Remedy("test-nudge")]
    internal sealed class Nudge : IRemedy
    {
        public int Every => 13;

        public void During(Life life) => life.SetWeights([.. life.Weights().Select((w, k) => w * (1 + (0.3f * (k % 2))))]);
    }
}
