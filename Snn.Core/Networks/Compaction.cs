using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;
using Snn.Core.Synapses;

namespace Snn.Core.Networks;

/// <summary>Moves the state of a network into one of the same description with fewer neurons or synapses, between two windows: membranes, weights, gains,
/// open eligibility, rates. What belongs to a neuron or synapse that is not there is left behind. With all neurons kept and only synapses of weight zero
/// missing, the two go on with the same bits. Spikes that are still under way, pair STDP traces and exchanged spikes are not moved.</summary>
public static class Compaction
{
    private static readonly int[] MembraneArrays = [Pop.V, Pop.J, Pop.T0, Pop.Slow, Pop.Before];

    /// <summary>Moves it. The block's head is moved, too; a body's words are the host's to move.</summary>
    /// <param name="from">Network that the state is of.</param>
    /// <param name="state">The state.</param>
    /// <param name="to">The other network: populations, projections and rules in the same order.</param>
    /// <param name="target">A fresh state of it.</param>
    /// <param name="kept">For each population, which neuron of the first network each neuron of the second is.</param>
    public static void Move(CompiledNetwork from, StateBlock state, CompiledNetwork to, StateBlock target, Func<Population, IReadOnlyList<int>> kept)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(kept);
        var old = state.Mem;
        var now = target.Mem;
        for (int w = Head.Window; w < Head.Size; w++)
            now.I(w) = old.I(w);
        foreach (var (a, b) in from.Network.Populations.Zip(to.Network.Populations))
        {
            int was = from.Of(a), pop = to.Of(b);
            now.I(pop + Pop.Frozen) = old.I(was + Pop.Frozen);
            foreach (int array in MembraneArrays.Where(w => a is NeuronPopulation && state.Words[was + w] != 0))
                Pick(old, old.I(was + array), now, now.I(pop + array), kept(b));
        }

