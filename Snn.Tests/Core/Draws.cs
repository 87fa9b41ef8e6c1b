using Snn.Core.Numerics;

namespace Snn.Tests.Core;

/// <summary>Numbers for test cases that are the same in every run, drawn in order.</summary>
internal sealed class Draws(int seed)
{
    private int drawn;

    public uint Word() => Philox.Draw(seed, 1000, 0, drawn++).X.Value;

    public double Unit() => Philox.Unit(Word());

    public double Between(double low, double high) => low + ((high - low) * Unit());

    public int Below(int count) => Philox.Below(Word(), count);

    /// <summary>Ascending times of a Poisson train.</summary>
    public List<double> Train(double perMs, double until)
    {
        var times = new List<double>();
        for (double t = -Math.Log(Unit()) / perMs; t < until; t -= Math.Log(Unit()) / perMs)
            times.Add(t);
        return times;
    }
}
