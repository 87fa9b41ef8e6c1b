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
