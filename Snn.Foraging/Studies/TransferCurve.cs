using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Studies;

/// <summary>Rate of the LIF neuron against a constant current, beside its closed form, and of a population with noise, beside curves used for rates.</summary>
internal static class TransferCurve
{
    private const int Crowd = 50, Points = 31;
    private const double Highest = 2.5, Kicks = 500, Kick = 0.1;

    /// <summary>What is written about it.</summary>
    public static readonly string Says =
        $"transfer curve: tau_m 20, tau_s 5, refractory 3 ms, threshold 1, reset 0, constant current from 0 to {Highest} thresholds; noise: {Crowd} neurons, each with an exciting and an inhibiting "
        + $"Poisson input of {Kicks} Hz, PSPs of {Kick} of the threshold";

    /// <summary>Runs it.</summary>
    public static TransferResult Of(int seed, int seconds)
    {
        double[] currents = [.. Enumerable.Range(0, Points).Select(k => Highest * k / (Points - 1))];
        double[] rates = [.. currents.Select(i => Rate(i, seed, 10 * seconds, 0))], noisy = [.. currents.Select(i => Rate(i, seed, seconds, Kicks))];
        double[] closed = [.. currents.Select(ClosedForm)];
        double error = Enumerable.Range(0, Points).Where(k => closed[k] > 0).Max(k => Math.Abs(rates[k] - closed[k]) / closed[k]);
        var (logistic, far) = Best(currents, noisy, (i, middle, width) => 1 / (1 + Math.Exp((middle - i) / width)));
        var (_, tanh) = Best(currents, noisy, (i, middle, width) => Math.Max(0, Math.Tanh((i - middle) / width)));
        var (_, relu) = Best(currents, noisy, (i, middle, _) => Math.Max(0, i - middle));
        return new(currents, rates, closed, error, noisy, logistic, new Dictionary<string, double> { ["logistic"] = far, ["tanh"] = tanh, ["relu"] = relu });
    }

    /// <summary>The neuron sits at reset for the refractory period and climbs from there: the closed form is exact for it.</summary>
    private static double ClosedForm(double current)
    {
        var neuron = Neuron(current);
        return current <= neuron.Threshold ? 0 : 1000 / (neuron.Refractory + (neuron.TauM * Math.Log(current / (current - neuron.Threshold))));
    }

    private static Lif Neuron(double current) => new() { TauM = 20, TauS = 5, Refractory = 3, Current = current };

    private static double Rate(double current, int seed, int seconds, double noise)
    {
        int size = noise > 0 ? Crowd : 1;
        var net = new Network();
        var cells = net.Lif("neurons", size, Neuron(current));
        foreach (int sign in noise > 0 ? new[] { 1, -1 } : [])
            net.Connect(net.Poisson(sign > 0 ? "up" : "down", size, noise), cells, Connectivity.OneToOne, Distribution.Constant(sign * Kick));
        var sim = new Simulation(net, seed);
        sim.Run(500);
        sim.Record(cells);
        sim.Run(1000.0 * seconds);
        return sim.Spikes(cells).Count / (double)(seconds * size);
    }

    /// <summary>Least squares over middle and width on a grid, with the best height for each; the distance is relative to the largest rate.</summary>
    private static (double[] Curve, double Distance) Best(double[] x, double[] y, Func<double, double, double, double> shape)
    {
        double[] best = [];
        double least = double.PositiveInfinity;
        for (double middle = 0; middle <= 2.5; middle += 0.02)
        {
            for (double width = 0.02; width <= 2; width *= 1.05)
            {
                double[] f = [.. x.Select(v => shape(v, middle, width))];
                double height = f.Zip(y, (a, b) => a * b).Sum() / Math.Max(1e-12, f.Sum(a => a * a));
                double squares = f.Zip(y, (a, b) => ((height * a) - b) * ((height * a) - b)).Sum();
                if (squares < least)
                    (least, best) = (squares, [.. f.Select(a => height * a)]);
            }
        }

        return (best, Math.Sqrt(least / x.Length) / y.Max());
    }
}
