using Snn.Core.Plasticity;
using Snn.Core.Sleep;

namespace Snn.Core.Networks;

/// <summary>The synapses from one population to another. Made by <see cref="Network.Connect"/>.</summary>
public sealed class Projection
{
    private readonly List<Attachment> rules = [];

    internal Projection(int index, Population source, NeuronPopulation target, Connectivity connectivity, Distribution weights, Distribution delays)
    {
        Index = index;
        Source = source;
        Target = target;
        Connectivity = connectivity;
        Weights = weights;
        Delays = delays;
    }

    /// <summary>Position in <see cref="Network.Projections"/>.</summary>
    public int Index { get; }

    /// <summary>Where it starts.</summary>
    public Population Source { get; }

    /// <summary>Where it ends.</summary>
    public NeuronPopulation Target { get; }

    /// <summary>Which pairs it connects.</summary>
    public Connectivity Connectivity { get; }

    /// <summary>Initial weights, in the unit of the target's <see cref="Neurons.Lif.Unit"/>; negative ones inhibit.</summary>
    public Distribution Weights { get; }

    /// <summary>Delays, ms: from the spike to its arrival.</summary>
    public Distribution Delays { get; }

    /// <summary>Half width R of the release noise: each event is scaled by a factor uniform in 1 +- R.</summary>
    public double ReleaseNoise { get; init; }

    /// <summary>True if every source neuron also inhibits all targets with the mean of its weights.</summary>
    public bool BalancedInhibition { get; init; }

    /// <summary>True if its synapses can be frozen (all-to-all projections only): see <see cref="Freezing"/>.</summary>
    public bool Freezable { get; init; }

    /// <summary>Rules, with the brain states in which they run.</summary>
    public IReadOnlyList<Attachment> Rules => rules;

    /// <summary>Attaches a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="during">Brain states in which it runs; none given: all.</param>
    public Projection Add(PlasticityRule rule, params BrainState[] during)
    {
        rules.Add(new(rule, during, during));
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => $"projection '{Source.Name}' to '{Target.Name}'";
}

/// <summary>A rule and when it is active.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Runs">Brain states in which it runs; empty: all.</param>
/// <param name="Applies">Brain states in which what it has set is in force (a gain may be frozen and still apply); empty: all.</param>
public sealed record Attachment(PlasticityRule Rule, IReadOnlyList<BrainState> Runs, IReadOnlyList<BrainState> Applies);
