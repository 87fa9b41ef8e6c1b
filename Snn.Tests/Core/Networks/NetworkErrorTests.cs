using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;

namespace Snn.Tests.Core.Networks;

/// <summary>Each mistake gets one line that names the object and the value.</summary>
public sealed class NetworkErrorTests
{
    private static readonly Dictionary<string, (Action<Network> Make, string[] Says)> Mistakes = new()
    {
        ["no populations"] = (_ => { }, ["no populations"]),
        ["negative tau"] = (n => n.Lif("x", 1, new() { TauM = -5 }), ["'x'", "tau_m", "-5"]),
        ["tau not a number"] = (n => n.Lif("x", 1, new() { TauS = double.NaN }), ["'x'", "tau_s", "NaN"]),
        ["equal taus"] = (n => n.Lif("x", 1, new() { TauM = 10, TauS = 10.05 }), ["'x'", "10.05", "singular"]),
        ["no refractoriness"] = (n => n.Lif("x", 1, new() { Refractory = 0 }), ["'x'", "refractory", "0 ms"]),
        ["threshold at reset"] = (n => n.Lif("x", 1, new() { Threshold = 0 }), ["'x'", "threshold", "reset"]),
        ["current infinite"] = (n => n.Lif("x", 1, new() { Current = double.PositiveInfinity }), ["'x'", "current"]),
        ["initial above threshold"] = (n => n.Lif("x", 1, new() { InitialMax = 2 }), ["'x'", "initial", "2"]),
        ["no neurons"] = (n => n.Lif("x", 0, new()), ["'x'", "0 neurons"]),
        ["no name"] = (n => n.Lif(" ", 1, new()), ["name"]),
        ["name twice"] = (n => { n.Lif("x", 1, new()); n.Input("x", 2); }, ["two populations", "'x'"]),
        ["state twice"] = (n => { n.State("s"); n.State("s"); }, ["two brain states", "'s'"]),
        ["negative rate"] = (n => n.Poisson("p", 3, -1), ["'p'", "-1 Hz"]),
        ["weights not a number"] = (n => Connect(n, Distribution.Constant(double.NaN)), ["'a' to 'b'", "NaN"]),
        ["smallest weight not a number"] = (n => Connect(n, Distribution.Normal(1, 1, double.NaN)), ["'a' to 'b'", "NaN"]),
        ["weights reversed"] = (n => Connect(n, Distribution.Uniform(2, 1)), ["'a' to 'b'", "2", "1"]),
        ["sd negative"] = (n => Connect(n, Distribution.Normal(0, -1)), ["'a' to 'b'", "-1"]),
        ["sigma negative"] = (n => Connect(n, Distribution.LogNormal(0, -1)), ["'a' to 'b'", "-1"]),
        ["delay negative"] = (n => Connect(n, delays: Distribution.Constant(-1)), ["'a' to 'b'", "delays"]),
        ["delay unbounded"] = (n => Connect(n, delays: Distribution.Normal(2, 1, 1)), ["'a' to 'b'", "bounded"]),
        ["in-degree too large"] = (n => Connect(n, connectivity: Connectivity.FixedInDegree(5)), ["'a' to 'b'", "in-degree of 5", "4 sources"]),
        ["unequal channels"] = (n => Connect(n, connectivity: Connectivity.FixedInDegree(1, channels: 3)), ["'a' to 'b'", "4 sources", "3 equal channels"]),
        ["in-degree larger than a channel"] = (n => Connect(n, connectivity: Connectivity.FixedInDegree(3, channels: 2)), ["'a' to 'b'", "in-degree of 3", "2 sources"]),
        ["in-degree zero"] = (n => Connect(n, connectivity: Connectivity.FixedInDegree(0)), ["'a' to 'b'", "in-degree of 0"]),
        ["probability above one"] = (n => Connect(n, connectivity: Connectivity.FixedProbability(1.5)), ["'a' to 'b'", "1.5"]),
        ["probability not a number"] = (n => Connect(n, connectivity: Connectivity.FixedProbability(double.NaN)), ["'a' to 'b'", "NaN"]),
        ["one-to-one of unequals"] = (n => Connect(n, connectivity: Connectivity.OneToOne), ["'a' to 'b'", "4 and 3"]),
        ["noise too strong"] = (n => n.Connect(n.Input("a", 4), n.Lif("b", 3, new()), Connectivity.AllToAll, Distribution.Constant(1), releaseNoise: 1), ["'a' to 'b'", "noise of 1"]),
        ["loop without delay"] = (n => { var x = n.Lif("x", 3, new()); n.Connect(x, x, Connectivity.AllToAll, Distribution.Constant(1)); }, ["'x' to 'x'", "loop", "0 ms"]),
        ["loop that may be without delay"] = (n => { var x = n.Lif("x", 3, new()); n.Connect(x, x, Connectivity.AllToAll, Distribution.Constant(1), Distribution.Uniform(0, 1)); }, ["'x' to 'x'", "loop", "0 ms"]),
        ["foreign population"] = (n => { n.Input("a", 1); n.Connect(new Network().Input("a", 1), n.Lif("b", 1, new()), Connectivity.AllToAll, Distribution.Constant(1)); }, ["'a' to 'b'", "this network"]),
        ["inhibition of a sparse projection"] = (n => n.Connect(n.Input("a", 4), n.Lif("b", 3, new()), Connectivity.FixedInDegree(2), Distribution.Constant(1), balancedInhibition: true), ["'a' to 'b'", "balanced inhibition", "all-to-all"]),
        ["reward on a sparse projection"] = (n => Connect(n, connectivity: Connectivity.FixedInDegree(2)).Add(new RewardStdp()), ["'a' to 'b'", "rewarded STDP"]),
        ["reward traces too short"] = (n => Connect(n).Add(new RewardStdp { Tau = 0.1 }), ["'a' to 'b'", "0.1 ms"]),
        ["reward over no windows"] = (n => Connect(n).Add(new RewardStdp { Windows = 0 }), ["'a' to 'b'", "0 windows"]),
        ["reward rate not a number"] = (n => Connect(n).Add(new RewardStdp { Rate = double.NaN }), ["'a' to 'b'", "NaN"]),
        ["volley rule without volleys"] = (n => Connect(n, connectivity: Connectivity.FixedInDegree(2)).Add(new VolleyStdp()), ["'a' to 'b'", "volley STDP", "onset"]),
        ["pair rule with drawn delays"] = (n => Connect(n, delays: Distribution.Uniform(1, 2)).Add(new PairStdp()), ["'a' to 'b'", "delays must be equal"]),
        ["pair rule too soft"] = (n => Connect(n).Add(new PairStdp { Softness = 2 }), ["'a' to 'b'", "softness 2"]),
        ["pair rule not a number"] = (n => Connect(n).Add(new PairStdp { Potentiation = double.NaN }), ["'a' to 'b'", "A+ NaN"]),
        ["rule twice"] = (n => Connect(n).Add(new PairStdp()).Add(new PairStdp()), ["'a' to 'b'", "two rules", "PairStdp"]),
        ["column sum of nothing"] = (n => Connect(n).Add(new ColumnNormalisation { Sum = 0 }), ["'a' to 'b'", "sum of 0"]),
        ["gain on a projection"] = (n => Connect(n).Add(new HomeostaticGain()), ["'a' to 'b'", "Network.Gain"]),
        ["gain out of its bounds"] = (n => n.Gain(n.Lif("x", 1, new()), new() { Initial = 200 }), ["'x'", "200"]),
        ["sleep without counting"] = (n => n.State("sleep").Spontaneous(n.Lif("x", 1, new())), ["'x'", "CountRates"]),
        ["sleep at a negative rate"] = (n => n.State("sleep").Spontaneous(n.Lif("x", 1, new()), factor: -1), ["'sleep'", "'x'", "-1"]),
        ["driven twice"] = (n => { var x = n.Lif("x", 1, new()); n.State("sleep").Spontaneous(x).Spontaneous(x); }, ["'sleep'", "'x'", "twice"]),
        ["map that is not a number"] = (n => n.Map("x", 1, new() { Alpha = double.NaN }), ["'x'", "finite"]),
        ["map without an end"] = (n => n.Map("x", 1, new() { Gamma = 1 }), ["'x'", "gamma", "1"]),
        ["map without steps"] = (n => n.Map("x", 1, new() { Step = 0 }), ["'x'", "step of 0 ms"]),
        ["map without an input"] = (n => n.Map("x", 1, new()), ["'x'", "exactly one projection"]),
        ["map in a loop"] = (n => { var x = n.Map("x", 3, new()); n.Connect(x, x, Connectivity.AllToAll, Distribution.Constant(1), Distribution.Constant(1)); }, ["'x'", "exactly one projection"]),
        ["map off the clock"] = (n => n.Connect(n.Input("a", 4), n.Map("x", 3, new() { Step = 0.3 }), Connectivity.AllToAll, Distribution.Constant(1)), ["'x'", "100 ms", "whole steps of 0.3 ms"]),
        ["delay over too many windows"] = (n => { var x = n.Lif("x", 3, new()); n.Connect(x, x, Connectivity.AllToAll, Distribution.Constant(1), Distribution.Uniform(0.001, 20)); }, ["'x' to 'x'", "20 ms", "10,000 windows"]),
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_that_cannot_be_says_why(string name)
    {
        var net = new Network();
        var e = Assert.Throws<NetworkException>(() =>
        {
            Mistakes[name].Make(net);
            _ = new Simulation(net, 1);
        });
        Clear(e, Mistakes[name].Says);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_window_that_cannot_be_is_refused(double window) => Clear(Assert.Throws<NetworkException>(() => new Network(window)), ["window"]);

    [Fact]
    public void A_simulation_refuses_what_it_cannot_do()
    {
        var net = new Network(1);
        var input = net.Input("in", 3);
        var onset = net.Input("volley", 3, atOnset: true);
        var wake = net.State("wake");
        var foreign = new Network().Lif("x", 1, new());
        var sim = new Simulation(net, 1);
        sim.Run(10);
        Clear(Assert.Throws<NetworkException>(() => sim.Fire(input, 0, 3)), ["'in'", "3"]);
        Clear(Assert.Throws<NetworkException>(() => sim.FireAt(input, -1, 20)), ["'in'", "-1"]);
        Clear(Assert.Throws<NetworkException>(() => sim.FireAt(input, 0, 9.99)), ["'in'", "9.99", "10 ms"]);
        Clear(Assert.Throws<NetworkException>(() => sim.FireAt(input, 0, double.NaN)), ["'in'", "NaN"]);
        Clear(Assert.Throws<NetworkException>(() => sim.FireAt(onset, 0, 20)), ["'volley'", "window opens"]);
        Clear(Assert.Throws<NetworkException>(() => sim.Record(foreign)), ["'x'", "not of the network"]);
        Clear(Assert.Throws<NetworkException>(() => sim.Spikes(input)), ["'in'", "Record"]);
        Clear(Assert.Throws<NetworkException>(() => sim.Enter(new Network().State("other"))), ["'other'", "not of the network"]);
        Clear(Assert.Throws<NetworkException>(() => sim.Run(-1)), ["-1 ms"]);
        Clear(Assert.Throws<NetworkException>(() => sim.Run(double.NaN)), ["NaN"]);
        Clear(Assert.Throws<NetworkException>(() => sim.Schedule()), ["0 episodes"]);
        Clear(Assert.Throws<NetworkException>(() => sim.Schedule((wake, 0))), ["'wake'", "0 windows"]);
    }

    [Fact]
    public void Activity_that_runs_away_is_named()
    {
        var net = new Network();
        var lif = net.Lif("wild", 500, new() { Refractory = 0.01, InitialMax = 0.9, Current = 1.2 });
        net.Connect(lif, lif, Connectivity.FixedProbability(0.5), Distribution.Constant(50), Distribution.Constant(1));
        var sim = new Simulation(net, 1);
        Clear(Assert.Throws<NetworkException>(() => sim.Run(1000)), ["'wild'", "run away"]);
    }

    [Fact]
    public void Too_many_commands_in_one_window_are_named()
    {
        var net = new Network(100);
        var input = net.Input("in", 1);
        var sim = new Simulation(net, 1);
        for (int k = 0; k < 2000; k++)
            sim.FireAt(input, 0, k * 0.01);
        Clear(Assert.Throws<NetworkException>(() => sim.Run(100)), ["'in'", "shorter window"]);
    }

    private static Projection Connect(Network net, Distribution? weights = null, Distribution? delays = null, Connectivity? connectivity = null) =>
        net.Connect(net.Input("a", 4), net.Lif("b", 3, new()), connectivity ?? Connectivity.AllToAll, weights ?? Distribution.Constant(1), delays);

    private static void Clear(Exception e, string[] says)
    {
        Assert.DoesNotContain('\n', e.Message);
        Assert.All(says, part => Assert.Contains(part, e.Message));
    }
}
