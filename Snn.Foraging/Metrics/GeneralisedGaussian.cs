using MathNet.Numerics;

namespace Snn.Foraging.Metrics;

/// <summary>The generalised Gaussian density, in proportion to e^(-|(x - m) / a|^b), fitted by maximum likelihood with m the mean: exponent b = 2 is
/// normal, 1 Laplace, less has heavier tails, more is flatter.</summary>
public static class GeneralisedGaussian
{
    /// <summary>The fitted exponent, between 0.1 and 20.</summary>
    public static double Exponent(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        double[] apart = [.. values.Select(v => Math.Abs(v - mean)).Where(d => d > 0)];
        double low = Math.Log(0.1), high = Math.Log(20);
        while (high - low > 1e-4)
        {
            double a = low + ((high - low) / 3), b = high - ((high - low) / 3);
            (low, high) = LogLikelihood(apart, Math.Exp(a)) < LogLikelihood(apart, Math.Exp(b)) ? (a, high) : (low, b);
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>Per value, with the best a for this exponent.</summary>
    private static double LogLikelihood(double[] apart, double exponent)
    {
        double power = apart.Average(d => Math.Pow(d, exponent));
        return Math.Log(exponent / 2) - (Math.Log(exponent * power) / exponent) - SpecialFunctions.GammaLn(1 / exponent) - (1 / exponent);
    }
}
