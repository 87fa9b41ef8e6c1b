using System.Globalization;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Figures;

/// <summary>A trajectory of the weights on components.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Cycles">Movement cycles of each point.</param>
/// <param name="Phases">Phase of each point.</param>
/// <param name="Points">Points.</param>
public sealed record WeightPath(string Condition, IReadOnlyList<long> Cycles, IReadOnlyList<string> Phases, double[][] Points);

/// <summary>The trajectories of one network and the components they are drawn on.</summary>
/// <param name="Name">The network, in words.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Paths">One a condition.</param>
/// <param name="Explained">Share of the variance along each component.</param>
/// <param name="Source">The states that the components were fitted to, in words.</param>
public sealed record WeightPaths(string Name, int Seed, IReadOnlyList<WeightPath> Paths, IReadOnlyList<double> Explained, string Source)
{
    private const string Fitted = "sequential";

    /// <summary>Principal components: those of geometry.json where a run has one, so that pictures and numbers have the same axes; else components fitted to
    /// each seed's trained states of sequential training, or to all states of the first condition, or of all. Networks whose states span fewer directions
    /// are left out.</summary>
    public static IEnumerable<WeightPaths> Pca(RunData run, int components)
    {
        var known = Shown(run, run.Geometry.Pca, components);
        return known.Count > 0 ? known : Fit(run, components);
    }

    /// <summary>Kernel principal components, from geometry.json.</summary>
    public static IEnumerable<WeightPaths> KernelPca(RunData run, int components) => Shown(run, run.Geometry.KernelPca, components);

    private static List<WeightPaths> Shown(RunData run, IEnumerable<WeightPaths> networks, int components)
    {
        var conditions = Station.ConditionsShown(run);
        return [.. networks.Select(n => n with { Paths = [.. conditions.SelectMany(c => n.Paths.Where(p => p.Condition == c && p.Points.Length > 1 && p.Points.All(x => x.Length >= components)))] })
            .Where(n => n.Paths.Count > 0).OrderBy(n => n.Seed)];
    }

    private static IEnumerable<WeightPaths> Fit(RunData run, int components)
    {
        var conditions = Station.ConditionsShown(run);
        foreach (var seed in run.Tracks.Where(t => conditions.Contains(t.Condition)).GroupBy(t => t.Seed).OrderBy(g => g.Key))
        {
            WeightTrack[] tracks = [.. conditions.SelectMany(c => seed.Where(t => t.Condition == c)).Select(run.ReadTrack)];
            var (states, source) = States(tracks);
            if ((Fit(tracks, states, source, components) ?? Fit(tracks, [.. tracks.SelectMany(t => t.Weights)], $"all snapshots of {string.Join(", ", tracks.Select(t => t.Id.Condition))}", components)) is { } fit)
                yield return fit;
        }
    }

    private static WeightPaths? Fit(WeightTrack[] tracks, float[] states, string source, int components)
    {
        if (states.Length < 2 * tracks[0].Dimension)
            return null;
        var pca = WeightSpace.Pca.Fit(states, tracks[0].Dimension, components);
        return pca.Count < components ? null : new(string.Create(CultureInfo.InvariantCulture, $"seed {tracks[0].Id.Seed}"), tracks[0].Id.Seed,
            [.. tracks.Select(t => new WeightPath(t.Id.Condition, t.Cycles, t.Phases, [.. Enumerable.Range(0, t.Count).Select(i => pca.Project(t.State(i)))]))],
            [.. Enumerable.Range(0, components).Select(pca.Explained)], source);
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
