using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Tests.Foraging;

namespace Snn.Tests.Gpu;

/// <summary>The forager's one body, run by the CPU engine and by the kernel: the same bits.</summary>
public class ForagerKernelTests(SimulatedDevice device) : IClassFixture<SimulatedDevice>
{
    private const int Unsupervised = 30, WakeAndSleep = 100;
    private static readonly Forager[] Newborn = [Newly(1, 1), Newly(2, 7)];
    private static readonly Experiment Freezing = Tiny.Experiment with { Conditions = [new() { Name = "freeze", Phases = ["T1", "sleep+T1 freeze=5 curiosity=0.1"] }] };
    private static readonly Forager[] Asleep = [Grown(Tiny.Experiment, 1, 1, SleepKind.Measured), Grown(Tiny.Experiment, 2, 7, SleepKind.Shuffled), Grown(Freezing, 3, 3, SleepKind.Measured)];

    [Fact]
    public void LanesDoNotShow()
    {
        foreach (var forager in Newborn)
            AssertSame(forager, Twins.Narrow(forager.Block, forager.Body, Unsupervised), Unsupervised);
        foreach (var forager in Asleep)
        {
            AssertSame(forager, Twins.Narrow(forager.Block, forager.Body, WakeAndSleep), WakeAndSleep);
            AssertSame(forager, Twins.Widest(forager.Block, forager.Body, 20 * WakeAndSleep), 20 * WakeAndSleep);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(32)]
    public void TheKernelHasTheBitsOfTheCpuEngine(int groupSize)
    {
        var born = device.Run(groupSize, Unsupervised, Trials(Newborn));
        for (int i = 0; i < born.Length; i++)
            AssertSame(Newborn[i], born[i], Unsupervised);

        var slept = device.Run(groupSize, WakeAndSleep, Trials(Asleep));
        for (int i = 0; i < slept.Length; i++)
        {
            AssertSame(Asleep[i], slept[i], WakeAndSleep);

            // The comparison is of a life in which things happen.
            var before = Asleep[i].Block.Words;
            int body = Asleep[i].Body.At;
            Assert.Equal(50, slept[i].Words[body + ForagerBody.SleepCycles] - before[body + ForagerBody.SleepCycles]);
            Assert.True(slept[i].Words[Head.Spikes] > before[Head.Spikes] + 200);
            int act = Asleep[i].Compiled.Of(Asleep[i].Compiled.Network.Projections[1]), weights = before[act + Proj.Weights];
            Assert.False(before.Slice(weights, 1000).SequenceEqual(slept[i].Words.Slice(weights, 1000)));
        }
    }

    [Fact]
    public void DamageShows()
    {
        var whole = Asleep[0];
        var expected = Twins.Wide(whole.Block, whole.Body, WakeAndSleep);
        var damages = new Action<StateBlock>[]
        {
            b => b.Words[Head.Seed]++,
            b => b.Words[whole.Compiled.Of(whole.Compiled.Network.Populations[1]) + Pop.Constants + 2]++,
            b => b.Words[whole.Compiled.Of(whole.Compiled.Network.Projections[1]) + Proj.Kick]++,
            b => b.Words[whole.Body.At + ForagerBody.Exploration] += 1 << 23,
        };
        var trials = damages.Select(damage =>
        {
            var block = Twins.Copy(whole.Block);
            damage(block);
            return (block, whole.Body);
        }).ToArray();
        var results = device.Run(2, WakeAndSleep, trials);
        var spread = results.Select(r => Twins.Differences(whole.Compiled, expected, r).Count);
        Assert.All(spread, words => Assert.True(words > 1, $"{words} words differ"));
    }

    private static void AssertSame(Forager forager, StateBlock actual, int cycles) =>
        Assert.Empty(Twins.Differences(forager.Compiled, Twins.Wide(forager.Block, forager.Body, cycles), actual));

    private static (StateBlock Block, ForagerBody Body)[] Trials(Forager[] foragers) => [.. foragers.Select(f => (f.Block, f.Body))];

    private static Forager Newly(int network, int life) => Newly(Tiny.Experiment, network, life);

    private static Forager Newly(Experiment experiment, int network, int life)
    {
        var forager = new Forager(experiment, network, life);
        forager.Begin(Phase.Parse("unsupervised"), SleepKind.Measured);
        return forager;
    }

    /// <summary>An agent that has learnt for so long that the column scales are folded within the next wake episode, and is about to alternate
    /// between 50 cycles of training and 50 of sleep.</summary>
    private static Forager Grown(Experiment experiment, int network, int life, SleepKind sleep)
    {
        var forager = Newly(experiment, network, life);
        forager.Run(300);
        forager.Begin(Phase.Parse("T1"), sleep);
        forager.Run(1000);
        forager.Begin(Phase.Parse(experiment == Freezing ? "sleep+T1 freeze=5" : "sleep+T1"), sleep);
        if (experiment == Freezing)
            forager.Wonder(0.1); // a predictor learns, too
        return forager;
    }
}
