using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Gpu;

/// <summary>Poisson neurons drive excitatory and inhibitory ones, which drive each other and themselves, and a readout: every kind of solving
/// that the forager does not have. Membranes with and without a closed form, delays constant and drawn, normalised columns, pair STDP (odd seeds) and log-STDP (even ones).</summary>
internal sealed class RecurrentNet
{
    public RecurrentNet(int seed)
    {
        var net = new Network();
        var noise = net.Poisson("noise", 20, 40);
        var e = net.Lif("e", 40, new() { TauM = 20, TauS = 5, InitialMax = 0.9 });
        var i = net.Lif("i", 10, new() { TauM = 10, TauS = 5, Refractory = 2 });
        net.Connect(noise, e, Connectivity.FixedProbability(0.3), Distribution.Uniform(0.3, 0.7), Distribution.Uniform(0.5, 3), releaseNoise: 0.2);
        Recurrent = net.Connect(e, e, Connectivity.FixedProbability(0.2), Distribution.Uniform(0.1, 0.3), Distribution.Constant(1.5))
            .Add(seed % 2 == 1 ? new PairStdp { Potentiation = 0.02, Depression = 0.021, Softness = 0.5 } : new LogStdp { Rate = 0.02, Reference = 0.15 })
            .Add(new ColumnNormalisation { Sum = 1.5 });
        net.Connect(e, i, Connectivity.FixedInDegree(15), Distribution.Constant(0.4), Distribution.Uniform(0.5, 2));
        net.Connect(i, e, Connectivity.AllToAll, Distribution.Constant(-0.3), Distribution.Constant(0.75));
        var readout = net.Lif("readout", 12, new() { TauM = 30, TauS = 4, Current = 0.5 });
        net.Connect(e, readout, Connectivity.AllToAll, Distribution.Uniform(0.1, 0.3), releaseNoise: 0.1, balancedInhibition: true);
        net.Gain(e, new() { Target = 0.02, Step = 0.01 });
        Compiled = NetworkCompiler.Compile(net, seed, NetworkBody.Words(net));
        Block = Compiled.NewState();
        NetworkBody.Set(Compiled, Block);
        Body = new(Compiled.Body);
    }

    public CompiledNetwork Compiled { get; }

    public StateBlock Block { get; }

    public Projection Recurrent { get; }

    public NetworkBody Body { get; }
}
