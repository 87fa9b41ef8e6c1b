using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Engines;

/// <summary>Recorded weights are the weights of that moment, and recording changes nothing.</summary>
public class WeightRecorderTests
{
    [Fact]
    public void Snapshots_are_the_weights_of_their_moments()
    {
        var (seen, plastic) = Plastic();
        seen.RecordWeights(plastic, 25);
        seen.RunWindows(110);
        var snapshots = seen.WeightSnapshots(plastic);
        Assert.Equal([25, 50, 75, 100], snapshots.Select(s => (int)Math.Round(s.TimeMs / 10)));

        var (unseen, same) = Plastic();
        for (int k = 0; k < 4; k++)
        {
            unseen.RunWindows(25);
            Assert.Equal(unseen.Weights(same).Select(s => s.Weight), snapshots[k].Weights);
        }

        Assert.NotEqual(snapshots[0].Weights, snapshots[3].Weights);
        unseen.RunWindows(10);
        Assert.True(seen.State.Bytes.SequenceEqual(unseen.State.Bytes));
    }

    /// <summary>A silent network jumps from event to event, but not past a snapshot.</summary>
    [Fact]
    public void Jumps_stop_for_snapshots()
    {
        var net = new Network(10);
        var input = net.Input("input", 5);
        var cells = net.Lif("cells", 5, new Lif { TauM = 20, TauS = 5 });
        var plastic = net.Connect(input, cells, Connectivity.OneToOne, Distribution.Constant(0.2)).Add(new PairStdp());
        var simulation = new Simulation(net, seed: 3);
        simulation.RunWindows(7);
        simulation.RecordWeights(plastic, 25);
        simulation.RunWindows(100);
        Assert.Equal([250.0, 500, 750, 1000], simulation.WeightSnapshots(plastic).Select(s => s.TimeMs));
    }

    [Fact]
    public void What_is_not_recorded_is_said()
    {
        var (simulation, plastic) = Plastic();
        Assert.Contains("not recorded", Assert.Throws<NetworkException>(() => simulation.WeightSnapshots(plastic)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1", Assert.Throws<NetworkException>(() => simulation.RecordWeights(plastic, 0)).Message, StringComparison.Ordinal);
    }

    private static (Simulation Simulation, Projection Plastic) Plastic()
    {
        var net = new Network(10);
        var noise = net.Poisson("noise", 40, rate: 40);
        var cells = net.Lif("cells", 10, new Lif { TauM = 20, TauS = 5 });
        var plastic = net.Connect(noise, cells, Connectivity.FixedProbability(0.5), Distribution.Uniform(0.1, 0.4)).Add(new PairStdp { MaxWeight = 0.6 });
        return (new Simulation(net, seed: 3), plastic);
    }
}
