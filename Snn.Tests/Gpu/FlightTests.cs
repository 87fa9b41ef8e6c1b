using Snn.Foraging.Commands;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Gpu;
using Snn.Tests.Foraging;

namespace Snn.Tests.Gpu;

/// <summary>Two flights as the loop sees them, over an engine with two workers that needs no device: who gets how much of what.</summary>
public class FlightTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30); // nothing waits so long unless it is wrong

    private static readonly Experiment Experiment = ExperimentReader.Parse("""
        name = "flights"
        seeds = "1-13"
        [network]
        hidden = 40
        input_sum = 9
        [schedule]
        train = 20
        test = 10
        tests = 1
        snapshots = 1
        [[condition]]
        name = "training"
        phases = ["T1"]
        """, "flights", []);

    private static readonly PhaseTree Tree = new(Experiment);

    private static int[] Seeds(int count) => [.. Enumerable.Range(1, count)];

    private static bool Run(IEngine engine, int agents, IPhaseStore? store = null, CancellationToken cancel = default) =>
        TrialRunner.Run(Experiment, Tree, Seeds(agents), store ?? new Tiny.Store(), engine, new RunProgress(1), cancel);

    private static WrappedEngine TwoFlights(Action<int, IReadOnlyList<Stretch>> before) => new(new CpuEngine(1), before) { Workers = 2, HostThreads = 2, Room = 100 };

    [Theory]
    [InlineData(1, 100, new[] { 1 })]
    [InlineData(2, 100, new[] { 1, 1 })]
    [InlineData(5, 100, new[] { 2, 3 })]
    [InlineData(6, 4, new[] { 2, 2 })]
    [InlineData(6, 3, new[] { 1, 2 })]
    [InlineData(3, 1, new[] { 1 })]
    public void EachFlightHasHalfOfTheAgentsThatHaveRoom(int agents, int room, int[] halves)
    {
        // The first to take off waits until as many as have room are in the air.
        object gate = new();
        List<int> first = [];
        int most = 0;
        using var late = new CancellationTokenSource(Guard);
        using var engine = new WrappedEngine(new CpuEngine(1), (_, now) =>
        {
            lock (gate)
            {
                most = Math.Max(most, now.Count);
                if (first.Sum() >= halves.Sum())
                    return;
                first.Add(now.Count);
                Monitor.PulseAll(gate);
                while (first.Sum() < halves.Sum() && !late.IsCancellationRequested)
                    Monitor.Wait(gate, millisecondsTimeout: 100);
            }
        })
        { Workers = 2, Room = room };
        Assert.True(Run(engine, agents, cancel: late.Token), "agents were left behind");
        Assert.Equal(halves, first.Order());
        Assert.Equal(halves[^1], most);
    }

    [Fact]
    public void EachFlightHasAllItsHostThreads()
    {
        // The records of two agents of each flight are saved at once.
        using var meeting = new Barrier(4);
        int met = 0;
        var store = new Tiny.Store { Saved = () => Interlocked.Add(ref met, meeting.SignalAndWait(Guard) ? 1 : 0) };
        using var took = new Barrier(2);
        using var engine = TwoFlights((call, _) => Assert.True(call > 2 || took.SignalAndWait(Guard)));
        Assert.True(Run(engine, agents: 4, store));
        Assert.Equal(4, met);
    }

    [Fact]
    public async Task WhoeverHasNothingToDoDoesNotWaitForALostFlight()
    {
        using var engine = TwoFlights((_, _) => throw new EngineLostException("lost"));
        await Assert.ThrowsAsync<EngineLostException>(() => Task.Run(() => Run(engine, agents: 1)).WaitAsync(Guard));
    }

    [Fact]
    public void FlightsShareTheTimeOfADevice()
    {
        var time = new Told();
        var clock = new SharedClock(time);
        double a = clock.Enter();
        time.Seconds = 4;
        double b = clock.Enter();
        time.Seconds = 10;
        Assert.Equal(4 + 3, clock.Leave(a));
        time.Seconds = 12;
        Assert.Equal(3 + 2, clock.Leave(b)); // twelve seconds in all
        time.Seconds = 100;
        double c = clock.Enter();
        time.Seconds = 101;
        Assert.Equal(1, clock.Leave(c));
    }

    [Fact]
    public void AutoLooksForADeviceOnlyWhereOneCanPay()
    {
        const int Threads = 2, Crossover = 12;
        Assert.Equal(0, Looks("cpu", Crossover + 1));
        Assert.Equal(0, Looks("auto", Crossover));
        Assert.Equal(1, Looks("auto", Crossover + 1));

        static int Looks(string asked, int agents)
        {
            int looks = 0;
            List<string> said = [];
            using var engine = EngineChoice.Open(asked, Experiment, Tree, Seeds(agents), Threads, said.Add, () =>
            {
                looks++;
                return GpuDevices.Simulated(2); // no card
            });
            Assert.Equal("cpu", engine.Name);
            if (asked == "auto" && looks == 0)
                Assert.Equal($"engine    cpu: a GPU pays with more than {Crossover} agents side by side, here are {agents}", Assert.Single(said));
            return looks;
        }
    }

    [Fact]
    public void ADeviceThatIsLostWhileItIsTimedIsOneLine()
    {
        using var cpu = new CpuEngine(3);
        using WrappedEngine card = new(cpu, (_, _) => { }) { Name = "gpu" }, processor = new(cpu, (_, _) => { });
        List<string> said = [];
        Assert.Same(processor, EngineChoice.Faster(card, () => throw new EngineLostException("a card failed: gone"), processor, 1e6, said.Add));
        Assert.Equal("warning: a card failed: gone; going on with the CPU engine", Assert.Single(said));
        Assert.Equal((true, false), (card.Disposed, processor.Disposed));
    }

    /// <summary>Time that passes when it is told to.</summary>
    private sealed class Told : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
