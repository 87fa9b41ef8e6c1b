using Snn.Core.Neurons;

namespace Snn.Core.Networks;

/// <summary>A named group of like neurons. Made by <see cref="Network"/>.</summary>
public abstract class Population
{
    private protected Population(string name, int size, int index)
    {
        Name = name;
        Size = size;
        Index = index;
    }

    /// <summary>Name, unique in its network.</summary>
    public string Name { get; }

    /// <summary>Number of neurons.</summary>
    public int Size { get; }

    /// <summary>Position in <see cref="Network.Populations"/>.</summary>
    public int Index { get; }

    /// <inheritdoc/>
    public override string ToString() => $"population '{Name}' ({Size})";
}

/// <summary>Neurons that fire on command.</summary>
public sealed class InputPopulation : Population
{
    internal InputPopulation(string name, int size, int index, bool atOnset)
        : base(name, size, index) => AtOnset = atOnset;

    /// <summary>True if they fire only as a window opens: one volley a window.</summary>
    public bool AtOnset { get; }
}

/// <summary>Independent Poisson spike trains.</summary>
public sealed class PoissonPopulation : Population
{
    internal PoissonPopulation(string name, int index, double[] rates)
        : base(name, rates.Length, index) => Rates = rates;

    /// <summary>Rate of each neuron, Hz.</summary>
    public IReadOnlyList<double> Rates { get; }
}

/// <summary>Neurons that listen to others.</summary>
public abstract class NeuronPopulation : Population
{
    private protected NeuronPopulation(string name, int size, int index)
        : base(name, size, index)
    {
    }

    /// <summary>What one unit of weight adds to a neuron's synaptic drive.</summary>
    internal abstract double Kick { get; }

    /// <summary>Shortest time between two spikes of a neuron, ms.</summary>
    internal abstract double Shortest { get; }
}

/// <summary>Leaky integrate-and-fire neurons.</summary>
public sealed class LifPopulation : NeuronPopulation
{
    internal LifPopulation(string name, int size, int index, Lif neuron)
        : base(name, size, index) => Neuron = neuron;

    /// <summary>Their parameters.</summary>
    public Lif Neuron { get; }

    internal override double Kick => Neuron.Kick;

    internal override double Shortest => Neuron.Refractory;
}

/// <summary>Map-based neurons.</summary>
public sealed class MapPopulation : NeuronPopulation
{
    internal MapPopulation(string name, int size, int index, MapNeuron neuron)
        : base(name, size, index) => Neuron = neuron;

    /// <summary>Their parameters.</summary>
    public MapNeuron Neuron { get; }

    internal override double Kick => Neuron.Conductance;

    internal override double Shortest => Neuron.Shortest;
}
