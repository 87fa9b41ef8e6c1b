using System.Diagnostics;
using Snn.Foraging.Agent;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Engines;

/// <summary>This processor: one agent a thread.</summary>
/// <param name="threads">Threads.</param>
internal sealed class CpuEngine(int threads) : IEngine
{
    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public string Device { get; } = HostInfo.Processor();

    /// <inheritdoc/>
    public int Workers => threads;

    /// <inheritdoc/>
    public int HostThreads => 1;

    /// <inheritdoc/>
    public int Room => threads;

    /// <inheritdoc/>
    public void Run(IReadOnlyList<Stretch> stretches)
    {
        foreach (var stretch in stretches)
        {
            var clock = Stopwatch.GetTimestamp();
            if (stretch.Test is int task)
                stretch.Result = stretch.Agent.Test(task, stretch.Cycles);
            else
                stretch.Agent.Run(stretch.Cycles);
            stretch.Lived = stretch.Cycles;
            stretch.Seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        }
    }

    /// <inheritdoc/>
    public void Release(Forager agent)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
