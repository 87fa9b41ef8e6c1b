namespace Snn.Core.Networks;

/// <summary>Which source neurons reach which targets.</summary>
public abstract record Connectivity
{
    private Connectivity()
    {
    }

    /// <summary>Every source to every target.</summary>
    public static Connectivity AllToAll { get; } = new All();

    /// <summary>Source i to target i.</summary>
    public static Connectivity OneToOne { get; } = new One();

    /// <summary>Every target has this many different sources, drawn at random.</summary>
    /// <param name="sources">Sources of each target.</param>
    /// <param name="channels">Equal parts that the sources fall into; the targets fall into as many, and a target's sources are all of its own part.</param>
    public static Connectivity FixedInDegree(int sources, int channels = 1) => new InDegree(sources, channels);

    /// <summary>Each pair is connected with this probability, independently.</summary>
    /// <param name="p">Probability, above 0 and at most 1.</param>
    public static Connectivity FixedProbability(double p) => new Probability(p);

    /// <summary>These pairs and no others, in any order, each once. Without delays, as the only input of its target and from other sources than onsets,
    /// such a projection is stored row by row and may have all that an all-to-all projection may have but frozen synapses; so a pruned network is one of these.</summary>
    /// <param name="pairs">Source and target of each synapse.</param>
    public static Connectivity Listed(IReadOnlyList<(int Source, int Target)> pairs) => new List(pairs);

    internal sealed record List(IReadOnlyList<(int Source, int Target)> Pairs) : Connectivity;

    internal sealed record All : Connectivity;

    internal sealed record One : Connectivity;

    internal sealed record InDegree(int Sources, int Channels) : Connectivity;

    internal sealed record Probability(double P) : Connectivity;
}
