using Snn.Core.Sleep;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Tests.Foraging;

/// <summary>Sleep that is called for: when, how much in all, and the same on every engine and after every interruption.</summary>
public class SleepSchedulerTests
{
    private static readonly Experiment Experiment = ExperimentReader.Parse("""
        name = "called"
        seeds = "7"
        [network]
        hidden = 96
        [sleep]
        wake_cycles = 200
        sleep_cycles = 70
        [schedule]
        unsupervised = 100
        train = 1_200
        test = 30
        tests = 2
        snapshots = 3
        [[condition]]
        name = "clock"
        phases = ["unsupervised", "sleep+T1"]
        [[condition]]
        name = "drift"
        phases = ["unsupervised", "sleep+T1 drift=0.004"]
        [[condition]]
        name = "often"
        phases = ["unsupervised", "sleep+T1 random-sleep=1"]
        [[condition]]
        name = "never"
        phases = ["unsupervised", "sleep+T1 drift=100"]
        [[condition]]
        name = "reward"
        phases = ["unsupervised", "sleep+T1 falling-reward=0.05"]
        [[condition]]
        name = "random"
        phases = ["unsupervised", "sleep+T1 random-sleep=0.4"]
        """, "called", []);

    private static readonly PhaseTree Tree = new(Experiment);
    private static readonly Tiny.Store Lived = Live(new CpuEngine(2));

    private static Tiny.Store Live(IEngine engine)
    {
        var store = new Tiny.Store();
        Assert.True(TrialRunner.Run(Experiment, Tree, [7], store, engine, new RunProgress(1), default));
        return store;
    }

    private static PhaseRecord Record(string condition) => Lived.Load(7, Tree.Path(condition)[^1])!;

    [Fact]
    public void All_sleep_equally_much()
    {
        foreach (var condition in Experiment.Conditions)
        {
            var record = Record(condition.Name);
            Assert.Equal((1_200, 1_200 * 70 / 200), (record.Work.WakeCycles, record.Work.SleepCycles));
            if (condition.Name != "clock")
                Assert.Equal(record.Work.SleepCycles, record.Sleeps.Sum(s => s.Cycles));
        }

        Assert.Equal([new(1_200, 420)], Record("never").Sleeps); // all of it at the end
        Assert.Equal([.. Enumerable.Range(0, 6).Select(n => new SleepEpisode(100 + (n * 170), 70))], Record("often").Sleeps); // till nothing is left
        Assert.True(Record("drift").Sleeps.Count > 2 && Record("reward").Sleeps.Count > 1 && Record("random").Sleeps.Count > 1);
        Assert.Equal(Experiment.Conditions.Count, Experiment.Conditions.Select(c => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Record(c.Name).Snapshots[^1].Weights))).Distinct().Count());
    }

    [Fact]
    public void Drift_calls_when_an_observer_of_every_cycle_says()
    {
        // One cycle at a time, with nothing but the weights: sum of changes since it woke, in units of the sum.
        var agent = new Forager(Experiment, 7, 7);
        agent.Restore(Lived.Load(7, Tree.Path("drift")[0])!.State);
        agent.Begin(Phase.Parse("sleep+T1 drift=0.004"), SleepKind.Measured);
        var sleeps = new List<SleepEpisode>();
        float[] woke = agent.Weights();
        int trained = 0, awake = 0, left = 420;
        for (int cycle = 0; cycle < 1_200 + 420;)
        {
            agent.Run(1);
            (cycle, trained, awake) = (cycle + 1, trained + 1, awake + 1);
            double moved = agent.Weights().Zip(woke, (a, b) => Math.Abs((double)a - b)).Sum();
            int length = trained == 1_200 ? left : awake % 100 == 0 && moved >= 0.004 * woke.Sum(w => (double)w) ? Math.Min(left, 70) : 0;
            if (length == 0)
                continue;
            sleeps.Add(new(cycle, length));
            agent.FallAsleep(length);
            agent.Run(length);
            (cycle, left, awake, woke) = (cycle + length, left - length, 0, agent.Weights());
        }

        Assert.Equal(sleeps, Record("drift").Sleeps);
        Assert.Equal(agent.Weights(), Record("drift").Snapshots[^1].Weights);
    }

    [Fact]
    public void Falling_reward_by_hand()
    {
        var pressure = new FallingReward(0.5);
        pressure.Woke([]);
        double[] rewards = [2, 2, 2, -1, 2]; // means 2, 2, 2, 1.25, 1.4
        Assert.Equal([false, false, false, true, true], rewards.Select((r, n) => pressure.Calls([], r, n)));
        pressure.Woke([]); // from 1.4 on: 1.4 + (-1 - 1.4) / 6 = 1, then 1 + (-2 - 1) / 7 = 0.57
        Assert.Equal([false, true], new double[] { -1, -2 }.Select(r => pressure.Calls([], r, 0)));
    }

    [Fact]
    public void Random_sleep_comes_with_its_chance()
    {
        // 20,000 draws at 0.3: outside 0.3 +- 0.013 once in 16,000 times.
        var random = new RandomSleep(0.3, 5, 99);
        Assert.InRange(Enumerable.Range(0, 20_000).Count(window => random.Calls([], 0, window)) / 20_000.0, 0.287, 0.313);
    }

    [Fact]
    public void Interruptions_do_not_show()
    {
        using var engine = new CpuEngine(1);
        foreach (var condition in Experiment.Conditions)
        {
            var node = Tree.Path(condition.Name)[^1];
            var before = Lived.Load(7, node.Parent!);
            PhaseRecord? saved = null;
            while (saved is not { Finished: true })
            {
                using var stop = new CancellationTokenSource();
                foreach (var stretch in new PhaseRun(Experiment, node, 7, TrialRunner.WalkSteps).Run(saved, () => before, _ => { }, () => false, r => saved = Tiny.Copy(r), stop.Token))
                {
                    engine.Run([stretch]);
                    if (stretch.Cycles > 0)
                        stop.Cancel();
                }
            }

            var through = Record(condition.Name);
            through.Seconds = saved.Seconds = 0;
            Assert.Equal(Bytes(through), Bytes(saved));
        }
    }

    [Fact]
    public void A_device_sleeps_at_the_same_cycles()
    {
        var devices = Snn.Gpu.GpuDevices.Simulated(4);
        using var engine = new GpuEngine(devices, devices.Found[0], EngineChoice.Request(Experiment, Tree, [7], 2) with { GroupSize = 1 });
        Assert.Equal(Tiny.Digest(Lived, Tree, [7], states: false), Tiny.Digest(Live(engine), Tree, [7], states: false));
    }

    [Fact]
    public void Training_counts_without_the_sleep()
    {
        var (node, record) = (Tree.Path("often")[^1], Record("often"));
        Assert.Equal([50, 100, 100, 130, 630, 0], new[] { (50, 0), (100, 0), (150, 0), (200, 0), (1050, 0), (1050, 1) }.Select(p => TrainingCycles.Of(node, record, p.Item1, p.Item2)));
    }

    [Theory]
    [InlineData("T1 drift=0.1", "must train and sleep")]
    [InlineData("sleep+T1 drift=0", "above 0")]
    [InlineData("sleep+T1 random-sleep=often", "above 0")]
    [InlineData("sleep+T1 drift=0.1 replay=10", "replay follows")]
    public void What_cannot_call_for_sleep_is_refused(string phase, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => Phase.Parse(phase)).Message, StringComparison.Ordinal);

    private static byte[] Bytes(PhaseRecord record)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        PhaseRecordFormat.Write(writer, record);
        return bytes.ToArray();
    }
}
