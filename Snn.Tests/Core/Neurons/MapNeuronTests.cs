using System.Numerics;
using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Synapses;

namespace Snn.Tests.Core.Neurons;

/// <summary>The clock-driven engine against neurons stepped one by one: 20 inputs that fire as windows open, 37 hidden neurons that hear five of
/// them each, 5 outputs that hear all hidden ones with noise and balanced inhibition.</summary>
public sealed class MapNeuronTests
{
    private const int Inputs = 20, Hidden = 37, Outputs = 5, Steps = 600;
    private const double Noise = 0.12;

    /// <summary>In float, in the same order, every spike and every bit of the state is the same: what the engine leaves out (neurons that do not
    /// move, currents that are zero) changes nothing.</summary>
    [Fact]
    public void Every_step_is_that_of_the_plain_equations()
    {
        var (sim, hidden, outputs) = New();
        var plain = new Plain<float>(sim);
        int spikes = 0, resting = 0;
        for (int window = 0; window < 150; window++)
        {
            int[] volley = Volley(window);
            plain.Run(window, volley);
            sim.ForgetSpikes();
            sim.Fire((InputPopulation)sim.Compiled.Network.Populations[0], volley);
            sim.RunWindows(1);
            Assert.Equal(plain.HiddenSpikes, Local(sim, hidden, window));
            Assert.Equal(plain.OutputSpikes, Local(sim, outputs, window));
            AssertSame(sim, hidden, plain.Hidden);
            AssertSame(sim, outputs, plain.Outputs);
            spikes += plain.HiddenSpikes.Count + plain.OutputSpikes.Count;
            resting += plain.Hidden.Count(h => h.V == h.Before && h.Syn == 0);
        }

        // Something happens, outputs fire more than once a window, and some neurons rest.
        Assert.True(spikes > 1000, $"{spikes} spikes");
        Assert.True(resting > 200, $"{resting} rest");
    }

    /// <summary>In double: orbits part after a while, rates do not. Over 400 windows counts of some thousands agree within 1 %.</summary>
    [Fact]
    public void Rates_are_those_of_double_precision()
    {
        var (sim, hidden, outputs) = New();
        var plain = new Plain<double>(sim);
        int plainHidden = 0, plainOutputs = 0;
        for (int window = 0; window < 400; window++)
        {
            int[] volley = Volley(window);
            plain.Run(window, volley);
            plainHidden += plain.HiddenSpikes.Count;
            plainOutputs += plain.OutputSpikes.Count;
            sim.Fire((InputPopulation)sim.Compiled.Network.Populations[0], volley);
            sim.RunWindows(1);
        }

        Assert.True(plainHidden > 3000 && plainOutputs > 1000, $"{plainHidden} and {plainOutputs} spikes");
        Assert.Equal(plainHidden, sim.Spikes(hidden).Count, 0.01 * plainHidden);
        Assert.Equal(plainOutputs, sim.Spikes(outputs).Count, 0.01 * plainOutputs);
    }

    /// <summary>The unit of weight: 1 just fires a resting neuron. The step of the spike is that of double precision.</summary>
    [Theory]
    [InlineData(0.99, -1)]
    [InlineData(1.01, 83)]
    [InlineData(1.1, 53)]
    [InlineData(2, 20)]
    [InlineData(5, 8)]
    public void A_weight_of_one_just_fires_a_resting_neuron(double weight, int step)
    {
        var naive = new NaiveMap<double>();
        int naiveStep = -1;
        for (int n = 0; n < Steps; n++)
        {
            if (naive.Step(n == 0 ? weight * NaiveMap<double>.Conductance : 0))
                naiveStep = naiveStep < 0 ? n : -2;
        }

        Assert.Equal(step, naiveStep);
        var net = new Network(window: 300);
        var input = net.Input("in", 1, atOnset: true);
        var map = net.Map("map", 1, new());
        net.Connect(input, map, Connectivity.AllToAll, Distribution.Constant(weight));
        var sim = new Simulation(net, 1);
        sim.Record(map);
        sim.Fire(input, 0);
        sim.RunWindows(1);
        Assert.Equal(step < 0 ? [] : [step * 0.5], sim.Spikes(map).Select(s => s.TimeMs));
    }

