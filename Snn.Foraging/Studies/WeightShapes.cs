using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Studies;

/// <summary>What three rules make of the weights of one neuron with independent Poisson inputs.</summary>
internal static class WeightShapes
{
    /// <summary>Inputs of the neuron.</summary>
    public const int Inputs = 1000;

    /// <summary>Rate of an input, Hz.</summary>
    public const double InputRate = 8;

    /// <summary>J0 of log-STDP; the largest weight of the others is four times that.</summary>
    public const double Reference = 0.005;

    /// <summary>What is written about it.</summary>
    public static readonly string Says =
        $"weights: {Inputs} Poisson inputs of {InputRate} Hz on one neuron (tau_m 20, tau_s 5, refractory 2 ms), weights at first uniform between 0 and 2 J0, J0 = {Reference} of the threshold; "
        + "additive: A+ 0.01, A- 0.0105 of the largest weight, 4 J0; multiplicative: the same with soft bounds, A- 0.015; both tau 20 ms; log-STDP: published constants, rate 1e-3 (published 2e-4)";

    private static readonly (string Name, TracedStdp Rule, double Unit)[] Rules =
    [
        ("additive", new PairStdp { Potentiation = 0.04 * Reference, Depression = 0.042 * Reference, MaxWeight = 4 * Reference }, 4 * Reference),
        ("multiplicative", new PairStdp { Potentiation = 0.04 * Reference, Depression = 0.06 * Reference, MaxWeight = 4 * Reference, Softness = 1 }, 4 * Reference),
        ("log", new LogStdp { Rate = 1e-3, Reference = Reference }, Reference),
    ];

    /// <summary>Runs all rules.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="seconds">Simulated time of each.</param>
    public static IReadOnlyList<WeightShape> Of(int seed, int seconds) => [.. Rules.Select(r => Run(r.Name, r.Rule, r.Unit, seed, seconds))];

    private static WeightShape Run(string name, TracedStdp rule, double unit, int seed, int seconds)
    {
        var net = new Network();
        var source = net.Poisson("inputs", Inputs, InputRate);
        var cell = net.Lif("neuron", 1, new Lif { TauM = 20, TauS = 5, Refractory = 2 });
        var plastic = net.Connect(source, cell, Connectivity.AllToAll, Distribution.Uniform(0, 2 * Reference)).Add(rule);
        var sim = new Simulation(net, seed);
        sim.Run(800.0 * seconds);
        sim.Record(cell);
        sim.Run(200.0 * seconds);
        double[] w = [.. sim.Weights(plastic).Select(s => s.Weight / unit)], logs = [.. w.Where(x => x > 0).Select(x => Math.Log(x))], strong = [.. w.Order().TakeLast(Inputs / 2)];
        return new(
            name, [.. w.Select(x => (float)x)], sim.Spikes(cell).Count / (0.2 * seconds), Unimodality.Of(w), Normality.Of(w), Normality.Of(logs),
            Skewness(w), Skewness(logs), Math.Sqrt(Moment(logs, 2)), GeneralisedGaussian.Exponent(w), GeneralisedGaussian.Exponent(strong));
    }

    private static double Skewness(double[] x) => Moment(x, 3) / Math.Pow(Moment(x, 2), 1.5);

    private static double Moment(double[] x, int order)
    {
        double mean = x.Average();
        return x.Average(v => Math.Pow(v - mean, order));
    }
}
