using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Numerics;
using Snn.Core.Plasticity;

namespace Snn.Peers;

/// <summary>Workload W4: 49 inputs, 784 hidden neurons, 8 outputs, rewarded STDP on the last projection; six random inputs open a trial of
/// 300 ms, a random reward of +-1 closes it, and the state returns to zero.</summary>
public readonly record struct TrialWorkload(int At, int Inputs, int Hidden, int Outputs) : ITrialBody
{
    private const int Active = 6;

    /// <summary>Builds the network and its body.</summary>
    public static (CompiledNetwork Network, TrialWorkload Body) Build(int seed)
    {
        var net = new Network(300);
        var neuron = new Lif { TauM = 20, TauS = 5, Refractory = 2, Unit = WeightUnit.Current };
        var inputs = net.Input("inputs", 49, atOnset: true);
        var hidden = net.Lif("hidden", 784, neuron);
        var outputs = net.Lif("outputs", 8, neuron);
        net.Connect(inputs, hidden, Connectivity.FixedInDegree(9), Distribution.Constant(4));
        net.Connect(hidden, outputs, Connectivity.AllToAll, Distribution.Uniform(0, 0.1)).Add(new RewardStdp
        {
            Rate = 0.01,
            Potentiation = 0.01,
            Depression = 0.0105,
            Tau = 20,
            Reach = 300,
            EligibilityTau = 200,
            Windows = 1,
            Additive = true,
            Bound = 0.2,
        });
        var compiled = NetworkCompiler.Compile(net, seed, bodyWords: 2);
        return (compiled, new(compiled.Body, compiled.Of(inputs), compiled.Of(hidden), compiled.Of(outputs)));
    }

    /// <summary>Runs some trials.</summary>
    public void Run<M, G, T, N, W>(M mem, G group, int windows)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where N : struct, ILanes<N>
        where W : struct, IWords<W>
    {
        for (int trial = 0; trial < windows; trial++)
        {
            int window = mem.I(Head.Window);
            Show(mem, window);
            EventLoop<M, G, T, N, W>.Solve(mem, group);
            mem.I(At) += mem.I(SpikeList.CountOf(SpikeList.Slot(mem, Hidden, window)));
            mem.I(At + 1) += mem.I(SpikeList.CountOf(SpikeList.Slot(mem, Outputs, window)));
            bool reward = (Philox.Draw(mem.I(Head.Seed), (int)Purpose.Body + 16, window, 0).X.Value & 1) != 0;
            mem.F(Head.Reward) = reward ? 1f : -1f;
            EventLoop<M, G, T, N, W>.Learn(mem, group);
            Rest(mem, Hidden);
            Rest(mem, Outputs);
            EventLoop<M, G, T, N, W>.Next(mem, group);
        }
    }

    /// <summary>Six different inputs fire.</summary>
    private void Show<M>(M mem, int window)
        where M : struct, IMem, allows ref struct
    {
        int slot = SpikeList.Slot(mem, Inputs, window), ids = SpikeList.IdsOf(mem, Inputs, slot), n = mem.I(Inputs + Pop.N);
        for (int i = 0; i < n; i++)
            mem.I(ids + i) = i;
        for (int k = 0; k < Active; k++)
        {
            int pick = k + Philox.Below(Philox.Draw(mem.I(Head.Seed), (int)Purpose.Body, window, k).X.Value, n - k);
            (mem.I(ids + k), mem.I(ids + pick)) = (mem.I(ids + pick), mem.I(ids + k));
        }

        mem.I(SpikeList.WindowOf(slot)) = window;
        mem.I(SpikeList.CountOf(slot)) = Active;
    }

    private static void Rest<M>(M mem, int pop)
        where M : struct, IMem, allows ref struct
    {
        for (int i = 0; i < mem.I(pop + Pop.N); i++)
            mem.F(mem.I(pop + Pop.V) + i) = mem.F(mem.I(pop + Pop.J) + i) = mem.F(mem.I(pop + Pop.T0) + i) = 0f;
    }
}