    /// <summary>A spike of any time is heard in the step in which it falls, and moves V two steps later.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.49, 2)]
    [InlineData(0.5, 3)]
    [InlineData(12.3, 26)]
    public void An_input_counts_from_its_own_step(double time, int moves)
    {
        var net = new Network(window: 0.5 * 30);
        var input = net.Input("in", 1);
        var map = net.Map("map", 1, new());
        net.Connect(input, map, Connectivity.AllToAll, Distribution.Constant(0.5));
        var sim = new Simulation(net, 1);
        sim.FireAt(input, 0, time);
        sim.RunWindows(1);
        var naive = new NaiveMap<float>();
        float rest = naive.V;
        int first = -1;
        for (int n = 0; n < 30; n++)
        {
            naive.Step(n == moves - 2 ? 0.5f * NaiveMap<float>.Conductance : 0);
            first = first < 0 && naive.V != rest ? n + 1 : first;
        }

        Assert.Equal(moves, first);
        Assert.Equal(naive.V, sim.State.Mem.F(sim.State.Mem.I(sim.Compiled.Of(map) + Pop.V)));
        Assert.NotEqual(rest, naive.V);
    }

    /// <summary>Strong currents of either sign, which the clip holds: V after each of the first steps.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void A_strong_current_is_clipped(double weight)
    {
        var net = new Network(window: 0.5);
        var input = net.Input("in", 1, atOnset: true);
        var map = net.Map("map", 1, new());
        net.Connect(input, map, Connectivity.AllToAll, Distribution.Constant(weight));
        var sim = new Simulation(net, 1);
        var naive = new NaiveMap<float>();
        bool clipped = false;
        sim.Fire(input, 0);
        for (int n = 0; n < 50; n++)
        {
            clipped |= Math.Abs(0.133 * naive.Syn) > 1;
            naive.Step(n == 0 ? (float)weight * NaiveMap<float>.Conductance : 0);
            sim.RunWindows(1);
            Assert.Equal(naive.V, sim.State.Mem.F(sim.State.Mem.I(sim.Compiled.Of(map) + Pop.V)));
        }

        Assert.True(clipped);
    }

    /// <summary>V that one step leaves alone, while I or a synaptic current moves on: not at rest, and not to be left out.</summary>
    [Theory]
    [InlineData(-0.90625f, 0f)]
    [InlineData(-0.96875f, 0f)]
    [InlineData(-0.94f, 0.001f)]
    public void A_neuron_whose_V_stands_still_for_a_step_may_yet_move(float v, float syn)
    {
        var net = new Network(window: 25);
        var map = net.Map("map", 1, new());
        net.Connect(net.Input("in", 1, atOnset: true), map, Connectivity.FixedInDegree(1), Distribution.Constant(0.5));
        var sim = new Simulation(net, 1);
        var naive = new NaiveMap<float>();
        while (syn == 0 && (3.65f / (1f - v)) + (v - (3.65f / (1f - v))) != v)
            v -= 1f / (1 << 22);
        if (syn == 0)
            (naive.V, naive.Before, naive.I) = (v, v, v - (3.65f / (1f - v)));
        naive.Syn = syn;
        var mem = sim.State.Mem;
        int pop = sim.Compiled.Of(map);
        (mem.F(mem.I(pop + Pop.V)), mem.F(mem.I(pop + Pop.Before)), mem.F(mem.I(pop + Pop.Slow)), mem.F(mem.I(pop + Pop.J))) = (naive.V, naive.Before, naive.I, naive.Syn);
        float start = naive.V;
        naive.Step(0);
        Assert.Equal(syn == 0, naive.V == start);
        for (int n = 1; n < 50; n++)
            naive.Step(0);
        sim.RunWindows(1);
        Assert.NotEqual(start, naive.V);
        AssertSame(sim, map, [naive]);
    }

    [Fact]
    public void A_run_that_was_interrupted_is_the_run_that_was_not()
    {
        var (through, _, _) = New();
        var (before, _, _) = New();
        var (after, _, _) = New();
        Live(through, 0, 60);
        Live(before, 0, 23);
        var file = new MemoryStream();
        before.Save(file);
        file.Position = 0;
        after.Load(file);
        Live(after, 23, 60);
        Assert.Equal(through.State.Bytes.ToArray(), after.State.Bytes.ToArray());
        Assert.Equal((through.SpikeCount, through.SynapticEvents), (after.SpikeCount, after.SynapticEvents));
        Assert.True(through.SpikeCount > 500);
    }

    private static (Simulation Sim, MapPopulation Hidden, MapPopulation Outputs) New()
    {
        var net = new Network(window: Steps * 0.5);
        var input = net.Input("in", Inputs, atOnset: true);
        var hidden = net.Map("hidden", Hidden, new());
        var outputs = net.Map("out", Outputs, new());
        net.Connect(input, hidden, Connectivity.FixedInDegree(5), Distribution.Uniform(0.1, 0.9));
        net.Connect(hidden, outputs, Connectivity.AllToAll, Distribution.Uniform(0, 4), releaseNoise: Noise, balancedInhibition: true);
        var sim = new Simulation(net, 3);
        sim.Record(hidden);
        sim.Record(outputs);
        return (sim, hidden, outputs);
    }

