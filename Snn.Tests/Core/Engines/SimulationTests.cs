using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;

namespace Snn.Tests.Core.Engines;

public sealed class SimulationTests
{
    [Fact]
    public void Commanded_spikes_fire_when_commanded()
    {
        var net = new Network(window: 3);
        var timed = net.Input("timed", 4);
        var onset = net.Input("onset", 4, atOnset: true);
        var sim = new Simulation(net, 1);
        sim.Record(timed);
        sim.Record(onset);
        sim.FireAt(timed, 2, 7.25);
        sim.FireAt(timed, 0, 7.25);
        sim.FireAt(timed, 1, 1.5);
        sim.Fire(timed, 3);
        sim.Fire(onset, 3, 1, 3);
        sim.Run(5);
        Assert.Equal(6, sim.Time);
        sim.Fire(onset, 2);
        sim.Run(4);
        Assert.Equal([new(0, 3), new(1.5, 1), new(7.25, 0), new(7.25, 2)], sim.Spikes(timed));
        Assert.Equal([new(0, 1), new(0, 3), new(6, 2)], sim.Spikes(onset));
        Assert.Equal(7, sim.SpikeCount);
    }

    [Fact]
    public void Time_is_whole_windows_and_runs_are_not_a_window_too_long()
    {
        foreach (double window in new[] { 0.1, 0.3, 0.7, 1.1, 2.5 })
        {
            var net = new Network(window);
            net.Lif("n", 1, new());
            var sim = new Simulation(net, 1);
            sim.Run(1000 * window);
            Assert.Equal(1000, sim.State.Words[Head.Window]);
            sim.Run(0);
            Assert.Equal(1000, sim.State.Words[Head.Window]);
        }
    }

    [Fact]
    public void A_spike_reaches_its_targets_after_the_delay()
    {
        // The second neuron fires soon after the strong input arrives.
        foreach (double delay in new[] { 0.2, 1, 4.95, 12 })
        {
            var net = new Network(window: 1);
            var input = net.Input("in", 1);
            var lif = net.Lif("out", 1, new() { Unit = WeightUnit.Current, Refractory = 50 });
            net.Connect(input, lif, Connectivity.AllToAll, Distribution.Constant(10_000), Distribution.Constant(delay));
            var sim = new Simulation(net, 1);
            sim.Record(lif);
            sim.FireAt(input, 0, 3.4);
            sim.Run(40);
            Assert.Equal(3.4 + delay + (20 / 10_000.0), Assert.Single(sim.Spikes(lif)).TimeMs, 1e-4);
        }
    }

    [Fact]
    public void Weights_are_what_was_described()
    {
        var net = new Network();
        var input = net.Input("in", 3);
        var lif = net.Lif("out", 5, new());
        var all = net.Connect(input, lif, Connectivity.AllToAll, Distribution.Constant(0.25));
        var one = net.Connect(lif, lif, Connectivity.OneToOne, Distribution.Constant(-2), Distribution.Constant(1));
        var some = net.Connect(input, lif, Connectivity.FixedInDegree(2), Distribution.Uniform(1, 2));
        var sim = new Simulation(net, 1);
        Assert.Equal(15, sim.Weights(all).Count(s => s.Weight == 0.25f));
        Assert.Equal([.. Enumerable.Range(0, 5).Select(i => new Synapse(i, i, -2f))], sim.Weights(one));
        Assert.All(Enumerable.Range(0, 5), j => Assert.Equal(2, sim.Weights(some).Count(s => s.Target == j && s.Weight is >= 1f and < 2f)));
        Assert.Equal(-2f, sim.WeightMatrix(one)[4, 4]);
        Assert.Equal(0f, sim.WeightMatrix(one)[4, 3]);
    }

    [Fact]
    public void Long_runs_allocate_nothing()
    {
        var (net, _, _, _, wake, sleep) = TestNetworks.Busy();
        var sim = new Simulation(net, 1);
        sim.Schedule((wake, 100), (sleep, 50));
        sim.RunWindows(300);

        // The runtime itself may allocate once in one of these stretches, when it compiles a method anew; a simulation that allocates does in all.
        Assert.Contains(0L, Enumerable.Range(0, 4).Select(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            sim.RunWindows(1500);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ToArray());
    }

    [Fact]
    public void The_same_seed_is_the_same_life_and_another_is_not()
    {
        Assert.Equal(Life(1), Life(1));
        Assert.NotEqual(Life(1), Life(2));

        static Spike[] Life(int seed)
        {
            var (net, e, _, _, wake, sleep) = TestNetworks.Busy();
            var sim = new Simulation(net, seed);
            sim.Record(e);
            sim.Schedule((wake, 100), (sleep, 50));
            sim.RunWindows(600);
            Assert.InRange(sim.Spikes(e).Count, 100, 100_000);
            return [.. sim.Spikes(e)];
        }
    }
}
