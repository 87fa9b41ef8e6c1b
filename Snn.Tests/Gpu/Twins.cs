using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;

namespace Snn.Tests.Gpu;

/// <summary>The same trial advanced in two ways, and the words in which the two differ.</summary>
internal static class Twins
{
    /// <summary>Advances a copy by the CPU engine as it is, eight floats and sixteen words wide.</summary>
    public static StateBlock Wide<TBody>(StateBlock block, TBody body, int windows)
        where TBody : ITrialBody
    {
        var copy = Copy(block);
        body.Run<FlatMem, Solo, F8, W16>(copy.Mem, default, windows);
        return copy;
    }

    /// <summary>Advances a copy by the CPU engine one lane wide, as a kernel does.</summary>
    public static StateBlock Narrow<TBody>(StateBlock block, TBody body, int windows)
        where TBody : ITrialBody
    {
        var copy = Copy(block);
        body.Run<FlatMem, Solo, F1, W1>(copy.Mem, default, windows);
        return copy;
    }

    public static StateBlock Copy(StateBlock block)
    {
        var copy = new StateBlock(block.Length);
        block.Words.CopyTo(copy.Words);
        return copy;
    }

    /// <summary>Addresses of the words that differ, scratch left out.</summary>
    public static List<int> Differences(CompiledNetwork network, StateBlock a, StateBlock b)
    {
        Assert.Equal(a.Length, b.Length);
        bool[] scratch = Scratch(network, a);
        return [.. Enumerable.Range(0, a.Length).Where(i => !scratch[i] && a.Words[i] != b.Words[i])];
    }

    /// <summary>Marks the words that carry nothing from one window to the next and whose leftovers depend on the number of threads or lanes:
    /// spikes as they were emitted, before sorting, and neurons as they were gathered for solving (threads append in any order; their counts
    /// are compared); neurons that only fill up the last block of lanes; factors of the traces and of the decays between events, computed in
    /// whole blocks.</summary>
    private static bool[] Scratch(CompiledNetwork network, StateBlock block)
    {
        bool[] scratch = new bool[block.Length];
        var words = block.Words;
        foreach (var population in network.Network.Populations)
        {
            int pop = network.Of(population), n = population.Size;
            Mark(words[pop + Pop.Scratch] + SpikeList.Header, 2 * words[pop + Pop.Capacity]);
            int padded = (n + 15) / 16 * 16;
            if (words[pop + Pop.Loud] != 0)
            {
                Mark(words[pop + Pop.Loud] + SpikeList.Header, 5 * (padded + 16));
                int into = words[words[pop + Pop.IncomingList]];
                Mark(words[pop + Pop.Decays], 2 * (words[words[into + Proj.Source] + Pop.Capacity] + 32));
                Mark(words[pop + Pop.V] + n, padded - n);
                Mark(words[pop + Pop.J] + n, padded - n);
                Mark(words[pop + Pop.T0] + n, padded - n);
            }
        }

        for (int s = words[Head.SolveCount]; s < words[Head.StageCount]; s++)
        {
            int stage = words[Head.Stages] + (s * Stage.Size);
            if (words[stage + Stage.Kind] == (int)StageKind.RewardStdp)
            {
                int proj = words[stage + Stage.On];
                int spikes = words[words[proj + Proj.Target] + Pop.Capacity] + words[words[proj + Proj.Source] + Pop.Capacity];
                Mark(words[stage + RewardStdp.Scratch], (2 * spikes) + 64);
            }
        }

        return scratch;

        void Mark(int first, int count) => scratch.AsSpan(first, count).Fill(true);
    }
}
