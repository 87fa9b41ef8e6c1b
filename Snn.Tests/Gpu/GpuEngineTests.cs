using System.Collections;
using System.Diagnostics;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;
using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Commands;
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
        int beside = 0;
        var watched = new WrappedEngine(large, (_, now) => Interlocked.Add(ref beside, now.Any(s => s.Lived == 0) && now.Any(s => s.Lived > 0) ? 1 : 0));
        var store = new Tiny.Store();
        Assert.True(Run(store, watched, Seeds));
        AssertSame(store);
        Assert.True(beside > 0, "nothing was begun beside a stretch that was under way");
    }

    [Fact]
    public void TwoFlightsWithHalfOfTheAgentsEachLandInAnyOrder()
    {
        object gate = new();
        int inTheAir = 0;
        int[] first = [0, 0];
        HashSet<int> landed = [];
        var turned = new WrappedEngine(large, (call, now) =>
        {
            lock (gate)
            {
                inTheAir++;
                Monitor.PulseAll(gate);
                if (call > 2)
                    return;
                first[call - 1] = now.Count;
                while (inTheAir < 2 && Monitor.Wait(gate, TimeSpan.FromMinutes(1)))
                {
                    // The first takes off together with the second.
                }
            }
        })
        {
            After = call =>
            {
                lock (gate)
                {
                    while (!landed.Contains(call + 1) && Monitor.Wait(gate, millisecondsTimeout: 3))
                    {
                        // The next lands before this one, if it comes in time.
                    }

                    landed.Add(call);
                    inTheAir--;
                    Monitor.PulseAll(gate);
                }
            },
        };
        var store = new Tiny.Store();
        Assert.True(Run(store, turned, Seeds));
        AssertSame(store);
        Assert.Equal([3, 3], first); // three seeds, two ways to begin
    }

    [Fact]
    public void WhatOneFlightCarriesDoesNotTouchTheOther()
    {
        // Tests of launches that are long beside launches that are short, and all that can be carried meanwhile.
        using var devices = GpuDevices.Simulated(2);
        using var device = devices.Open(devices.Found[0]);
        device.GroupSize = 1;
        Forager[] agents = [.. Seeds.Select(s => Born(s))];
        int shared = agents.Max(a => a.Shared);
        using var batch = new TrialBatch<ForagerBody>(device, 4, agents.Max(a => a.Block.Length), shared, flights: 2);
        var both = new Barrier(2);
        var results = new Forager[2];
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, k =>
        {
            var (flight, agent) = (batch.Flights[k], results[k] = Born(Seeds[k]));
            for (int turn = 0; turn < 6; turn++)
            {
                both.SignalAndWait();
                flight.Put(2 * k, agent.Block);
                flight.Copy(2 * k, (2 * k) + 1); // from now on in the other slot
                flight.Wait();
                flight.Run([new(agent.Body, (2 * k) + 1, 20)], agent.Block.Words[..shared]);
                flight.Fetch([new((2 * k) + 1, shared, 1_000, agent.Block), new((2 * k) + 1, shared + 1_000, agent.Block.Length - shared - 1_000, agent.Block)]);
                agent.Lived();
            }
        });
        for (int k = 0; k < 2; k++)
        {
            agents[k].Run(120);
            Assert.Equal(0, BitComparison.Differences(agents[k], results[k]));
        }

        static Forager Born(int seed)
        {
            var agent = new Forager(Experiment, seed, seed);
            agent.Begin(Phase.Parse("T1"), SleepKind.Measured);
            return agent;
        }
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhenADeviceIsLostWithTwoFlightsInTheAirNothingElseIs(bool both)
    {
        using var stop = new CancellationTokenSource();
        var store = new Tiny.Store { Saved = stop.Cancel };
        Assert.False(Run(store, large, Seeds, stop.Token));

        // Two meet in the air; one of them, or both, are not heard of again.
        using var meeting = new Barrier(2);
        Assert.Throws<EngineLostException>(() => Run(store, new WrappedEngine(large, (call, _) =>
        {
            if (call is 3 or 4)
                Assert.True(meeting.SignalAndWait(TimeSpan.FromMinutes(1)));
            if (call == 3 || (both && call > 3))
                throw new EngineLostException("lost");
        }), Seeds));
        Assert.True(Run(store, new CpuEngine(2), Seeds));
        AssertSame(store);
    }

    [Fact]
    public void AWholeExperimentIsTheSameWithOneFlightAndWithTwo()
    {
        var times = VerifyGpuCommand.Whole(large, Seeds[0], lives: 3, train: 30);
        Assert.True(times.Same);
        Assert.True(times is { OneFlight: > 0, TwoFlights: > 0 });
        var whole = new WholeExperiment(Seeds[0], 3, 30);
        Assert.Equal(whole.Run(new CpuEngine(1)).Hash, whole.Run(large).Hash);
        Assert.NotEqual(whole.Run(new CpuEngine(1)).Hash, new WholeExperiment(Seeds[0], 3, 31).Run(new CpuEngine(1)).Hash);
    }

    [Fact]
    public void AgentsAreChargedOnceForTheTimeOfTwoFlights()
    {
        // Both are in the air between the first moment that the clock is asked for and the last: the second flight takes off at the second of four.
        using var meeting = new Barrier(2);
        Stretch[] lived = [.. Seeds.Take(2).Select(seed => new Stretch { Agent = new(Experiment, seed, seed), Cycles = 7 })];
        Parallel.ForEach(lived, new ParallelOptions { MaxDegreeOfParallelism = 2 }, stretch =>
        {
            stretch.Agent.Begin(Phase.Parse("T1"), SleepKind.Measured);
            Counted.Asked = false;
            large.Run(new Watched(stretch, () => Assert.True(!Counted.Asked || meeting.SignalAndWait(TimeSpan.FromMinutes(1)))));
            large.Release(stretch.Agent);
        });
        Assert.Equal(3, lived.Sum(s => s.Seconds), precision: 9);
    }

    [Fact]
    public async Task ADeviceThatHangsInOneFlightIsLostForTheOther()
    {
        using var threads = new DeviceThreads("a card", 2);
        using var meeting = new Barrier(2);
        using ManualResetEventSlim begun = new(), found = new(), never = new();
        bool Meet() => threads.Do(TimeSpan.FromMinutes(1), () => meeting.SignalAndWait(TimeSpan.FromMinutes(1)));
        var other = Task.Run(Meet);
        Assert.True(Meet() && await other, "one flight waits for the other");

        var slow = Task.Run(() => threads.Do(TimeSpan.FromMinutes(1), () =>
        {
            begun.Set();
            return found.Wait(TimeSpan.FromMinutes(1));
        }));
        begun.Wait();
        Assert.Throws<EngineLostException>(() => threads.Do(TimeSpan.FromMilliseconds(20), () => never.Wait(TimeSpan.FromMinutes(1))));
        found.Set();
        Assert.True(await slow);
        Assert.Equal("a card no longer answers", Assert.Throws<EngineLostException>(() => threads.Do(TimeSpan.FromMinutes(1), () => { })).Message);
        never.Set();
    }

    [Fact]
    public void AHungDeviceIsOneLine()
    {
        using var thread = new DeviceThreads("a card", 1);
        using var never = new ManualResetEventSlim();
        Assert.Equal(7, thread.Do(TimeSpan.FromMinutes(1), () => 7));
        Assert.Throws<InvalidOperationException>(() => thread.Do(TimeSpan.FromMinutes(1), () => throw new InvalidOperationException()));
        var hung = Assert.Throws<EngineLostException>(() => thread.Do(TimeSpan.FromMilliseconds(20), () => never.Wait(TimeSpan.FromMinutes(1))));
        Assert.Equal("a card did not answer within 0.02 s", hung.Message);
        Assert.Equal("a card no longer answers", Assert.Throws<EngineLostException>(() => thread.Do(TimeSpan.FromMinutes(1), () => { })).Message); // at once, not when patience is over
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
            var kept = EngineChoice.Faster(card, () => perGpu, processor, perCpu, line => said += line);
            Assert.Equal(name, kept.Name);
            Assert.Equal((kept != card, kept != processor), (card.Disposed, processor.Disposed));
            Assert.StartsWith($"engine    {name}: just measured, {perGpu:N0} cycles/s with 3 agents on a card, {perCpu:N0} on 3 threads", said, StringComparison.Ordinal);
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
        Assert.Throws<InsufficientMemoryException>(() => new TrialBatch<ForagerBody>(device, 1 << 16, 1 << 29, 96, flights: 2));
    }

    [Fact]
    public void WhatADriverOrItsCompilerThrowsIsALostDevice()
    {
        using var thread = new DeviceThreads("a card", 1);
        foreach (var failure in (Exception[])[new ILGPU.InternalCompilerException("no\ncode"), new DllNotFoundException("no\ncode"), new ILGPU.CapabilityNotSupportedException("no\ncode", null!)])
            Assert.Equal("a card failed: no code", Assert.Throws<EngineLostException>(() => thread.Do(TimeSpan.FromMinutes(1), () => throw failure)).Message);
        foreach (var (failure, said) in (ReadOnlySpan<(Exception, string)>)[(new CLException(CLError.CL_OUT_OF_RESOURCES), "OpenCL says CL_OUT_OF_RESOURCES"), (new Failed("lost."), "lost")])
            Assert.Equal($"a card failed: {said}", Assert.Throws<EngineLostException>(() => thread.Do(TimeSpan.FromMinutes(1), () => throw failure)).Message);
    }

    [Fact]
    public void ALaunchThatDoesNotComeBackIsALostDevice()
    {
        // Words are carried in no time; the launch takes seconds. What it still computes goes on in the background.
        var devices = GpuDevices.Simulated(2); // in use until the launch has ended
        var engine = new GpuEngine(devices, devices.Found[0], Request with { Agents = 1, Launch = 3_000, Patience = TimeSpan.FromMilliseconds(400) });
        var agent = new Forager(Experiment, 3, 3);
        agent.Begin(Phase.Parse("T1"), SleepKind.Measured);
        Assert.EndsWith("did not answer within 0.4 s", Assert.Throws<EngineLostException>(() => engine.Run([new Stretch { Agent = agent, Cycles = 3_000 }])).Message, StringComparison.Ordinal);
        engine.Dispose();
    }

    [Fact]
    public void TheFirstDeviceThatCanBeHadAndIsRightIsUsed()
    {
        GpuDevice[] found = [.. "abcd".Select(name => new GpuDevice(GpuKind.Cuda, $"card {name}", 1 << 30, null))];
        List<WrappedEngine> opened = [];
        List<string> said = [];
        using var cpu = new CpuEngine(1);
        WrappedEngine? Use(params GpuDevice[] usable)
        {
            opened.Clear();
            said.Clear();
            return EngineChoice.OpenFirst(usable, Open, engine => engine.Device != "card b", Request, said.Add);
        }

        WrappedEngine Open(GpuDevice device)
        {
            if (device.Name == "card a")
                throw new EngineLostException("card a failed: unplugged");
            opened.Add(new(cpu, (_, _) => { }) { Device = device.Name });
            return opened[^1];
        }

        var engine = Use(found);
        Assert.Equal(["card b", "card c"], opened.Select(e => e.Device));
        Assert.Same(opened[1], engine);
        Assert.Equal([true, false], opened.Select(e => e.Disposed));
        Assert.Equal(["warning: card a failed: unplugged", "warning: card b does not compute the bits of the CPU engine and is not used"], said[..2]);
        Assert.StartsWith("gpu       card c: ", Assert.Single(said[2..]), StringComparison.Ordinal);

        Assert.Null(Use(found[..2]));
        Assert.True(opened.Single().Disposed);
        Assert.Equal("warning: no GPU is left; going on with the CPU engine", said[^1]);
    }

    [Fact]
    public void MemoryOfThisMachineIsCountedForEachAgent()
    {
        var node = Tree.Nodes.MaxBy(n => n.Snapshots.Count)!;
        long weights = 4L * node.Snapshots.Count * Forager.Sources(Experiment) * ForagerNetwork.Directions;
        Assert.Equal(weights, Request.Kept);
        Assert.Equal((8L * Request.Length) + weights, GpuEngine.HostBytesOf(Request)); // the agent, the image it was born from, what its phase keeps
        Assert.InRange(GpuEngine.HostRoom(Request) * GpuEngine.HostBytesOf(Request), 1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
        Assert.Equal(1, GpuEngine.HostRoom(Request with { Kept = long.MaxValue / 2 }));
    }

    [Fact]
    public void ALibraryThatIsThereAndDoesNotLoadIsNotMissing()
    {
        const string Nowhere = "libcuda.so.1: cannot open shared object file: No such file or directory\n";
        Assert.Equal("this machine has no libcuda.so.1", GpuContext.Why("libcuda.so.1", "Unable to load:\n" + Nowhere + "/app/" + Nowhere));
        Assert.Equal("libcuda.so.1 cannot be loaded (libcuda.so.1: file too short)", GpuContext.Why("libcuda.so.1", "Unable to load:\n/app/" + Nowhere + "libcuda.so.1: file too short\n"));
    }

    [Fact]
    public void WhatVerifyGpuFoundIsInItsFilesAndItsExitCode()
    {
        using var folder = new TemporaryFolder();
        foreach (bool right in (bool[])[true, false])
        {
            var report = new VerificationReport(new(GpuKind.Cuda, "a card", 80_000_000_000, null), 1e5, 2e5, 300);
            report.Compared.AddRange([new(1, "T1", 1_000, 0), new(2, "T1", 1_000, right ? 0 : 3)]);
            report.Rates.Add((64, 32, 4, 512, 4e5));
            report.Save(folder.Of("."));
            Assert.Equal(right ? 0 : 1, report.ExitCode);
            Assert.Contains($"| T1 | {(right ? 0 : 3)} |", File.ReadAllText(folder.Of("verify-gpu.md")), StringComparison.Ordinal);
            Assert.Contains("| 64 | 32 | 4 | 512 | 400,000 | 4.0 |", File.ReadAllText(folder.Of("verify-gpu.md")), StringComparison.Ordinal);
            using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder.Of("verify-gpu.json")));
            Assert.Equal(right, json.RootElement.GetProperty("same_bits").GetBoolean());
            Assert.Equal(right ? 0 : 3, json.RootElement.GetProperty("compared")[1].GetProperty("different").GetInt32());
            report.Whole = new(2, 30, 1e5, 2e5, Same: false);
            Assert.Equal(1, report.ExitCode);
        }
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
        internal GpuEngine Large { get; } = Simulated(Request with { Agents = 100_000, Launch = 7, Clock = new Counted() });

        public void Dispose() => Large.Dispose();
    }

    /// <summary>A second passes whenever somebody asks.</summary>
    private sealed class Counted : TimeProvider
    {
        [ThreadStatic]
        private static bool asked;

        private long seconds;

        /// <summary>True when this thread has asked.</summary>
        public static bool Asked
        {
            get => asked;
            set => asked = value;
        }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            Asked = true;
            return Interlocked.Increment(ref seconds);
        }
    }

    /// <summary>One stretch, and something that happens whenever an engine goes through the list.</summary>
    private sealed class Watched(Stretch stretch, Action seen) : IReadOnlyList<Stretch>
    {
        public int Count => 1;

        public Stretch this[int index] => stretch;

        public IEnumerator<Stretch> GetEnumerator()
        {
            seen();
            yield return stretch;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Failed(string message) : AcceleratorException(message)
    {
        public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
    }

    /// <summary>Changes weights again and again, between stretches.</summary>
    [Remedy("test-nudge")]
    internal sealed class Nudge : IRemedy
    {
        public int Every => 13;

        public void During(Life life) => life.SetWeights([.. life.Weights().Select((w, k) => w * (1 + (0.3f * (k % 2))))]);
    }
}
