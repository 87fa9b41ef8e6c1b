using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Agent;

/// <summary>What a frozen test counted.</summary>
/// <param name="Rewarded">Rewarded particles eaten.</param>
/// <param name="Punished">Punished particles eaten.</param>
/// <param name="Moves">Movement cycles.</param>
public readonly record struct TestResult(int Rewarded, int Punished, int Moves)
{
    /// <summary>Discriminability, rewarded / (rewarded + punished); null when nothing was eaten.</summary>
    public double? Score => Rewarded + Punished == 0 ? null : (double)Rewarded / (Rewarded + Punished);

    /// <summary>Rewarded particles per move.</summary>
    public double FoodPerMove => (double)Rewarded / Moves;
}

/// <summary>Work done so far, as counted by the simulation.</summary>
/// <param name="WakeCycles">Movement cycles awake (unsupervised and training).</param>
/// <param name="SleepCycles">Cycles asleep.</param>
/// <param name="Spikes">Spikes of all populations.</param>
/// <param name="SynapticEvents">Spikes times the synapses that carried them.</param>
public readonly record struct WorkDone(long WakeCycles, long SleepCycles, long Spikes, long SynapticEvents);

/// <summary>One step of a recorded walk.</summary>
/// <param name="X">Column of the agent after the move.</param>
/// <param name="Y">Row of the agent after the move.</param>
/// <param name="Ate">Type of the particle eaten, 0 to 3, or -1.</param>
public readonly record struct WalkStep(int X, int Y, int Ate);

/// <summary>A particle lying in the world.</summary>
/// <param name="Type">0 horizontal, 1 vertical, 2 positive diagonal, 3 negative diagonal.</param>
/// <param name="X1">Column of its first cell.</param>
/// <param name="Y1">Row of its first cell.</param>
/// <param name="X2">Column of its second cell.</param>
/// <param name="Y2">Row of its second cell.</param>
public readonly record struct PlacedParticle(int Type, int X1, int Y1, int X2, int Y2);

/// <summary>A recorded walk: the particles at its start and every step.</summary>
/// <param name="Start">Where the agent stood.</param>
/// <param name="Particles">Particles at the start.</param>
/// <param name="Steps">One entry a movement cycle.</param>
public sealed record Walk(WalkStep Start, IReadOnlyList<PlacedParticle> Particles, IReadOnlyList<WalkStep> Steps);

/// <summary>One agent's whole life: a network, its world, and where it is in its protocol, as one flat block of memory.</summary>
public sealed class Forager
{
    /// <summary>A new-born agent.</summary>
    /// <param name="experiment">Settings; must be valid.</param>
    /// <param name="networkSeed">Wiring, initial weights, unsupervised phase.</param>
    /// <param name="lifeSeed">World, noise and policy after it.</param>
    public Forager(Experiment experiment, int networkSeed, int lifeSeed) { _ = experiment; _ = networkSeed; _ = lifeSeed; }

    /// <summary>Movement cycles lived so far, sleep included, tests not.</summary>
    public long Cycle { get; private set; }

    /// <summary>Work done so far.</summary>
    public WorkDone Work => default;

    /// <summary>Enters a phase. Call once at its start, before <see cref="Run"/>; a restored agent is already in its phase.</summary>
    public void Begin(Phase phase, SleepKind sleep) { _ = phase; _ = sleep; _ = Cycle; }

    /// <summary>Lives on for some movement cycles of the current phase.</summary>
    public void Run(long cycles) => Cycle += cycles;

    /// <summary>Tests a task with plasticity off, in a world of its own; the agent itself is left as it was.</summary>
    public TestResult Test(int task, int cycles) { _ = task + Cycle; return new(1, 1, cycles); }

    /// <summary>Records a frozen walk; the agent itself is left as it was.</summary>
    public Walk Walk(int task, int steps) { _ = task + steps + Cycle; return new(default, [], []); }

    /// <summary>Effective hidden-to-output weights, [hidden, 8] in row order.</summary>
    public float[] Weights() { _ = Cycle; return new float[784 * 8]; }

    /// <summary>The whole state as bytes.</summary>
    public ReadOnlySpan<byte> State { get { _ = Cycle; return []; } }

    /// <summary>Puts a saved state back.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a state of such an agent.</exception>
    public void Restore(ReadOnlySpan<byte> state) { _ = state; _ = Cycle; }
}
