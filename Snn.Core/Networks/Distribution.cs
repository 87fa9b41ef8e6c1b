using Snn.Core.Numerics;

namespace Snn.Core.Networks;

/// <summary>How weights, or delays in ms, are drawn, one number per synapse.</summary>
public abstract record Distribution
{
    private Distribution()
    {
    }

    /// <summary>The same for all.</summary>
    public static Distribution Constant(double value) => new Fixed(value);

    /// <summary>Uniform between two values.</summary>
    public static Distribution Uniform(double min, double max) => new Flat(min, max);

    /// <summary>Normal, values below <paramref name="min"/> set to it.</summary>
    public static Distribution Normal(double mean, double sd, double min = double.NegativeInfinity) => new Gauss(mean, sd, min);

    /// <summary>e^x with x normal.</summary>
    /// <param name="mu">Mean of the logarithm.</param>
    /// <param name="sigma">Standard deviation of the logarithm.</param>
    public static Distribution LogNormal(double mu, double sigma) => new LogGauss(mu, sigma);

    /// <summary>Smallest value that can come out.</summary>
    internal abstract double Min { get; }

    /// <summary>Largest value that can come out.</summary>
    internal abstract double Max { get; }

    /// <summary>True if every draw is the same.</summary>
    internal bool IsConstant => this is Fixed;

    /// <summary>Says what is wrong with it, or null.</summary>
    internal abstract string? Check();

    /// <summary>The number of one synapse: a pure function of its key.</summary>
    internal abstract float Draw(int seed, int purpose, int target, int source);

    /// <summary>Draws a value for a synapse, or for whatever two numbers stand for.</summary>
    public float Sample(int seed, int purpose, int first, int second) => Draw(seed, purpose, first, second);

    /// <summary>A standard normal number by the polar method: only log and square root.</summary>
    private static float Normal(int seed, int purpose, int target, int source)
    {
        for (int attempt = 0; ; attempt++)
        {
            var draw = Philox.Rounds((uint)seed, (uint)purpose, new Lanes.W1((uint)target), new((uint)source), new((uint)attempt), new(0));
            float a = 2f * Philox.Unit(draw.X.Value) - 1f, b = 2f * Philox.Unit(draw.Y.Value) - 1f;
            float s = a * a + b * b;
            if (s < 1f && s > 0f)
                return a * MathF.Sqrt(-2f * Portable.Log(s) / s);
        }
    }

    private static bool Finite(params ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                return false;
        }

        return true;
    }

    private sealed record Fixed(double Value) : Distribution
    {
        internal override double Min => Value;

        internal override double Max => Value;

        internal override string? Check() => Finite(Value) ? null : $"{Value} is not a finite number";

        internal override float Draw(int seed, int purpose, int target, int source) => (float)Value;
    }

    private sealed record Flat(double Low, double High) : Distribution
    {
        internal override double Min => Low;

        internal override double Max => High;

        internal override string? Check() => Finite(Low, High) && Low <= High ? null : $"uniform from {Low} to {High}: the first must not be above the second";

        internal override float Draw(int seed, int purpose, int target, int source)
        {
            var draw = Philox.Rounds((uint)seed, (uint)purpose, new Lanes.W1((uint)target), new((uint)source), new(0), new(0));
            return (float)Low + (float)(High - Low) * Philox.Unit(draw.X.Value);
        }
    }

    private sealed record Gauss(double Mean, double Sd, double Floor) : Distribution
    {
        internal override double Min => Floor;

        internal override double Max => double.PositiveInfinity;

        internal override string? Check() => Finite(Mean, Sd) && Sd >= 0 && Floor < double.PositiveInfinity ? null : $"normal with mean {Mean}, sd {Sd} and smallest value {Floor}: all numbers, the sd not negative";

        internal override float Draw(int seed, int purpose, int target, int source) =>
            MathF.Max((float)Floor, (float)Mean + (float)Sd * Normal(seed, purpose, target, source));
    }

    private sealed record LogGauss(double Mu, double Sigma) : Distribution
    {
        internal override double Min => 0;

        internal override double Max => double.PositiveInfinity;

        internal override string? Check() => Finite(Mu, Sigma) && Sigma >= 0 ? null : $"log-normal with mu {Mu} and sigma {Sigma}: both finite, sigma not negative";

        internal override float Draw(int seed, int purpose, int target, int source) =>
            Portable.Exp((float)Mu + (float)Sigma * Normal(seed, purpose, target, source));
    }
}
