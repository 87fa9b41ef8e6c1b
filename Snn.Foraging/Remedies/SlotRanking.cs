using Snn.Core.Numerics;

namespace Snn.Foraging.Remedies;

/// <summary>The port of sparse memory fine-tuning (Lin et al. 2025, arXiv 2510.15103): only the memory slots that are used most by the new task and least
/// by the old ones are changed. A slot is a hidden neuron with its outputs.
/// <code>
///   rank of slot i = (spikes of i / all spikes, in the new task's world) x ln((B + 1) / (B_i + 1))
/// </code>
/// with B batches of 200 cycles in the old tasks' worlds, B_i of them with a spike of i.</summary>
/// <param name="share">Share of the hidden neurons whose outputs learn.</param>
[Remedy("slot-ranking", Value = "share of the hidden neurons that learn", Max = 1, Needs = "boundary, a walk in each world", Holds = true)]
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
        var rank = new double[now[0].Spikes.Length];
        for (var i = 0; i < rank.Length; i++)
            rank[i] = now.Sum(u => u.Spikes[i]) * (double)Portable.Log((batches + 1f) / (old.Sum(u => u.Batches[i]) + 1f));
        return [.. Importance.Quantiles(rank).SelectMany(q => Enumerable.Repeat(q >= 1 - share ? 1f : Held, life.Outputs))];
    }
}
