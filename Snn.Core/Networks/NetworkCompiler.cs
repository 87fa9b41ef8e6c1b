using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;

namespace Snn.Core.Networks;

/// <summary>Turns a description into the flat table that the event loop walks.</summary>
public static class NetworkCompiler
{
    /// <summary>Compiles a network.</summary>
    /// <param name="network">Description.</param>
    /// <param name="seed">Seed of wiring, weights, and everything random until the head says otherwise.</param>
    /// <param name="bodyWords">Words to reserve for a body that drives the network; they follow the head, so that a host can exchange both at once.</param>
    /// <exception cref="NetworkException">The network cannot be; the message says why.</exception>
    public static CompiledNetwork Compile(Network network, int seed, int bodyWords = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Populations.Count == 0)
            throw new NetworkException("the network has no populations");
        var order = PopulationGraph.Order(network);
        float window = Window(network, order);
        var image = new Image();
        image.Take(Head.Size);
        int body = image.Take(bodyWords);
        image[Head.Magic] = Head.MagicValue;
        image[Head.Seed] = seed;
        image.F(Head.WindowMs, window);
        image[Head.Credit] = -1;

        var plan = new CompilePlan(network, order, window);
        var pops = network.Populations.Select(p => PopulationLayout.Write(image, plan, p, seed)).ToArray();
        var projs = network.Projections.Select(p => ProjectionLayout.Write(image, plan, p, pops, seed)).ToArray();
        foreach (var population in network.Populations)
            PopulationLayout.WriteIncoming(image, plan, population, pops, projs);
        StageLayout.Write(image, plan, pops, projs);

        var words = image.Words.ToArray();
        FoldAll(words, network, projs);
        words[Head.Fingerprint] = Fingerprint(words);
        long synapses = 0;
        foreach (var p in network.Projections)
            synapses += (p.BalancedInhibition ? 2 : 1) * ProjectionLayout.Count(words, projs[p.Index]);
        return new(network, words, pops, projs, body) { Synapses = synapses, Scratch = image.ScratchRanges };
    }

    private static float Window(Network network, IReadOnlyList<IReadOnlyList<Population>> order)
    {
        double longest = network.RequestedWindow ?? double.PositiveInfinity;
        foreach (var projection in network.Projections)
        {
            if (!PopulationGraph.InLoop(order, projection))
                continue;
            double delay = (float)projection.Delays.Min;
            if (!(delay > 0))
                throw new NetworkException($"{projection}: it closes a loop of populations, so its delay must be positive; it is {projection.Delays.Min} ms");
            longest = Math.Min(longest, delay);
        }

        float window = double.IsPositiveInfinity(longest) ? 100f : (float)longest;
        foreach (var projection in network.Projections)
        {
            if (projection.Delays.Max / window > 10000)
                throw new NetworkException($"{projection}: a delay of {projection.Delays.Max} ms spans more than 10,000 windows of {window} ms");
        }

        return window;
    }

    /// <summary>Normalised columns start at their sum.</summary>
    private static void FoldAll(int[] words, Network network, int[] projs)
    {
        var block = new StateBlock(words.Length);
        words.CopyTo(block.Words);
        foreach (var projection in network.Projections)
        {
            int at = projs[projection.Index];
            ColumnNormalisation.Fold<FlatMem, Solo, F1>(block.Mem, default, at);
            if (block.Mem.F(at + Proj.NormTarget) > 0)
                ColumnNormalisation.Fold<FlatMem, Solo, F1>(block.Mem, default, at);
        }

        block.Words.CopyTo(words);
    }

    /// <summary>FNV-1a over the image without its weights' values would need to know them; the whole image of a seed is as good.</summary>
    private static int Fingerprint(int[] words)
    {
        uint hash = 2166136261;
        foreach (int word in words)
            hash = (hash ^ (uint)word) * 16777619;
        return (int)hash;
    }
}

/// <summary>What the parts of the compiler share.</summary>
internal sealed class CompilePlan
{
    public CompilePlan(Network network, IReadOnlyList<IReadOnlyList<Population>> order, float window)
    {
        Network = network;
        Order = order;
        Window = window;
        Swept = [.. network.Populations.Where(IsSwept)];
        foreach (var map in network.Populations.OfType<MapPopulation>())
            CheckClock(map);
    }

    public Network Network { get; }

    public IReadOnlyList<IReadOnlyList<Population>> Order { get; }

    public float Window { get; }

    /// <summary>Populations whose neurons all step together; the others are touched one by one.</summary>
    public HashSet<Population> Swept { get; }

    public IEnumerable<Projection> Into(Population population) => Network.Projections.Where(p => p.Target == population);

    /// <summary>Stored as whole rows: all-to-all into a swept population.</summary>
    public bool IsDense(Projection p) => p.Connectivity is Connectivity.All && Swept.Contains(p.Target);

    /// <summary>Stored as packed rows: listed pairs into a swept population, at any time of a window.</summary>
    public bool IsPacked(Projection p) => p.Connectivity is Connectivity.List && p.Source is not InputPopulation { AtOnset: true } && Swept.Contains(p.Target);

    /// <summary>Windows that a population's spikes must be kept for.</summary>
    public int Slots(Population population)
    {
        double longest = Network.Projections.Where(p => p.Source == population).Select(p => p.Delays.Max).DefaultIfEmpty(0).Max();
        return longest == 0 ? 1 : (int)Math.Ceiling(longest / Window) + 2;
    }

    public int StateMask(IReadOnlyList<BrainState> states)
    {
        if (states.Count == 0)
            return -1;
        int mask = 0;
        foreach (var state in states)
            mask |= 1 << state.Index;
        return mask;
    }

    /// <summary>Spikes that a population can be expected to fire in one window at the very most.</summary>
    public int SpikeCapacity(Population population)
    {
        if (population is InputPopulation { AtOnset: true })
            return PopulationLayout.Padded(population.Size);
        // A neuron cannot fire faster than its refractory period allows; in a large population not all do at once.
        double each = population is NeuronPopulation neurons ? Math.Min(Math.Ceiling(Window / neurons.Shortest) + 1, 4 + (2000 / population.Size)) : 4;
        double expected = population is PoissonPopulation poisson ? poisson.Rates.Sum() * Window / 1000 : 0;
        return PopulationLayout.Padded((int)Math.Min((each * population.Size) + (expected * 2) + 64, 1 << 26));
    }

    private void CheckClock(MapPopulation population)
    {
        double steps = Window / population.Neuron.Step;
        if (!(steps is >= 1 and <= 1e6 && steps == Math.Round(steps)))
            throw new NetworkException($"population '{population.Name}': a window of {Window} ms is not 1 to 1,000,000 whole steps of {population.Neuron.Step} ms");
        if (!Swept.Contains(population) || Into(population).Any(IsPacked))
            throw new NetworkException($"population '{population.Name}': map-based neurons take exactly one projection, without delay and without pair STDP, from another population; it is all-to-all or comes from an input population that fires at onset");
    }

    private bool IsSwept(Population population)
    {
        var into = Into(population).ToList();
        if (into.Count != 1 || into[0].Delays is not { IsConstant: true, Max: 0 } || into[0].Rules.Any(r => r.Rule is TracedStdp))
            return false;
        var only = into[0];
        return only.Source != population && (only.Connectivity is Connectivity.All or Connectivity.List || only.Source is InputPopulation { AtOnset: true });
    }
}
