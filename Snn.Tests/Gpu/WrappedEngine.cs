using Snn.Foraging.Agent;
using Snn.Foraging.Engines;

namespace Snn.Tests.Gpu;

/// <summary>An engine to which something happens.</summary>
/// <param name="inner">What it is made of.</param>
/// <param name="before">Told the number of each call, from 1, and what is asked for; by several threads at once if the engine has them.</param>
internal sealed class WrappedEngine(IEngine inner, Action<int, IReadOnlyList<Stretch>> before) : IEngine
{
    private int calls;

    public string Name { get; init; } = inner.Name;

    public string Device { get; init; } = inner.Device;

    public int Workers { get; init; } = inner.Workers;

    public int HostThreads { get; init; } = inner.HostThreads;

    public int Room { get; init; } = inner.Room;

    /// <summary>True when it has been given back. What it is made of stays.</summary>
    public bool Disposed { get; private set; }

    /// <summary>Told the number of each call that has come back.</summary>
    public Action<int> After { get; init; } = _ => { };

    public void Run(IReadOnlyList<Stretch> stretches)
    {
        int call = Interlocked.Increment(ref calls);
        before(call, stretches);
        inner.Run(stretches);
        After(call);
    }

    public void Release(Forager agent) => inner.Release(agent);

    public void Dispose() => Disposed = true;
}
