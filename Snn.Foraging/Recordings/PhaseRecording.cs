using Snn.Foraging.Agent;

namespace Snn.Foraging.Recordings;

/// <summary>What is recorded of one network at the end of one phase.</summary>
/// <param name="Fields">Input-to-hidden weights [hidden, 49].</param>
/// <param name="Walks">Frozen walks, one a task.</param>
/// <param name="Sleep">Frozen sleep; empty where nothing sleeps or was trained yet.</param>
/// <param name="Affinities">Which hidden neurons stand for each task; null for a task not trained yet.</param>
internal sealed record PhaseRecording(float[] Fields, IReadOnlyList<WatchedWalk> Walks, IReadOnlyList<Moment> Sleep, IReadOnlyList<Affinity?> Affinities);
