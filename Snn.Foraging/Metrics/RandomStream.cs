using Snn.Core.Numerics;

namespace Snn.Foraging.Metrics;

/// <summary>Random numbers drawn in order, from the counter-based generator: a stream is a pure function of its seed and number.</summary>
/// <param name="seed">Seed.</param>
/// <param name="number">Which of the seed's streams.</param>
internal sealed class RandomStream(int seed, int number)
{
    private int drawn;

    /// <summary>A number in (0, 1).</summary>
    public double Unit() => Philox.Unit(Word());

    /// <summary>A whole number in [0, count).</summary>
    public int Below(int count) => Philox.Below(Word(), count);

    /// <summary>A standard normal number, by the polar method.</summary>
    public double Normal()
    {
        while (true)
        {
            float a = (2f * Philox.Unit(Word())) - 1f, b = (2f * Philox.Unit(Word())) - 1f, s = (a * a) + (b * b);
            if (s is > 0f and < 1f)
                return a * MathF.Sqrt(-2f * Portable.Log(s) / s);
        }
    }

    /// <summary>Times of a Poisson process within [0, length), in order.</summary>
    public IEnumerable<double> Poisson(double perMs, double length)
    {
        for (double t = Gap(perMs); t < length; t += Gap(perMs))
            yield return t;
    }

    private double Gap(double perMs) => perMs > 0 ? -Portable.Log((float)Unit()) / perMs : double.PositiveInfinity;

    private uint Word() => Philox.Draw(seed, (int)Purpose.Body + (16 * (64 + number)), 0, drawn++).X.Value;
}
