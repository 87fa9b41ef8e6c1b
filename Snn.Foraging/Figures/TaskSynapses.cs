namespace Snn.Foraging.Figures;

/// <summary>The synapses of one network that matter for a task: the top 10 % by weight at the end of the phase that trained it alone.</summary>
/// <param name="Task">The task.</param>
/// <param name="Relevant">For each synapse whether it is one of them.</param>
/// <param name="Threshold">The smallest weight among them at that time.</param>
internal sealed record TaskSynapses(string Task, bool[] Relevant, double Threshold)
{
    private const double Top = 0.1;

    /// <summary>The sets of a seed's network, one a task that some condition trains alone.</summary>
    public static IReadOnlyList<TaskSynapses> Of(IReadOnlyList<WeightTrack> tracks) =>
        [.. new[] { "T1", "T2" }.Select(task => tracks.Select(t => Of(t, task)).FirstOrDefault(s => s is not null)).OfType<TaskSynapses>()];

    private static TaskSynapses? Of(WeightTrack track, string task)
    {
        var (first, end) = track.FirstRunOf(task);
        if (end == first)
            return null;
        float[] state = track.State(end - 1).ToArray();
        double threshold = state.OrderDescending().ElementAt((int)(Top * state.Length));
        return new(task, Array.ConvertAll(state, w => w > threshold), threshold);
    }
}
