using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Studies;

/// <summary>Additive STDP with a constant sum of weights on correlated inputs finds their first principal component, as Oja's rule does for rates:
/// an input's weight grows with its covariance with the output, that is with C w, and the rescaling holds the length.</summary>
internal static class PrincipalInput
{
    /// <summary>Inputs.</summary>
    public const int Inputs = 30;

    private const double EventRate = 10, InputRate = 20, Sum = 1.5, Step = 1e-4, Bin = 20;
    private const int Shuffles = 9_999;

    /// <summary>What is written about it.</summary>
    public static readonly string Says =
        $"principal component: {Inputs} inputs of {InputRate} Hz that take part in common events ({EventRate} a second) with probabilities drawn uniformly from 0 to 0.9; "
        + $"additive STDP, A+ = A- = {Step}, both tau 20 ms, weights held at a sum of {Sum}; component of the spike counts in bins of {Bin} ms";

    /// <summary>Runs it.</summary>
    public static PrincipalInputResult Of(int seed, int seconds)
    {
        var stream = new RandomStream(seed, 2);
        double[][] participation = [.. Enumerable.Range(0, Inputs).Select(_ => new[] { 0.9 * stream.Unit() })];
        var net = new Network();
        var input = net.Input("inputs", Inputs);
        var cell = net.Lif("neuron", 1, new Lif { TauM = 20, TauS = 5, Refractory = 2 });
        var plastic = net.Connect(input, cell, Connectivity.AllToAll, Distribution.Uniform(0.9 * Sum / Inputs, 1.1 * Sum / Inputs))
            .Add(new PairStdp { Potentiation = Step, Depression = Step, MaxWeight = Sum }).Add(new ColumnNormalisation { Sum = Sum });
        var sim = new Simulation(net, seed);
        double[] start = Weights();
        float[] counts = new float[(int)(seconds * 1000 / Bin) * Inputs];
        new SharedEvents(stream, input, EventRate, InputRate, participation).Run(sim, seconds, (t, i) => counts[((int)(t / Bin) * Inputs) + i]++);
        var (component, explained) = FirstComponent(counts);
        double[] w = Weights();
        double angle = Angle(w, component);
        int near = 0;
        for (int s = 0; s < Shuffles; s++)
        {
            double[] shuffled = [.. w];
            for (int i = Inputs - 1; i > 0; i--)
            {
                int j = stream.Below(i + 1);
                (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
            }

            near += Angle(shuffled, component) <= angle ? 1 : 0;
        }

        double length = Math.Sqrt(Dot(w, w));
        return new([.. participation.Select(p => p[0])], component, [.. w.Select(x => x / length)], explained, angle, Angle(start, component), (near + 1) / (Shuffles + 1.0));

        double[] Weights() => [.. sim.Weights(plastic).Select(s => (double)s.Weight)];
    }

    /// <summary>Eigenvector of the covariance matrix with the largest eigenvalue, by MathNet's decomposition, and its share of the variance.</summary>
    private static (double[] Axis, double Explained) FirstComponent(float[] counts)
    {
        int bins = counts.Length / Inputs;
        double[] mean = new double[Inputs];
        for (int k = 0; k < counts.Length; k++)
            mean[k % Inputs] += counts[k] / (double)bins;
        var covariance = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(Inputs, Inputs, 0);
        for (int b = 0; b < bins; b++)
        {
            for (int i = 0; i < Inputs; i++)
            {
                for (int j = 0; j <= i; j++)
                    covariance[i, j] += (counts[(b * Inputs) + i] - mean[i]) * (counts[(b * Inputs) + j] - mean[j]) / (bins - 1);
            }
        }

        for (int i = 0; i < Inputs; i++)
        {
            for (int j = 0; j < i; j++)
                covariance[j, i] = covariance[i, j];
        }

        var eigen = covariance.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        double[] axis = [.. eigen.EigenVectors.Column(Inputs - 1)];
        int sign = axis.Sum() < 0 ? -1 : 1;
        return ([.. axis.Select(x => sign * x)], eigen.EigenValues[Inputs - 1].Real / covariance.Trace());
    }

    private static double Angle(double[] a, double[] b) => Math.Acos(Math.Min(1, Math.Abs(Dot(a, b)) / Math.Sqrt(Dot(a, a) * Dot(b, b)))) * 180 / Math.PI;

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