        foreach (var (a, b) in from.Network.Projections.Zip(to.Network.Projections))
            Move(old, from.Of(a), now, to.Of(b), kept(b.Source), kept(b.Target), b);
        int count = old.I(Head.StageCount);
        for (int s = 0; s < count; s++)
            MoveStage(old, old.I(Head.Stages) + (s * Stage.Size), now, now.I(Head.Stages) + (s * Stage.Size), from, to, kept);
    }

    private static void Pick(FlatMem old, int was, FlatMem now, int array, IReadOnlyList<int> kept)
    {
        for (int k = 0; k < kept.Count; k++)
            now.I(array + k) = old.I(was + kept[k]);
    }

    private static void Move(FlatMem old, int was, FlatMem now, int proj, IReadOnlyList<int> sources, IReadOnlyList<int> targets, Projection projection)
    {
        if (old.I(was + Proj.Frozen) != 0 || now.I(proj + Proj.Frozen) != 0)
            throw new NetworkException($"{projection}: a projection with room for frozen synapses cannot be packed");
        Pick(old, old.I(was + Proj.Scale), now, now.I(proj + Proj.Scale), targets);
        Pick(old, old.I(was + Proj.Sum), now, now.I(proj + Proj.Sum), targets);
        for (int i = 0; i < sources.Count; i++)
        {
            foreach (var (at, j) in Row(now, proj, i))
            {
                int place = Row(old, was, sources[i]).Where(s => s.Target == targets[j]).Select(s => s.At).DefaultIfEmpty(-1).First();
                now.F(at) = place >= 0 ? old.F(place) : throw new NetworkException($"{projection}: the synapse from {sources[i]} to {targets[j]} is new");
            }
        }
    }

    /// <summary>Address of the raw weight and target of each synapse of a source.</summary>
    private static List<(int At, int Target)> Row(FlatMem mem, int proj, int source)
    {
        int weights = mem.I(proj, Proj.Weights), targets = mem.I(proj, Proj.Targets), rows = mem.I(proj, Proj.Rows);
        if (mem.I(proj, Proj.Packed) != 0)
            return PackedRows.Row(mem, proj, source);
        if (mem.I(proj, Proj.Stride) > 0)
        {
            int first = weights + (source * mem.I(proj, Proj.Stride));
            return [.. Enumerable.Range(0, mem.I(mem.I(proj, Proj.Target) + Pop.N)).Select(j => (first + j, j))];
        }

        int start = mem.I(rows + source), count = mem.I(rows + mem.I(mem.I(proj, Proj.Source) + Pop.N) + 1 + source);
        List<(int, int)> found = [];
        for (int s = start; s < start + count; s++)
            found.Add((weights + s, mem.I(targets + s)));
        return found;
    }

    private static void MoveStage(FlatMem old, int was, FlatMem now, int stage, CompiledNetwork from, CompiledNetwork to, Func<Population, IReadOnlyList<int>> kept)
    {
        now.I(stage + Stage.States) = old.I(was + Stage.States);
        int on = now.I(stage + Stage.On);
        IReadOnlyList<int> Kept() => kept(to.Network.Populations.Single(p => to.Of(p) == on));
        switch ((StageKind)old.I(was + Stage.Kind))
        {
            case StageKind.RewardStdp:
                MoveTraces(old, was, now, stage, kept(to.Network.Projections.Single(p => to.Of(p) == on).Source));
                break;
            case StageKind.Fold:
                now.I(stage + ColumnNormalisation.Since) = old.I(was + ColumnNormalisation.Since);
                break;
            case StageKind.Gain:
                now.I(stage + HomeostaticGain.Since) = old.I(was + HomeostaticGain.Since);
                foreach (int array in (ReadOnlySpan<int>)[HomeostaticGain.Gains, HomeostaticGain.Counts, HomeostaticGain.Rates])
                    Pick(old, old.I(was + array), now, now.I(stage + array), Kept());
                break;
            case StageKind.CountRates:
                Pick(old, old.I(was + WakeRates.Counts), now, now.I(stage + WakeRates.Counts), Kept());
                now.I(now.I(stage + WakeRates.Windows)) = old.I(old.I(was + WakeRates.Windows));
                int total = 0;
                for (int k = 0; k < Kept().Count; k++)
                    total += now.I(now.I(stage + WakeRates.Counts) + k);
                now.I(stage + WakeRates.Total) = total;
                break;
            default:
                break;
        }
    }

    /// <summary>Open windows with the rewards they have; of their rows, those whose source is still there.</summary>
    private static void MoveTraces(FlatMem old, int was, FlatMem now, int stage, IReadOnlyList<int> sources)
    {
        var place = sources.Select((source, k) => (source, k)).ToDictionary(p => p.source, p => p.k);
        int stride = old.I(old.I(was + Stage.On) + Proj.Stride), rows = old.I(was + RewardStdp.Capacity), room = now.I(stage + RewardStdp.Capacity);
        foreach (int word in (ReadOnlySpan<int>)[RewardStdp.Open, RewardStdp.Oldest, RewardStdp.RateOf, RewardStdp.DepressionOf, RewardStdp.BoundOf, RewardStdp.RaiseOf])
            now.I(stage + word) = old.I(was + word);
        for (int k = 0; k < old.I(was + RewardStdp.Slots); k++)
        {
            int before = old.I(was + RewardStdp.Ring) + (k * (RewardStdp.SlotHeader + (rows * (1 + stride))));
            int slot = now.I(stage + RewardStdp.Ring) + (k * (RewardStdp.SlotHeader + (room * (1 + stride)))), count = 0;
            for (int e = 0; e < old.I(before) && count < room; e++)
            {
                if (place.TryGetValue(old.I(before + RewardStdp.SlotHeader + e), out int source))
                {
                    now.I(slot + RewardStdp.SlotHeader + count) = source;
                    for (int j = 0; j < stride; j++)
                        now.F(slot + RewardStdp.SlotHeader + room + (count * stride) + j) = old.F(before + RewardStdp.SlotHeader + rows + (e * stride) + j);
                    count++;
                }
            }

            now.I(slot) = count;
            now.F(slot + 1) = old.F(before + 1);
        }
    }
}
