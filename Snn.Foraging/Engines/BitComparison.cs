using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Foraging.Agent;

namespace Snn.Foraging.Engines;

/// <summary>Two agents with the same past, advanced by two engines: are they the same?</summary>
internal static class BitComparison
{
    // Arrays with a word a neuron.
    private static readonly int[] Lif = [Pop.V, Pop.J, Pop.T0], Map = [Pop.V, Pop.Before, Pop.Slow, Pop.J];

    /// <summary>Number of words in which they differ. Scratch, and neurons that only fill up the last block of lanes, are left out.</summary>
    public static int Differences(Forager a, Forager b)
    {
        var left = a.Block.Words;
        var right = b.Block.Words;
        if (left.Length != right.Length)
            return Math.Max(left.Length, right.Length);
        var ignored = new bool[left.Length];
        foreach (var (at, length) in a.Compiled.Scratch)
            ignored.AsSpan(at, length).Fill(true);
        foreach (var population in a.Compiled.Network.Populations.OfType<NeuronPopulation>())
        {
            int descriptor = a.Compiled.Of(population), spare = -population.Size & 15;
            foreach (int array in population is MapPopulation ? Map : Lif)
                ignored.AsSpan(left[descriptor + array] + population.Size, spare).Fill(true);
        }

        int count = 0;
        for (int i = 0; i < left.Length; i++)
            count += !ignored[i] && left[i] != right[i] ? 1 : 0;
        return count;
    }
}