    private static void Live(Simulation sim, int first, int last)
    {
        for (int window = first; window < last; window++)
        {
            sim.Fire((InputPopulation)sim.Compiled.Network.Populations[0], Volley(window));
            sim.RunWindows(1);
        }
    }

    /// <summary>Every fourth window is silent.</summary>
    private static int[] Volley(int window)
    {
        var draws = new Draws(window);
        return window % 4 == 3 ? [] : [.. Enumerable.Range(0, Inputs).Where(_ => draws.Unit() < 0.4)];
    }

    private static List<(double Time, int Neuron)> Local(Simulation sim, Population population, int window) =>
        [.. sim.Spikes(population).Select(s => (s.TimeMs - (window * Steps * 0.5), s.Neuron))];

    private static void AssertSame(Simulation sim, Population population, NaiveMap<float>[] plain)
    {
        var mem = sim.State.Mem;
        int pop = sim.Compiled.Of(population);
        for (int i = 0; i < plain.Length; i++)
        {
            Assert.Equal(
                (plain[i].V, plain[i].Before, plain[i].I, plain[i].Syn),
                (mem.F(mem.I(pop + Pop.V) + i), mem.F(mem.I(pop + Pop.Before) + i), mem.F(mem.I(pop + Pop.Slow) + i), mem.F(mem.I(pop + Pop.J) + i)));
        }
    }

    /// <summary>The same network, neuron by neuron and step by step; only its weights and noise factors are the engine's.</summary>
    private sealed class Plain<R>
        where R : IFloatingPointIeee754<R>
    {
        private readonly Simulation sim;
        private readonly float[,] see, act;
        private readonly StateBlock noise;

        public Plain(Simulation sim)
        {
            this.sim = sim;
            see = sim.WeightMatrix(sim.Compiled.Network.Projections[0]);
            act = sim.WeightMatrix(sim.Compiled.Network.Projections[1]);
            noise = sim.Compiled.NewState();
        }

        public NaiveMap<R>[] Hidden { get; } = [.. Enumerable.Range(0, MapNeuronTests.Hidden).Select(_ => new NaiveMap<R>())];

        public NaiveMap<R>[] Outputs { get; } = [.. Enumerable.Range(0, MapNeuronTests.Outputs).Select(_ => new NaiveMap<R>())];

        public List<(double Time, int Neuron)> HiddenSpikes { get; } = [];

        public List<(double Time, int Neuron)> OutputSpikes { get; } = [];

        public void Run(int window, int[] volley)
        {
            HiddenSpikes.Clear();
            OutputSpikes.Clear();
            noise.Mem.I(Head.Window) = window;
            int proj = sim.Compiled.Of(sim.Compiled.Network.Projections[1]), k = 0;
            for (int step = 0; step < Steps; step++)
            {
                var arriving = new R[MapNeuronTests.Outputs];
                for (int i = 0; i < Hidden.Length; i++)
                {
                    R sum = R.Zero;
                    foreach (int input in step == 0 ? volley : [])
                        sum += R.CreateTruncating(see[input, i]);
                    if (!Hidden[i].Step(sum * NaiveMap<R>.Conductance))
                        continue;
                    HiddenSpikes.Add((step * 0.5, i));
                    R[] w = [.. Enumerable.Range(0, arriving.Length).Select(j => R.CreateTruncating(act[i, j]))];
                    R mean = (w[0] + w[4] + w[2] + (w[1] + w[3])) * R.CreateTruncating(1f / 5);
                    for (int j = 0; j < arriving.Length; j++)
                    {
                        R excited = R.CreateTruncating(ReleaseNoise.One(noise.Mem, proj, k + j));
                        R inhibited = R.CreateTruncating(ReleaseNoise.One(noise.Mem, proj, k + arriving.Length + j));
                        arriving[j] += w[j] * NaiveMap<R>.Conductance * excited;
                        arriving[j] -= mean * NaiveMap<R>.Conductance * inhibited;
                    }

                    k += 2 * arriving.Length;
                }

                for (int j = 0; j < arriving.Length; j++)
                {
                    if (Outputs[j].Step(arriving[j]))
                        OutputSpikes.Add((step * 0.5, j));
                }
            }
        }
    }
}
