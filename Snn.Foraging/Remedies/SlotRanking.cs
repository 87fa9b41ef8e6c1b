using Snn.Core.Numerics;

namespace Snn.Foraging.Remedies;

/// <summary>The port of sparse memory fine-tuning (Lin et al. 2025, arXiv 2510.15103): only the memory slots that are used most by the new task and least
/// by the old ones are changed. A slot is a hidden neuron with its outputs.
/// <code>
///   rank of slot i = (spikes of i / all spikes, in the new task's world) x ln((B + 1) / (B_i + 1))
/// </code>
/// with B batches of 200 cycles in the old tasks' worlds, B_i of them with a spike of i. Ranked are the neurons that fire in the new task's world: those of
/// another colour have nothing to learn there, and were they counted, the share of all could free every neuron that has.</summary>
/// <param name="share">Share of the hidden neurons firing in the new task's world whose outputs learn.</param>
[Remedy("slot-ranking", Value = "share of the neurons firing in the new world that learn", Max = 1, Needs = "boundary, a walk in each world", Holds = true)]
public sealed class SlotRanking(double share) : MobilityRemedy
{
    // As good as frozen, and yet free again in the next phase.
    private const float Held = 0.001f;

    /// <inheritdoc/>
    protected override float[]? Mobility(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        if (life.TasksBefore.Count == 0)
            return null;
        var old = life.TasksBefore.Select(task => life.Walk(task, Importance.WalkCycles)).ToArray();
        var now = life.Tasks.Select(task => life.Walk(task, Importance.WalkCycles)).ToArray();
        var batches = old.Sum(u => u.Cycles / Agent.Usage.Batch);
        int Spikes(int i) => now.Sum(u => u.Spikes[i]);
        double Rank(int i) => Spikes(i) * (double)Portable.Log((batches + 1f) / (old.Sum(u => u.Batches[i]) + 1f));
        int[] all = [.. Enumerable.Range(0, now[0].Spikes.Length)], firing = [.. all.Where(i => Spikes(i) > 0)];
        var quantiles = Importance.Quantiles([.. firing.Select(Rank)]);
        var free = firing.Where((_, place) => quantiles[place] >= 1 - share).ToHashSet();
        return [.. all.SelectMany(i => Enumerable.Repeat(free.Contains(i) ? 1f : Held, life.Outputs))];
    }
}
