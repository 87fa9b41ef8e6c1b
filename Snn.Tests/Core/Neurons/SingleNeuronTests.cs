using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;

namespace Snn.Tests.Core.Neurons;

/// <summary>One neuron against naive integration. The reference is led by our spikes: at each of them its own potential must be at threshold,
/// in between it must stay below, and at the end all state must agree. So a near miss is judged by the potential, not by luck.</summary>
public sealed class SingleNeuronTests
{
    private const double Duration = 600;
    private const double Step = 0.01;

    public enum Solver
    {
        /// <summary>One all-to-all projection.</summary>
        Swept,

        /// <summary>The same and a silent second projection.</summary>
        Touched,
    }

    public static TheoryData<Solver, double, double, int> Cases()
    {
        var data = new TheoryData<Solver, double, double, int>();
        (double, double)[] taus = [(20, 10), (40, 20), (20, 2), (10, 5), (10, 3.3), (10, 12), (5, 20), (20, 19), (20, 21)];
        foreach (var (tauM, tauS) in taus)
        {
            for (int seed = 1; seed <= 4; seed++)
            {
                data.Add(Solver.Swept, tauM, tauS, seed);
                data.Add(Solver.Touched, tauM, tauS, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Follows_the_equations(Solver solver, double tauM, double tauS, int seed)
    {
        var draws = new Draws(seed);
        var model = new Lif
        {
            TauM = tauM,
            TauS = tauS,
            Unit = seed % 2 == 0 ? WeightUnit.Current : WeightUnit.PspPeak,
            Current = seed == 3 ? 1.3 : seed == 4 ? -0.4 : 0,
            Refractory = seed == 2 ? 0.5 : 3,
            Reset = seed == 1 ? 0 : -0.2,
        };
        var net = new Network(window: seed == 1 ? 100 : draws.Between(1, 50));
        var input = net.Input("in", 6);
        var lif = net.Lif("out", 1, model);
        var weights = seed % 2 == 0 ? Distribution.Uniform(-10 / tauS, 50 / tauS) : Distribution.Uniform(-0.4, 1.2);
        var projection = net.Connect(input, lif, Connectivity.AllToAll, weights);
        if (solver == Solver.Touched)
            net.Connect(net.Input("silent", 1), lif, Connectivity.AllToAll, Distribution.Constant(1));
        var sim = new Simulation(net, seed);
        sim.Record(input);
        sim.Record(lif);
        for (int neuron = 0; neuron < input.Size; neuron++)
        {
            foreach (double t in draws.Train(0.05, Duration))
                sim.FireAt(input, neuron, t);
        }

        sim.Run(Duration);
        double[] currents = [.. sim.Weights(projection).Select(s => NaiveNeuron.CurrentOf(model, s.Weight))];
        var spikes = sim.Spikes(lif);
        var naive = new NaiveNeuron(model, Step);

        // Midpoint steps err by (h / tau)^2 / 24 of what flows, per tau; floats by some units in the last place of the sums involved.
        double size = 1 + Math.Abs(model.Current) + currents.Max(Math.Abs) * 4;
        double spread = Math.Abs(tauM / (tauM - tauS));
        double tolerance = size * (Math.Pow(Step / Math.Min(tauM, tauS), 2) + (4e-6 * (1 + spread)));
        var events = sim.Spikes(input).Select(s => (s.TimeMs, s.Neuron, Kind: 1)).Concat(spikes.Select(s => (s.TimeMs, s.Neuron, Kind: 0))).Order();
        foreach (var (time, neuron, kind) in events.OrderBy(e => e.TimeMs).ThenBy(e => e.Kind))
        {
            naive.Watch(time);
            if (kind == 1)
            {
                naive.Receive(currents[neuron]);
            }
            else
            {
                // The spike time is a float: what V does in its last place belongs to the tolerance.
                double slope = Math.Abs(model.Current + naive.I - naive.V) / tauM;
                Assert.InRange(naive.V - model.Threshold, -tolerance - (slope * 2e-5), tolerance + (slope * 2e-5));
                naive.Fire();
            }
        }

        Assert.InRange(spikes.Count, 3, 1300);
        Assert.True(naive.Excess < tolerance, $"V got {naive.Excess} above threshold without a spike");
    }

    [Theory]
    [InlineData(Solver.Swept, 20, 10)]
    [InlineData(Solver.Touched, 20, 10)]
    [InlineData(Solver.Swept, 20, 5)]
    [InlineData(Solver.Touched, 5, 20)]
    public void A_constant_current_fires_at_the_textbook_period(Solver solver, double tauM, double tauS)
    {
        var model = new Lif { TauM = tauM, TauS = tauS, Current = 1.5, Refractory = 2, Reset = 0.1 };
        var net = new Network(window: 7);
        var lif = net.Lif("out", 1, model);
        if (solver == Solver.Swept)
            net.Connect(net.Input("in", 1), lif, Connectivity.AllToAll, Distribution.Constant(1));
        var sim = new Simulation(net, 1);
        sim.Record(lif);
        sim.Run(500);
        double first = tauM * Math.Log(1.5 / 0.5), period = 2 + (tauM * Math.Log(1.4 / 0.5));
        for (int k = 0; k < sim.Spikes(lif).Count; k++)
            Assert.Equal(first + (k * period), sim.Spikes(lif)[k].TimeMs, 1e-5 * (k + 1) * (1 + (tauM / 10)));
        Assert.Equal((int)((500 - first) / period) + 1, sim.Spikes(lif).Count);
    }

    [Theory]
    [InlineData(20, 10)]
    [InlineData(20, 3)]
    [InlineData(4, 16)]
    public void A_single_input_of_weight_1_peaks_at_1(double tauM, double tauS)
    {
        Assert.Equal(1, Fires(1.0005), 0);
        Assert.Equal(0, Fires(0.9995), 0);

        double Fires(double weight)
        {
            var net = new Network(window: 20);
            var input = net.Input("in", 1);
            var lif = net.Lif("out", 1, new() { TauM = tauM, TauS = tauS });
            net.Connect(input, lif, Connectivity.AllToAll, Distribution.Constant(weight));
            var sim = new Simulation(net, 1);
            sim.Record(lif);
            sim.FireAt(input, 0, 3.7);
            sim.Run(200);
            return sim.Spikes(lif).Count;
        }
    }

    /// <summary>Volleys at onset onto many neurons: the third way in, against the touched solver's way.</summary>
    [Theory]
    [InlineData(20, 10)]
    [InlineData(20, 7)]
    public void Volleys_follow_the_equations(double tauM, double tauS)
    {
        const int Neurons = 40, Windows = 20;
        var model = new Lif { TauM = tauM, TauS = tauS, Refractory = 12, Unit = WeightUnit.Current };
        var net = new Network(window: 10);
        var input = net.Input("in", 30, atOnset: true);
        var lif = net.Lif("out", Neurons, model);
        var projection = net.Connect(input, lif, Connectivity.FixedInDegree(6), Distribution.Uniform(-0.5, 3));
        var sim = new Simulation(net, 5);
        sim.Record(lif);
        var draws = new Draws(1);
        var volleys = new List<int[]>();
        for (int w = 0; w < Windows; w++)
        {
            volleys.Add([.. Enumerable.Range(0, 30).Where(_ => draws.Unit() < 0.3)]);
            sim.Fire(input, volleys[w]);
            sim.RunWindows(1);
        }

        float[,] weights = sim.WeightMatrix(projection);
        int fired = 0;
        for (int j = 0; j < Neurons; j++)
        {
            var naive = new NaiveNeuron(model, Step);
            for (int w = 0; w < Windows; w++)
            {
                foreach (int i in volleys[w])
                    naive.Receive(weights[i, j]);
                naive.Advance((w + 1) * 10.0);
            }

            double[] ours = [.. sim.Spikes(lif).Where(s => s.Neuron == j).Select(s => s.TimeMs)];
            Assert.Equal(naive.Spikes.Count, ours.Length);
            for (int k = 0; k < ours.Length; k++)
                Assert.Equal(naive.Spikes[k], ours[k], 2e-3);
            fired += ours.Length;
        }

        Assert.InRange(fired, Neurons, 20 * Neurons);
    }
}
