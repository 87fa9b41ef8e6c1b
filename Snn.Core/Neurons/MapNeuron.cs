using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Memory;

namespace Snn.Core.Neurons;

/// <summary>Map-based neuron: two variables, a fast V and a slow I, that jump from one time step to the next.
/// <code>
///   V(n+1) = f(V(n), u),  u = I(n) + clip(beta Isyn(n), -1, 1)
///   I(n+1) = I(n) - mu (V(n) + 1 - sigma - sigma_e Isyn(n))
///   Isyn(n+1) = gamma Isyn(n) + g G(n) (V_rp - V(n)),  0 if smaller than 1e-7
///   f = alpha / (1 - V) + u   if V &lt;= 0
///       alpha + u             if 0 &lt; V &lt; alpha + u and V(n-1) &lt;= 0
///       -1                    otherwise
/// </code>
/// G(n) sums the weights of the spikes of step n, release noise included. A step with V(n) above 0 after V(n-1) at most 0 is a spike, at
/// n times the step.
/// | parameter   | symbol  | default | unit |
/// | Alpha       | alpha   | 3.65    |      |
/// | Mu          | mu      | 0.0005  | per step |
/// | Sigma       | sigma   | 0.06    | of V |
/// | Beta        | beta    | 0.133   |      |
/// | SigmaInput  | sigma_e | 1       |      |
/// | Gamma       | gamma   | 0.6     | per step |
/// | Reversal    | V_rp    | 0       | of V |
/// | Conductance | g       | 0.2331  | per unit of weight |
/// | Step        |         | 0.5     | ms   |
/// Source: Golden et al. 2022, Methods; clip, gamma, V_rp and the order of a step: Rulkov, Timofeev and Bazhenov 2004, J Comput Neurosci 17:203.
/// g is ours: an input of weight 1 just fires a resting neuron, as it does a LIF neuron.</summary>
public sealed record MapNeuron
{
    /// <summary>A smaller synaptic current is none.</summary>
    internal const float Faint = 1e-7f;

    /// <summary>alpha: shape of the spike.</summary>
    public double Alpha { get; init; } = 3.65;

    /// <summary>mu: rate of the slow variable, per step.</summary>
    public double Mu { get; init; } = 0.0005;

    /// <summary>sigma: V rests at sigma - 1.</summary>
    public double Sigma { get; init; } = 0.06;

    /// <summary>beta: synaptic current to V.</summary>
    public double Beta { get; init; } = 0.133;

    /// <summary>sigma_e: synaptic current to the slow variable.</summary>
    public double SigmaInput { get; init; } = 1;

    /// <summary>gamma: what is left of the synaptic current after a step.</summary>
    public double Gamma { get; init; } = 0.6;

    /// <summary>V_rp: reversal potential.</summary>
    public double Reversal { get; init; }

    /// <summary>g: conductance of one unit of weight.</summary>
    public double Conductance { get; init; } = 0.2331;

    /// <summary>Length of a step, ms.</summary>
    public double Step { get; init; } = 0.5;

    /// <summary>Shortest time between two spikes, ms: up, top, -1.</summary>
    internal double Shortest => 3 * Step;

    /// <summary>Says what is wrong with the parameters, or null.</summary>
    public string? Check()
    {
        double[] all = [Alpha, Mu, Sigma, Beta, SigmaInput, Gamma, Reversal, Conductance, Step];
        if (!all.All(double.IsFinite))
            return "a map neuron's parameters must be finite";
        if (!(Alpha > 0 && Mu >= 0 && Step > 0))
            return $"alpha {Alpha}, mu {Mu} and a step of {Step} ms: alpha and the step are positive, mu is not negative";
        return Gamma is >= 0 and < 1 ? null : $"gamma is {Gamma}; it is at least 0 and below 1, or the synaptic current never ends";
    }

    /// <summary>Constants for windows of a given length.</summary>
    internal MapConstants Constants(double window) => new()
    {
        Alpha = (float)Alpha,
        Mu = (float)Mu,
        Shift = (float)(1 - Sigma),
        Beta = (float)Beta,
        SigmaInput = (float)SigmaInput,
        Gamma = (float)Gamma,
        Reversal = (float)Reversal,
        Step = (float)Step,
        Steps = (int)Math.Round(window / Step),
    };

