using CsCheck;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;

namespace Snn.Tests.Core.Engines;

/// <summary>Jumping over empty windows, and cutting a run into pieces, must not change a single bit of a spike.</summary>
public sealed class JumpTests
{
    private const int Windows = 1500;
    private static readonly Gen<(int Neuron, int Tenths)[]> Commands = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3999]).Array[0, 60];

    [Fact]
    public void Jumps_change_no_spike() =>
        Gen.Select(Gen.Int[1, 1000], Commands).Sample(
            (seed, commands) =>
            {
                var walked = Run(seed, commands, false, []);
                Assert.Equal(walked.A, Run(seed, commands, true, []).A);
                Assert.Equal(walked.B, Run(seed, commands, true, []).B);
                Assert.Equal(walked.Weights, Run(seed, commands, true, []).Weights);
            },
            iter: 40);

    [Fact]
    public void A_run_in_pieces_is_the_same_run() =>
        Gen.Select(Gen.Int[1, 1000], Commands, Gen.Int[1, 400].Array[1, 12]).Sample(
            (seed, commands, pieces) =>
            {
                var (a, b, weights) = Run(seed, commands, true, []);
                var cut = Run(seed, commands, true, pieces);
                Assert.Equal(a, cut.A);
                Assert.Equal(b, cut.B);
                Assert.Equal(weights, cut.Weights);
            },
            iter: 40);

    [Fact]
    public void The_quiet_network_does_fire()
    {
        var (a, b, _) = Run(1, [.. Enumerable.Range(0, 60).Select(k => (k % 5, k * 40))], true, []);
        Assert.InRange(a.Length, 50, 100_000);
        Assert.InRange(b.Length, 5, 100_000);
    }

    [Fact]
    public void Nothing_to_do_is_one_step()
    {
        var (net, input, _, _) = TestNetworks.Quiet();
        var sim = new Simulation(net, 1);
        var body = new NetworkBody(sim.Compiled.Body);
        Assert.Equal(1_000_000, body.Step<FlatMem, Solo, F8, F8, W16>(sim.State.Mem, default, 1_000_000));
        Assert.Equal(1_000_000, sim.State.Words[Head.Window]);
        sim.Fire(input, 0, 1, 2, 3, 4);
        sim.Run(500);
        Assert.True(sim.SpikeCount > 20);
        int before = sim.State.Words[Head.Window];
        sim.Run(1e6);
        Assert.InRange(body.Step<FlatMem, Solo, F8, F8, W16>(sim.State.Mem, default, 5000), 5000, 5000);
        Assert.True(sim.State.Words[Head.Window] > before);
    }

    [Fact]
    public void A_crossing_far_ahead_is_jumped_to_and_not_over()
    {
        // Just above threshold: the first crossing is 92 ms away, and nothing happens before.
        var net = new Network(window: 0.5);
        var lif = net.Lif("slow", 3, new() { Current = 1.01 });
        var sim = new Simulation(net, 1);
        sim.Record(lif);
        var body = new NetworkBody(sim.Compiled.Body);
        int jumped = body.Step<FlatMem, Solo, F8, F8, W16>(sim.State.Mem, default, 100_000);
        Assert.Equal((int)(20 * Math.Log(101) / 0.5), jumped);
        sim.Run(50);
        Assert.Equal(3, sim.Spikes(lif).Count);
        Assert.Equal(20 * Math.Log(101), sim.Spikes(lif)[0].TimeMs, 1e-3);
    }

    [Fact]
    public void A_schedule_is_kept_while_nothing_happens()
    {
        var net = new Network(window: 1);
        var wake = net.State("wake");
        var sleep = net.State("sleep");
        net.Lif("silent", 1, new());
        var sim = new Simulation(net, 1);
        sim.Schedule((wake, 7), (sleep, 5));
        for (int w = 1; w < 60; w += 3)
        {
            sim.RunWindows(3);

            // The state of the window solved last.
            int last = sim.State.Words[Head.Window] - 1;
            Assert.Equal(last % 12 < 7 ? wake.Index : sleep.Index, sim.State.Words[Head.State]);
        }
    }

    private static (Spike[] A, Spike[] B, Synapse[] Weights) Run(int seed, (int Neuron, int Tenths)[] commands, bool jumps, int[] pieces)
    {
        var (net, input, a, b) = TestNetworks.Quiet();
        var sim = new Simulation(net, seed) { Jumps = jumps };
        sim.Record(a);
        sim.Record(b);
        foreach (var (neuron, tenths) in commands)
            sim.FireAt(input, neuron, tenths * 0.1);
        foreach (int windows in pieces)
            sim.RunWindows(Math.Min(windows, Windows - sim.State.Words[Head.Window]));
        sim.RunWindows(Windows - sim.State.Words[Head.Window]);
        return ([.. sim.Spikes(a)], [.. sim.Spikes(b)], [.. net.Projections.SelectMany(sim.Weights)]);
    }
}
