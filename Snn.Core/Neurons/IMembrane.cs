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

    /// <summary>False if no lane can ever cross threshold without further input: a cheap test that is true for few.</summary>
    static abstract bool MayCross(in LifConstants c, T v, T j);

    /// <summary>Time to the first upward threshold crossing within <paramref name="dt"/>, or <see cref="Lif.Never"/>.</summary>
    /// <param name="c">Constants.</param>
    /// <param name="v">Potential now.</param>
    /// <param name="j">Synaptic drive now.</param>
    /// <param name="dt">How far to look, ms.</param>
    /// <param name="m">e^(-dt/tau_m).</param>
    /// <param name="s">e^(-dt/tau_s).</param>
    static abstract T Crossing(in LifConstants c, T v, T j, T dt, T m, T s);
}