    /// <summary>Where a neuron without input comes to rest, to the last bit: from (sigma - 1, its I) on until a step changes nothing.</summary>
    internal (float V, float Slow) Rest()
    {
        var c = Constants(Step);
        F1 v = F1.Of((float)(Sigma - 1)), slow = F1.Of((float)(Sigma - 1 - (Alpha / (2 - Sigma)))), before = v;
        for (int n = 0; n < 100_000; n++)
        {
            var (v0, slow0) = (v.Value, slow.Value);
            Silent(F1.Of(c.Alpha), F1.Of(c.Mu), F1.Of(c.Shift), ref v, ref before, ref slow);
            if (v.Value == v0 && slow.Value == slow0)
                break;
        }

        return (v.Value, slow.Value);
    }

    /// <summary>One step.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="conductance">What arrives in this step, weight times conductance.</param>
    /// <param name="v">V.</param>
    /// <param name="before">V a step ago.</param>
    /// <param name="slow">I.</param>
    /// <param name="syn">Synaptic current.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Advance<T>(in MapConstants c, T conductance, ref T v, ref T before, ref T slow, ref T syn)
        where T : struct, ILanes<T>
    {
        T zero = T.Of(0f), one = T.Of(1f), alpha = T.Of(c.Alpha);
        var drive = T.Of(c.Beta) * syn;
        drive = T.IfGe(drive, one, one, T.IfGe(zero - one, drive, zero - one, drive));
        var u = slow + drive;
        var top = alpha + u;
        var spike = T.IfGe(v, top, zero - one, T.IfGe(zero, before, top, zero - one));
        var next = T.IfGe(zero, v, alpha / (one - v) + u, spike);
        slow = slow - T.Of(c.Mu) * (v + T.Of(c.Shift) - T.Of(c.SigmaInput) * syn);
        syn = T.Of(c.Gamma) * syn + conductance * (T.Of(c.Reversal) - v);
        syn = T.IfGe(syn * syn, T.Of(Faint * Faint), syn, zero);

        // V itself, but a value of its own: where a loop branches behind this step, the OpenCL source that ILGPU writes has overwritten v already.
        before = T.IfGe(v, v, v, zero);
        v = next;
    }

    /// <summary>One step of neurons that are at most 0 and have no synaptic current: the same bits with half the work.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Silent<T>(T alpha, T mu, T shift, ref T v, ref T before, ref T slow)
        where T : struct, ILanes<T>
    {
        var next = alpha / (T.Of(1f) - v) + slow;
        slow = slow - mu * (v + shift);
        before = v;
        v = next;
    }
}

/// <summary>Constants of a map-based population, kept in its descriptor.</summary>
internal struct MapConstants
{
    /// <summary>Words they take.</summary>
    public const int Words = 9;

    /// <summary>See <see cref="MapNeuron"/>; Shift is 1 - sigma.</summary>
    public float Alpha, Mu, Shift, Beta, SigmaInput, Gamma, Reversal;

    /// <summary>Length of a step, ms.</summary>
    public float Step;

    /// <summary>Steps in a window.</summary>
    public int Steps;

    /// <summary>Reads them from a population's descriptor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MapConstants Load<M>(M mem, int at)
        where M : struct, IMem, allows ref struct
    {
        MapConstants c;
        c.Alpha = mem.F(at);
        c.Mu = mem.F(at + 1);
        c.Shift = mem.F(at + 2);
        c.Beta = mem.F(at + 3);
        c.SigmaInput = mem.F(at + 4);
        c.Gamma = mem.F(at + 5);
        c.Reversal = mem.F(at + 6);
        c.Step = mem.F(at + 7);
        c.Steps = mem.I(at + 8);
        return c;
    }

    /// <summary>Writes them.</summary>
    public readonly void Save<M>(M mem, int at)
        where M : struct, IMem, allows ref struct
    {
        mem.F(at) = Alpha;
        mem.F(at + 1) = Mu;
        mem.F(at + 2) = Shift;
        mem.F(at + 3) = Beta;
        mem.F(at + 4) = SigmaInput;
        mem.F(at + 5) = Gamma;
        mem.F(at + 6) = Reversal;
        mem.F(at + 7) = Step;
        mem.I(at + 8) = Steps;
    }
}
