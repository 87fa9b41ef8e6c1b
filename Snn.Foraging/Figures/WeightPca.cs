using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Figures;

/// <summary>The weight trajectories of one seed and the principal components they are drawn on.</summary>
/// <param name="Tracks">Trajectories, in the order of the conditions.</param>
/// <param name="Pca">The components.</param>
/// <param name="Source">The snapshots that they were fitted to, in words.</param>
internal sealed record WeightPca(WeightTrack[] Tracks, Pca Pca, string Source)
{
    private const string Fitted = "sequential";

    /// <summary>Fits each seed's components to the trained states of sequential training, else to all states of the first condition, else of all;
    /// seeds whose states span fewer directions are left out.</summary>
    public static IEnumerable<WeightPca> Fit(RunData run, IReadOnlyList<string> conditions, int components)
    {
        foreach (var seed in run.Tracks.Where(t => conditions.Contains(t.Condition)).GroupBy(t => t.Seed).OrderBy(g => g.Key))
        {
            WeightTrack[] tracks = [.. conditions.SelectMany(c => seed.Where(t => t.Condition == c)).Select(run.ReadTrack)];
            var (states, source) = States(tracks);
            if ((Fit(tracks, states, source, components) ?? Fit(tracks, [.. tracks.SelectMany(t => t.Weights)], $"all snapshots of {string.Join(", ", tracks.Select(t => t.Id.Condition))}", components)) is { } fit)
                yield return fit;
        }
    }

    private static WeightPca? Fit(WeightTrack[] tracks, float[] states, string source, int components)
    {
        if (states.Length < 2 * tracks[0].Dimension)
            return null;
        var pca = Pca.Fit(states, tracks[0].Dimension, components);
        return pca.Count == components ? new(tracks, pca, source) : null;
    }

    private static (float[] States, string Source) States(WeightTrack[] tracks)
    {
        var fitted = tracks.FirstOrDefault(t => t.Id.Condition == Fitted) ?? tracks[0];
        float[] Of(Func<string, bool> phase) => [.. Enumerable.Range(0, fitted.Count).Where(i => phase(fitted.Phases[i])).SelectMany(i => fitted.State(i).ToArray())];
        var trained = Of(p => p is "T1" or "T2");
        return trained.Length > 2 * fitted.Dimension
            ? (trained, $"the snapshots of {fitted.Id.Condition} in {string.Join(" and ", fitted.Phases.Where(p => p is "T1" or "T2").Distinct())}")
            : (Of(_ => true), $"all snapshots of {fitted.Id.Condition}");
    }
}
