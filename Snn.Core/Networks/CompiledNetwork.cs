using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Networks;

/// <summary>A network laid out in memory: the image that every trial starts from, and where things stand in it.</summary>
public sealed class CompiledNetwork
{
    private readonly int[] image;
    private readonly int[] populations;
    private readonly int[] projections;

    internal CompiledNetwork(Network network, int[] image, int[] populations, int[] projections, int body)
    {
        Network = network;
        this.image = image;
        this.populations = populations;
        this.projections = projections;
        Body = body;
    }

    /// <summary>The description.</summary>
    public Network Network { get; }

    /// <summary>Address of the words reserved for the body that drives the network.</summary>
    public int Body { get; }

    /// <summary>Words of a trial.</summary>
    public int Length => image.Length;

    /// <summary>Length of a window, ms.</summary>
    public float WindowMs => BitConverter.Int32BitsToSingle(image[Head.WindowMs]);

    /// <summary>Synapses, inhibitory ones of balanced inhibition included.</summary>
    public long Synapses { get; internal init; }

    /// <summary>Addresses and lengths of scratch, whose content means nothing between two windows and may differ between engines.</summary>
    public IReadOnlyList<(int At, int Length)> Scratch { get; internal init; } = [];

    /// <summary>A fresh trial.</summary>
    public StateBlock NewState()
    {
        var block = new StateBlock(image.Length);
        image.CopyTo(block.Words);
        return block;
    }

    /// <summary>Address of a population's descriptor.</summary>
    public int Of(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return populations[population.Index];
    }

    /// <summary>Address of a projection's descriptor.</summary>
    public int Of(Projection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return projections[projection.Index];
    }

    /// <summary>Bytes of a projection's weights and wiring, frozen parts included; scales, sums and scratch are not.</summary>
    public long BytesOf(Projection projection) => 4 * ProjectionLayout.Words(image, Of(projection));

    /// <summary>Addresses of the stages of a kind, in the order of the table.</summary>
    public IEnumerable<int> StagesOf(StageKind kind) =>
        Enumerable.Range(0, image[Head.StageCount]).Select(s => image[Head.Stages] + (s * Stage.Size)).Where(s => image[s + Stage.Kind] == (int)kind);

    /// <summary>Turns an error code left in the head into a sentence.</summary>
    /// <exception cref="NetworkException">There was one.</exception>
    public void ThrowOnError(StateBlock state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int error = state.Words[Head.Error];
        if (error == 0)
            return;
        int at = state.Words[Head.ErrorAt];
        int index = Array.IndexOf(populations, at);
        string who = index >= 0 ? $"population '{Network.Populations[index].Name}'" : "the network";
        string what = (EngineError)error == EngineError.SpikeOverflow
            ? $"fired more often in one window of {WindowMs} ms than its lists hold ({state.Words[at + Pop.Capacity]} spikes, or fewer in a rule's ring)"
            : $"received more than {state.Words[at + Pop.ArrivalCapacity]} events in one window of {WindowMs} ms";
        throw new NetworkException($"{who} {what}; usually weights or gains have run away");
    }
}
