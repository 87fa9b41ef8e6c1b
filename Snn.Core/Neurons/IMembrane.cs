using Snn.Core.Lanes;

namespace Snn.Core.Neurons;

/// <summary>How a LIF neuron with exponential synaptic current is solved between two events, with no time step:
/// V(t) = I0 + (V - I0 + J) e^(-t/tau_m) - J e^(-t/tau_s), where J = I tau_s / (tau_m - tau_s) stands for the synaptic current I
/// of tau_m dV/dt = -V + I0 + I, tau_s dI/dt = -I.</summary>
/// <typeparam name="T">Lanes.</typeparam>
public interface IMembrane<T>
    where T : struct, ILanes<T>
{
    /// <summary>Decay factors over a time: m = e^(-dt/tau_m), s = e^(-dt/tau_s).</summary>
    static abstract void Decay(in LifConstants c, T dt, out T m, out T s);

    /// <summary>At least 0 in lanes that may cross threshold within an interval, below 0 in those that will not: a cheap test that few pass.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="v">Potential now.</param>
    /// <param name="j">Synaptic drive now.</param>
    /// <param name="m">e^(-dt/tau_m) over the interval.</param>
    /// <param name="end">Potential at its end if nothing crosses.</param>
    static abstract T Reach(in LifConstants c, T v, T j, T m, T end);

    /// <summary>Time to the first upward threshold crossing within <paramref name="dt"/>, or <see cref="Lif.Never"/>.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="v">Potential now.</param>
    /// <param name="j">Synaptic drive now.</param>
    /// <param name="dt">How far to look, ms.</param>
    /// <param name="m">e^(-dt/tau_m).</param>
    /// <param name="s">e^(-dt/tau_s).</param>
    /// <param name="left">What is left of the drive at the crossing, as a factor.</param>
    static abstract T Crossing(in LifConstants c, T v, T j, T dt, T m, T s, out T left);
}
