using Snn.Foraging.Agent;

namespace Snn.Foraging.Engines;

/// <summary>What advances agents: this processor, or a device that advances many side by side. Which one it is shows in no result.</summary>
internal interface IEngine : IDisposable
{
    /// <summary><c>cpu</c> or <c>gpu</c>, as written into results.</summary>
    string Name { get; }

    /// <summary>What it runs on, as written into results.</summary>
    string Device { get; }

    /// <summary>Threads that call <see cref="Run"/>, each with agents of its own.</summary>
    int Workers { get; }

    /// <summary>Threads that each of them has for what is to be done between two calls.</summary>
    int HostThreads { get; }

    /// <summary>Agents that can be under way at once, those of all these threads together.</summary>
    int Room { get; }

    /// <summary>Lives some stretches, each of another agent, and returns when at least one has ended. The others go on where they are when they are
    /// asked for again, beside whatever comes next: nobody waits for the longest. Calls of different threads do not wait for each other.</summary>
    /// <exception cref="EngineLostException">The engine can go on no more; what it held of the agents is lost.</exception>
    void Run(IReadOnlyList<Stretch> stretches);

    /// <summary>Says that an agent will not come back.</summary>
    void Release(Forager agent);
}

/// <summary>A device failed in the middle of a run. The message is one line for people.</summary>
internal sealed class EngineLostException(string message, Exception? inner = null) : Exception(message, inner);
