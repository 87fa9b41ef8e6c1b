using Snn.Foraging.Agent;

namespace Snn.Foraging.Engines;

/// <summary>What must be in an agent's own memory when a stretch has ended. Counters and where it stands in its protocol always are.</summary>
internal enum Home
{
    /// <summary>Nothing more.</summary>
    Counters,

    /// <summary>What <see cref="Forager.Weights"/> reads.</summary>
    Weights,

    /// <summary>Everything.</summary>
    State,
}

/// <summary>Some movement cycles in the life of an agent, or a frozen test of it: what a phase asks of an engine.</summary>
internal sealed class Stretch
{
    /// <summary>Whose.</summary>
    public required Forager Agent { get; init; }

    /// <summary>Movement cycles; 0 to bring the agent home only.</summary>
    public required int Cycles { get; init; }

    /// <summary>Task of the test; null for life.</summary>
    public int? Test { get; init; }

    /// <summary>True if the agent's memory has been changed since its last stretch: an engine that keeps a copy takes it anew.</summary>
    public bool Changed { get; init; }

    /// <summary>What is needed afterwards.</summary>
    public Home Home { get; init; }

    /// <summary>Cycles of it that an engine has lived: it has ended when they are all.</summary>
    public int Lived { get; set; }

    /// <summary>What the test counted.</summary>
    public TestResult Result { get; set; }

    /// <summary>Time spent on it: thread-seconds, or its share of a device's seconds. Never read by the simulation.</summary>
    public double Seconds { get; set; }
}
