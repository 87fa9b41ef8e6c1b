using System.Numerics;

namespace Snn.Tests.Core.Neurons;

/// <summary>The map-based neuron and its synapse as they stand in the paper, one neuron, one step, one branch at a time.</summary>
/// <typeparam name="R">float, for the same bits; double, for what they approximate.</typeparam>
internal sealed class NaiveMap<R>
    where R : IFloatingPointIeee754<R>
{
    private static readonly R Alpha = N(3.65), Mu = N(0.0005), Sigma = N(0.06), Beta = N(0.133), Gamma = N(0.6), G = N(0.2331);
    private readonly R shift = R.CreateTruncating((float)(1 - 0.06));

    /// <summary>At rest.</summary>
    public NaiveMap()
    {
        V = Before = Sigma - R.One;
        I = V - (Alpha / (R.One - V));
        for (int n = 0; n < 5000; n++)
            Step(R.Zero);
    }

    public R V { get; set; }

    public R Before { get; set; }

    public R I { get; set; }

    public R Syn { get; set; } = R.Zero;

    /// <summary>What weights are multiplied with.</summary>
    public static R Conductance => G;

    /// <summary>One step; true if it is a spike.</summary>
    /// <param name="conductance">Weight times conductance of the spikes that arrive in this step.</param>
    public bool Step(R conductance)
    {
        bool spike = V > R.Zero && Before <= R.Zero;
        R drive = Beta * Syn;
        if (drive > R.One)
            drive = R.One;
        if (drive < -R.One)
            drive = -R.One;
        R u = I + drive, next;
        if (V <= R.Zero)
            next = (Alpha / (R.One - V)) + u;
        else if (V < Alpha + u && Before <= R.Zero)
            next = Alpha + u;
        else
            next = -R.One;
        I -= Mu * (V + shift - Syn);
        Syn = (Gamma * Syn) + (conductance * (R.Zero - V));
        if (R.Abs(Syn) < N(1e-7))
            Syn = R.Zero;
        Before = V;
        V = next;
        return spike;
    }

    /// <summary>A constant, rounded to a float as the network description does.</summary>
    private static R N(double x) => R.CreateTruncating((float)x);
}
