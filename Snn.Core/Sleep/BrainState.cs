using Snn.Core.Networks;

namespace Snn.Core.Sleep;

/// <summary>A mode of the whole network, such as wake or sleep: what drives which population, and which rules run.
/// In a state that drives a population, that population fires by itself instead of listening to its inputs.</summary>
public sealed class BrainState
{
    private readonly List<Drive> drives = [];
    private readonly List<Population> exchanged = [];

    internal BrainState(string name, int index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>Name, unique in its network.</summary>
    public string Name { get; }

    /// <summary>Its number, as the schedule and the head of the memory know it.</summary>
    public int Index { get; }

    /// <summary>Populations that fire by themselves in this state.</summary>
    public IReadOnlyList<Drive> Drives => drives;

    /// <summary>Populations whose spikes are exchanged with those of another window before learning.</summary>
    public IReadOnlyList<Population> Exchanged => exchanged;

    /// <summary>Lets a population fire by itself: Poisson spikes at the mean rates it had in the states in which it was counted.</summary>
    /// <param name="population">The population.</param>
    /// <param name="uniform">True if all its neurons share the mean rate.</param>
    /// <param name="factor">Factor on the rates.</param>
    public BrainState Spontaneous(NeuronPopulation population, bool uniform = false, double factor = 1)
    {
        ArgumentNullException.ThrowIfNull(population);
        if (!(factor >= 0 && double.IsFinite(factor)))
            throw new NetworkException($"brain state '{Name}': population '{population.Name}' fires at {factor} times its rates; the factor is finite and not negative");
        if (drives.Any(d => d.Population == population))
            throw new NetworkException($"brain state '{Name}': population '{population.Name}' is driven twice");
        drives.Add(new(population, uniform, factor));
        return this;
    }

    /// <summary>Breaks the link between a population's spikes and their causes before learning: see <see cref="SpikeExchange"/>.</summary>
    public BrainState Exchange(NeuronPopulation population)
    {
        exchanged.Add(population);
        return this;
    }
}

/// <summary>Spontaneous activity of a population.</summary>
/// <param name="Population">The population.</param>
/// <param name="Uniform">True if all its neurons share the mean rate.</param>
/// <param name="Factor">Factor on the rates.</param>
public sealed record Drive(NeuronPopulation Population, bool Uniform, double Factor);
