namespace Snn.Foraging.Agent;

/// <summary>One spike of one movement cycle.</summary>
/// <param name="Neuron">Which neuron of its population.</param>
/// <param name="Time">ms from the start of the cycle.</param>
public readonly record struct Spike(int Neuron, float Time);

/// <summary>One movement cycle as it was watched.</summary>
/// <param name="Step">Where the agent stood at its end, and what it ate.</param>
/// <param name="View">Spikes of the inputs.</param>
/// <param name="Hidden">Spikes of the hidden layer, in order of time.</param>
/// <param name="Motor">Spikes of the outputs, in order of time.</param>
/// <param name="Replaced">The particle that was eaten, at its new place, and its number; null when none was.</param>
public sealed record Moment(WalkStep Step, Spike[] View, Spike[] Hidden, Spike[] Motor, (int Number, PlacedParticle At)? Replaced);

/// <summary>A watched stretch awake.</summary>
/// <param name="Start">Where the agent stood.</param>
/// <param name="Particles">Particles at the start.</param>
/// <param name="Moments">One a movement cycle.</param>
public sealed record WatchedWalk(WalkStep Start, IReadOnlyList<PlacedParticle> Particles, IReadOnlyList<Moment> Moments);
