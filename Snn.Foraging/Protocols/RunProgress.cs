namespace Snn.Foraging.Protocols;

/// <summary>How far a run is, in movement cycles with tests; safe to read from any thread.</summary>
/// <param name="total">Cycles of the whole run.</param>
internal sealed class RunProgress(long total)
{
    private long done;
    private long restored;

    /// <summary>Cycles of the whole run.</summary>
    public long Total => total;

    /// <summary>Cycles done, those of an earlier sitting included.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>Cycles done in this sitting.</summary>
    public long DoneNow => Done - Interlocked.Read(ref restored);

    /// <summary>Counts cycles just simulated.</summary>
    public void Add(long cycles) => Interlocked.Add(ref done, cycles);

    /// <summary>Counts nothing as done: what is found in checkpoints will be counted anew.</summary>
    public void Restart()
    {
        Interlocked.Exchange(ref done, 0);
        Interlocked.Exchange(ref restored, 0);
    }

    /// <summary>Counts cycles found in a checkpoint.</summary>
    public void AddRestored(long cycles)
    {
        Interlocked.Add(ref restored, cycles);
        Add(cycles);
    }

    /// <summary>Movement cycles of one seed in all its nodes, tests included.</summary>
    public static long CyclesOfSeed(PhaseTree tree) => tree.Nodes.Sum(n => n.Cycles + TestCycles(n));

    /// <summary>Movement cycles spent in the frozen tests of a node.</summary>
    public static long TestCycles(PhaseNode node) =>
        ((long)node.Tests.Count * node.Tasks.Count + (node.Phase.RatesOf is null ? 0 : 1)) * node.TestLength;
}
