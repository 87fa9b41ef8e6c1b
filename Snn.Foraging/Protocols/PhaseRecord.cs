using Snn.Foraging.Agent;

namespace Snn.Foraging.Protocols;

/// <summary>A frozen test at a point of a phase.</summary>
/// <param name="Position">Movement cycles since the start of the phase.</param>
/// <param name="Task">Task tested: its place in <see cref="PhaseNode.Tasks"/>.</param>
/// <param name="Result">What was counted.</param>
internal readonly record struct TestRow(long Position, int Task, TestResult Result);

/// <summary>The weights at a point of a phase.</summary>
/// <param name="Position">Movement cycles since the start of the phase.</param>
/// <param name="Weights">Hidden-to-output weights, [hidden, 8] in row order.</param>
internal sealed record Snapshot(long Position, float[] Weights);

/// <summary>Everything that is known of one phase of one seed, finished or not: what a checkpoint holds.</summary>
internal sealed class PhaseRecord
{
    private Dictionary<string, int>? dropped;

    /// <summary>Movement cycles lived in the phase. All samples up to here have been taken.</summary>
    public long Position { get; set; }

    /// <summary>True when the phase has ended and all is sampled.</summary>
    public bool Finished { get; set; }

    /// <summary>Simulated work in the phase.</summary>
    public WorkDone Work { get; set; }

    /// <summary>Movement cycles spent in frozen tests.</summary>
    public long TestCycles { get; set; }

    /// <summary>Movement cycles of walks and sleep that remedies looked at copies of the agent in.</summary>
    public long ProbeCycles { get; set; }

    /// <summary>What remedies have to know, by their words; those that this phase does not name pass through it.</summary>
    public SortedDictionary<string, byte[]> Remedies { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Bytes of that, by their words; they are known even after <see cref="DropAgents"/>.</summary>
    public IReadOnlyDictionary<string, int> RemedyBytes => dropped ?? Remedies.ToDictionary(r => r.Key, r => r.Value.Length);

    /// <summary>Thread-seconds spent in wake and sleep cycles. Never read by the simulation.</summary>
    public double Seconds { get; set; }

    /// <summary>The agent at <see cref="Position"/>.</summary>
    public byte[] State { get; set; } = [];

    /// <summary>Sleeps so far that were not on the clock, see <see cref="SleepScheduler"/>; the last may not have ended.</summary>
    public List<SleepEpisode> Sleeps { get; } = [];

    /// <summary>What its sleep scheduler has to know; empty without one.</summary>
    public byte[] Pressure { get; set; } = [];

    /// <summary>Tests so far.</summary>
    public List<TestRow> Tests { get; } = [];

    /// <summary>Weights so far.</summary>
    public List<Snapshot> Snapshots { get; } = [];

    /// <summary>Recorded walks at the end of the phase, one a task; empty unless asked for.</summary>
    public List<Walk> Walks { get; } = [];

    /// <summary>Lets go of the agents in it, its own and those that remedies keep: a long series has thousands, and results need none.</summary>
    public void DropAgents()
    {
        dropped = Remedies.ToDictionary(r => r.Key, r => r.Value.Length);
        Remedies.Clear();
        State = [];
    }
}
