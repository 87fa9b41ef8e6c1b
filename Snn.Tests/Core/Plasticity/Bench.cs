using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;

namespace Snn.Tests.Core.Plasticity;

/// <summary>A network whose spikes are written by hand, so that rules can be tried on any train, coincidences included.</summary>
internal sealed class Bench
{
    public Bench(Network net, int seed = 1) => Sim = new(net, seed);

    public Simulation Sim { get; }

    public FlatMem Mem => Sim.State.Mem;

    /// <summary>Learns from one window with these spikes (in any order) and closes it.</summary>
    public void Learn(float reward, int credit, params (Population Population, (float Time, int Neuron)[] Spikes)[] spikes)
    {
        int window = Mem.I(Head.Window);
        foreach (var (population, list) in spikes)
        {
            int pop = Sim.Compiled.Of(population), slot = SpikeList.Slot(Mem, pop, window);
            Mem.I(SpikeList.WindowOf(slot)) = window;
            Mem.I(SpikeList.CountOf(slot)) = list.Length;
            int k = 0;
            foreach (var (time, neuron) in list.Order())
            {
                Mem.F(SpikeList.TimesOf(slot) + k) = time;
                Mem.I(SpikeList.IdsOf(Mem, pop, slot) + k++) = neuron;
            }
        }

        Mem.F(Head.Reward) = reward;
        Mem.I(Head.Credit) = credit;
        EventLoop<FlatMem, Solo, F8, F8, W16>.Learn(Mem, default);
        EventLoop<FlatMem, Solo, F8, F8, W16>.Next(Mem, default);
    }

    /// <summary>Effective weights in double precision.</summary>
    public double[,] Weights(Projection projection)
    {
        float[,] w = Sim.WeightMatrix(projection);
        double[,] result = new double[w.GetLength(0), w.GetLength(1)];
        for (int i = 0; i < w.GetLength(0); i++)
        {
            for (int j = 0; j < w.GetLength(1); j++)
                result[i, j] = w[i, j];
        }

        return result;
    }

    public static void Near(double[,] expected, double[,] actual, double relative)
    {
        for (int i = 0; i < expected.GetLength(0); i++)
        {
            for (int j = 0; j < expected.GetLength(1); j++)
                Assert.True(Math.Abs(expected[i, j] - actual[i, j]) <= relative * Math.Max(1e-2, Math.Abs(expected[i, j])), $"[{i}, {j}]: expected {expected[i, j]}, is {actual[i, j]}");
        }
    }

    /// <summary>Spikes on a grid of halves of a ms, so that many coincide, in part also between populations.</summary>
    public static (float Time, int Neuron)[] Train(Draws draws, int size, int count, double window) =>
        [.. Enumerable.Range(0, count).Select(_ => ((float)(draws.Below((int)window * 2) * 0.5), draws.Below(size))).Distinct()];
}
