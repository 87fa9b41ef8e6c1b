using Snn.Core.Lanes;
using Snn.Core.Numerics;

namespace Snn.Tests.Core.Numerics;

/// <summary>The bounds are those that <see cref="Portable"/> promises.</summary>
public sealed class PortableTests
{
    [Fact]
    public void Exp_is_within_2e_7_of_the_true_value()
    {
        double worst = 0;
        foreach (float x in Spread(-80f, 88f, 400_000))
        {
            double truth = Math.Exp(x);
            worst = Math.Max(worst, Math.Abs(Portable.Exp(x) - truth) / truth);
        }

        Assert.InRange(worst, 0, 2e-7);
    }

    [Fact]
    public void Exp_is_held_outside_its_range()
    {
        Assert.Equal(Portable.Exp(-80f), Portable.Exp(-1000f));
        Assert.Equal(Portable.Exp(88f), Portable.Exp(1e10f));
        Assert.Equal(1f, Portable.Exp(0f));
    }

    [Fact]
    public void Log_is_within_its_bounds_of_the_true_value()
    {
        double near = 0, far = 0;
        foreach (float x in Spread(0.5f, 2f, 200_000))
            near = Math.Max(near, Math.Abs(Portable.Log(x) - Math.Log(x)));
        foreach (float e in Spread(-87f, 88f, 200_000))
        {
            float x = (float)Math.Exp(e);
            if (x < 0.5f || x > 2f)
                far = Math.Max(far, Math.Abs(Portable.Log(x) - Math.Log(x)) / Math.Abs(Math.Log(x)));
        }

        Assert.InRange(near, 0, 2e-7);
        Assert.InRange(far, 0, 4e-7);
        Assert.Equal(0f, Portable.Log(1f));
    }

    [Fact]
    public void Eight_lanes_have_the_bits_of_one()
    {
        float[] exp = [.. Spread(-100f, 100f, 80_000)], log = [.. exp.Select(x => (float)Math.Exp(x * 0.8f))];
        float[] out8 = new float[8];
        for (int b = 0; b < exp.Length; b += 8)
        {
            F8.Store(Portable.Exp(F8.Load(Floats.Of(exp), b)), Floats.Of(out8), 0);
            for (int lane = 0; lane < 8; lane++)
                Assert.Equal(Bits(Portable.Exp(exp[b + lane])), Bits(out8[lane]));
            F8.Store(Portable.Log(F8.Load(Floats.Of(log), b)), Floats.Of(out8), 0);
            for (int lane = 0; lane < 8; lane++)
                Assert.Equal(Bits(Portable.Log(log[b + lane])), Bits(out8[lane]));
        }
    }

    private static IEnumerable<float> Spread(float low, float high, int count)
    {
        var draws = new Draws(1);
        for (int i = 0; i < count; i++)
            yield return (float)draws.Between(low, high);
    }

    private static int Bits(float x) => BitConverter.SingleToInt32Bits(x);
}
