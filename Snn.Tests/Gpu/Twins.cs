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
        body.Run<FlatMem, Solo, F8, F8, W16>(copy.Mem, default, windows);
        return copy;
    }

    /// <summary>Advances a copy by the CPU engine sixteen lanes wide; where registers are shorter the runtime makes up for it.</summary>
    public static StateBlock Widest<TBody>(StateBlock block, TBody body, int windows)
        where TBody : ITrialBody
    {
        var copy = Copy(block);
        body.Run<FlatMem, Solo, F16, F8, W16>(copy.Mem, default, windows);
        return copy;
    }

    /// <summary>Advances a copy by the CPU engine one lane wide, as a kernel does.</summary>
    public static StateBlock Narrow<TBody>(StateBlock block, TBody body, int windows)
        where TBody : ITrialBody
    {
        var copy = Copy(block);
        body.Run<FlatMem, Solo, F1, F1, W1>(copy.Mem, default, windows);
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

    /// <summary>Marks the words that carry nothing from one window to the next, and neurons that only fill up the last block of lanes.</summary>
    private static bool[] Scratch(CompiledNetwork network, StateBlock block)
    {
        bool[] scratch = new bool[block.Length];
        var words = block.Words;
        foreach (var (at, length) in network.Scratch)
            scratch.AsSpan(at, length).Fill(true);
        foreach (var population in network.Network.Populations.OfType<LifPopulation>())
        {
            int pop = network.Of(population), n = population.Size, spare = ((n + 15) / 16 * 16) - n;
            scratch.AsSpan(words[pop + Pop.V] + n, spare).Fill(true);
            scratch.AsSpan(words[pop + Pop.J] + n, spare).Fill(true);
            scratch.AsSpan(words[pop + Pop.T0] + n, spare).Fill(true);
        }

        return scratch;
    }
}
