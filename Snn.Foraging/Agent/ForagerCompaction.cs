using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;

namespace Snn.Foraging.Agent;

/// <summary>A pruned agent in compact storage.</summary>
public sealed partial class Forager
{
    /// <summary>The same agent with nothing stored of output synapses that have been pruned.</summary>
    /// <param name="dropIdle">True to leave out hidden neurons that have no output synapse left, with all their inputs: the agent does the same, but draws other
    /// noise. False: the same bits.</param>
    internal Forager Compact(bool dropIdle)
    {
        const int n = ForagerNetwork.Directions;
        if (network is not { Hidden: { } layer, See: { } eyes })
            throw new InvalidOperationException("a network without a hidden layer has nothing to pack");
        var mem = state.Mem;
        int act = compiled.Of(network.Act), see = compiled.Of(eyes), stride = mem.I(act, Proj.Stride);
        var there = new List<(int Source, int Target)>();
        for (int k = 0; k < layer.Size * n; k++)
        {
            if (Pruning.IsThere(mem, act, (k / n * stride) + (k % n)))
                there.Add((k / n, k % n));
        }

        int[] hidden = dropIdle ? [.. there.Select(s => s.Source).Distinct()] : [.. Enumerable.Range(0, layer.Size)];
        var number = hidden.Select((old, k) => (old, k)).ToDictionary(p => p.old, p => p.k);
        List<(int, int)>? seen = dropIdle ? [] : null;
        for (int i = 0; seen is not null && i < network.Eyes.Size; i++)
        {
            int rows = mem.I(see, Proj.Rows), first = mem.I(rows + i), count = mem.I(rows + network.Eyes.Size + 1 + i);
            for (int s = first; s < first + count; s++)
            {
                if (number.TryGetValue(mem.I(mem.I(see, Proj.Targets) + s), out int target))
                    seen.Add((i, target));
            }
        }

        var compact = new Forager(experiment, networkSeed, lifeSeed, new Survivors(hidden, seen, [.. there.Select(s => (number[s.Source], s.Target))]));
        Compaction.Move(compiled, state, compact.compiled, compact.state, p => p == compact.network.Hidden ? hidden : [.. Enumerable.Range(0, p.Size)]);
        int end = compiled.Of(network.Eyes);
        state.Words[body.At..end].CopyTo(compact.state.Words[body.At..]);
        return compact;
    }

    /// <summary>Synapses of the hidden-to-output projection that exist, hidden neurons that have one, and bytes of its weights and wiring.</summary>
    internal (int Synapses, int Neurons, long Bytes) OutputStorage
    {
        get
        {
            float[] w = Weights();
            return (w.Count(x => x != 0f), w.Chunk(ForagerNetwork.Directions).Count(row => row.Any(x => x != 0f)), compiled.BytesOf(network.Act));
        }
    }
}
