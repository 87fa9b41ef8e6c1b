namespace Snn.Foraging.Agent;

/// <summary>What is left of a forager's network after pruning.</summary>
/// <param name="Hidden">Hidden neurons, by their old numbers, ascending.</param>
/// <param name="See">Synapses from the view to them, by their new numbers; null: those that a network of this seed has by itself.</param>
/// <param name="Act">Synapses from them to the outputs, by their new numbers.</param>
internal sealed record Survivors(IReadOnlyList<int> Hidden, IReadOnlyList<(int Source, int Target)>? See, IReadOnlyList<(int Source, int Target)> Act);
