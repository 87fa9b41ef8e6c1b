namespace Snn.Foraging.Figures;

/// <summary>One phase of a condition, as run.json lists it.</summary>
/// <param name="Condition">Condition it belongs to.</param>
/// <param name="Name">Name, for example <c>sleep+T2</c>.</param>
/// <param name="Start">Movement cycles of the trial before it.</param>
/// <param name="End">Movement cycles of the trial at its end.</param>
public sealed record PhaseSpan(string Condition, string Name, long Start, long End);

/// <summary>One frozen test of one task: a row of scores.csv.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Cycle">Movement cycles of the trial so far.</param>
/// <param name="Task">Task tested, for example <c>T1</c>.</param>
/// <param name="Score">Rewarded / (rewarded + punished); NaN when nothing was eaten.</param>
/// <param name="FoodPerMove">Rewarded particles per movement cycle; NaN when not given.</param>
public sealed record ScoreRow(string Condition, int Seed, long Cycle, string Task, double Score, double FoodPerMove);

/// <summary>One sleep that was not on the clock: a row of sleeps.csv, with the phase it is part of.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Phase">Phase.</param>
/// <param name="Start">Movement cycles of the trial before it.</param>
/// <param name="Cycles">Its length.</param>
/// <param name="PhaseStart">Movement cycles of the trial before the phase.</param>
/// <param name="PhaseEnd">Movement cycles of the trial at the phase's end.</param>
public sealed record SleepRow(string Condition, int Seed, string Phase, long Start, long Cycles, long PhaseStart, long PhaseEnd);

/// <summary>Scores of one condition after each phase, as metrics.json has them.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Phases">Names of the rows.</param>
/// <param name="Tasks">Names of the columns.</param>
/// <param name="Seeds">Seeds.</param>
/// <param name="Scores">[seed][phase][task]; NaN where undefined.</param>
public sealed record ScoreMatrix(string Condition, IReadOnlyList<string> Phases, IReadOnlyList<string> Tasks, IReadOnlyList<int> Seeds, IReadOnlyList<double[][]> Scores);

/// <summary>Which walk: after which phase, on which task.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Phase">Phase at whose end it was walked.</param>
/// <param name="Task">Task of the world walked in.</param>
public readonly record struct WalkId(string Condition, int Seed, string Phase, string Task);

/// <summary>One step of a recorded walk: a row of walks.csv.</summary>
/// <param name="Step">0 is where it started.</param>
/// <param name="X">Column of the agent.</param>
/// <param name="Y">Row of the agent.</param>
/// <param name="Ate">Type of the particle eaten, 0 to 3, or -1.</param>
public readonly record struct PathStep(int Step, int X, int Y, int Ate);

/// <summary>A particle lying in the world when the walk began: a row of particles.csv.</summary>
/// <param name="Type">0 horizontal, 1 vertical, 2 positive diagonal, 3 negative diagonal.</param>
/// <param name="X1">Column of its first cell.</param>
/// <param name="Y1">Row of its first cell.</param>
/// <param name="X2">Column of its second cell.</param>
/// <param name="Y2">Row of its second cell.</param>
public readonly record struct LyingParticle(int Type, int X1, int Y1, int X2, int Y2);

/// <summary>A recorded walk and the world it began in.</summary>
/// <param name="Id">Which walk.</param>
/// <param name="Steps">Steps in order.</param>
/// <param name="Particles">Particles at the start.</param>
public sealed record RecordedWalk(WalkId Id, IReadOnlyList<PathStep> Steps, IReadOnlyList<LyingParticle> Particles);
