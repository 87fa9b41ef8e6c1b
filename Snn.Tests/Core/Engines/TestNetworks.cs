using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;

namespace Snn.Tests.Core.Engines;

/// <summary>Networks that several tests run.</summary>
internal static class TestNetworks
{
    /// <summary>Seldom active: two small loops with drawn delays, driven only by commanded spikes.</summary>
    public static (Network Net, InputPopulation Input, LifPopulation A, LifPopulation B) Quiet()
    {
        var net = new Network();
        var input = net.Input("in", 5);
        var a = net.Lif("a", 40, new() { TauM = 10, TauS = 5, Refractory = 2 });
        var b = net.Lif("b", 10, new() { TauM = 10, TauS = 3, Refractory = 1 });
        var delays = Distribution.Uniform(0.4, 6);
        net.Connect(input, a, Connectivity.FixedProbability(0.5), Distribution.Uniform(0.3, 1.4), Distribution.Constant(3.3));
        net.Connect(a, a, Connectivity.FixedProbability(0.1), Distribution.Uniform(0.1, 0.5), Distribution.Constant(1.1)).Add(new PairStdp());
        net.Connect(a, b, Connectivity.FixedProbability(0.2), Distribution.Uniform(0.2, 0.8), Distribution.Constant(0.7)).Add(new PairStdp { Softness = 1 });
        net.Connect(b, a, Connectivity.AllToAll, Distribution.Uniform(-0.9, 0), delays);
        return (net, input, a, b);
    }

    /// <summary>Always active: Poisson input, excitation and inhibition with drawn delays, plasticity, noise, gains, wake and sleep.</summary>
    public static (Network Net, LifPopulation E, LifPopulation I, Projection Plastic, BrainState Wake, BrainState Sleep) Busy()
    {
        var net = new Network();
        var wake = net.State("wake");
        var sleep = net.State("sleep");
        var noise = net.Poisson("noise", 50, 20);
        var drive = net.Lif("drive", 30, new() { Current = 0.9 });
        var e = net.Lif("e", 60, new() { TauM = 10, TauS = 5, InitialMax = 0.9, Current = 0.8 });
        var i = net.Lif("i", 15, new() { TauM = 8, TauS = 3, InitialMax = 0.9 });
        var delays = Distribution.Uniform(1, 5);
        net.Connect(noise, drive, Connectivity.FixedProbability(0.3), Distribution.Uniform(0.2, 0.5));
        net.CountRates(drive, wake);
        sleep.Spontaneous(drive).Exchange(i);
        var plastic = net.Connect(drive, e, Connectivity.FixedProbability(0.3), Distribution.Uniform(0.1, 0.4), Distribution.Constant(2), releaseNoise: 0.2)
            .Add(new PairStdp { Potentiation = 0.02, Depression = 0.021 }, wake).Add(new ColumnNormalisation { Sum = 2 });
        net.Connect(e, e, Connectivity.FixedProbability(0.1), Distribution.LogNormal(-2.5, 0.5), delays);
        net.Connect(e, i, Connectivity.FixedProbability(0.3), Distribution.Constant(0.15), delays);
        net.Connect(i, e, Connectivity.FixedInDegree(5), Distribution.Normal(-0.4, 0.1), delays);
        net.Gain(e, new() { Target = 0.02, Step = 0.001 }, runs: [wake]);
        return (net, e, i, plastic, wake, sleep);
    }
}
