using Snn.Foraging.Agent;

namespace Snn.Foraging.Remedies;

/// <summary>Something done against forgetting, in one phase of one life. A remedy is one file: a class with a <see cref="RemedyAttribute"/>, made anew
/// for each phase in which its name stands, and as many of these hooks as it needs. All of them act between movement cycles and on this machine, whatever
/// engine lives the cycles in between; what is to act within a cycle is asked for there as data: mobilities (<see cref="Life.Hold"/>), stored experience
/// (<see cref="Life.Remember"/>).</summary>
public interface IRemedy
{
    /// <summary>Movement cycles between two calls of <see cref="During"/>; 0 for none.</summary>
    int Every => 0;

    /// <summary>The phase begins: a boundary that the remedy is told of.</summary>
    void Begin(Life life)
    {
    }

    /// <summary>Some cycles of the phase have been lived.</summary>
    void During(Life life)
    {
    }

    /// <summary>Says how a task is done by something else than the agent as it is now, such as a network kept from earlier; null: by the agent.</summary>
    TestResult? Test(Life life, int task, int cycles) => null;

    /// <summary>Writes what the remedy has to know when the run goes on: later in the phase, or in a later phase that names it again.</summary>
    void Save(BinaryWriter to)
    {
    }

    /// <summary>Reads it.</summary>
    void Load(BinaryReader from)
    {
    }
}

/// <summary>What a remedy is called in a phase, such as <c>T2 decay=0.01</c>, and what it needs. A class without a value has a constructor without
/// parameters; one with a value takes it as a <see cref="double"/>.</summary>
/// <param name="name">Its word.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RemedyAttribute(string name) : Attribute
{
    /// <summary>Its word.</summary>
    public string Name => name;

    /// <summary>What the value means, with its unit; empty for a remedy without a value.</summary>
    public string Value { get; init; } = "";

    /// <summary>The value lies above this.</summary>
    public double Above { get; init; }

    /// <summary>Largest legal value.</summary>
    public double Max { get; init; } = 1e9;

    /// <summary>What it has to be told or given beside the reward, such as <c>boundary</c>; empty for nothing.</summary>
    public string Needs { get; init; } = "";

    /// <summary>True if it silences hidden neurons in training: only then has the network gains for that.</summary>
    public bool Masks { get; init; }

    /// <summary>True if it holds or freezes synapses: only then has the network room for that.</summary>
    public bool Holds { get; init; }
}
