using System.Text.Json;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.WeightSpace;

/// <summary>The file <c>geometry.json</c>: where the weights of several lives of a few networks go. Undefined is null.</summary>
public sealed record GeometryDocument
{
    private static readonly JsonSerializerOptions Compact = new(MetricsDocument.Json) { WriteIndented = false };

    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.geometry/1";

    /// <summary>What the claims come to.</summary>
    public required IReadOnlyList<GeometryClaim> Claims { get; init; }

    /// <summary>One entry a network.</summary>
    public required IReadOnlyList<NetworkGeometry> Networks { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, Compact) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static GeometryDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "geometry.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<GeometryDocument>(File.ReadAllText(path), Compact) : null;
    }
}

/// <summary>A claim about the geometry, with the bar that it was given before it was measured.</summary>
/// <param name="Claim">In words.</param>
/// <param name="Measured">What was measured, in words and numbers.</param>
/// <param name="Verdict">Holds, fails, or undecided when there is too little to tell.</param>
public sealed record GeometryClaim(string Claim, string Measured, Verdict Verdict);

/// <summary>One network.</summary>
public sealed record NetworkGeometry
{
    /// <summary>Its seed.</summary>
    public required int Network { get; init; }

    /// <summary>Seeds of its lives.</summary>
    public required IReadOnlyList<int> Lives { get; init; }

    /// <summary>What the axes of <see cref="CoursePoint.Pca"/> and <see cref="CoursePoint.KernelPca"/> were fitted on.</summary>
    public string AxesFittedOn { get; init; } = "M_T1, M_T2 and M_T1&T2 of all lives";

    /// <summary>Share of the variance of these sets along each principal component.</summary>
    public required IReadOnlyList<double> PcaExplained { get; init; }

    /// <summary>Share of the variance of each life's sets along as many components fitted on the other lives, mean over lives.</summary>
    public required double? PcaHeldOut { get; init; }

    /// <summary>What as many random axes would carry.</summary>
    public required double PcaChance { get; init; }

    /// <summary>Share of the variance in the space of the kernel along each component.</summary>
    public required IReadOnlyList<double> KernelPcaExplained { get; init; }

    /// <summary>Share of the Task 1 and Task 2 states of unseen lives that fall on their own side of the boundary.</summary>
    public required double? SvmAccuracy { get; init; }

    /// <summary>Mean signed distance of unseen Task 1 states from the boundary.</summary>
    public required double? SvmT1 { get; init; }

    /// <summary>Mean signed distance of unseen Task 2 states from the boundary.</summary>
    public required double? SvmT2 { get; init; }

    /// <summary>By condition: mean over lives of the signed distance of the last fifth of its last phase.</summary>
    public required IReadOnlyDictionary<string, double?> SvmStates { get; init; }

    /// <summary>Where each condition's lives end.</summary>
    public required IReadOnlyList<LifeEnd> Ends { get; init; }

    /// <summary>How far sleep alone moves a trained agent.</summary>
    public required IReadOnlyList<SleepMove> SleepMoves { get; init; }

    /// <summary>Straight lines between states.</summary>
    public required IReadOnlyList<StraightLine> Lines { get; init; }

    /// <summary>Overlap of the subspaces in which training moves the weights, mean over pairs of different lives.</summary>
    public required IReadOnlyList<Overlap> Overlaps { get; init; }

    /// <summary>Every snapshot: by condition, then by life in the order of <see cref="Lives"/>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<CoursePoint>>> Courses { get; init; }
}

/// <summary>Where a life ends under a condition: distances to the sets of the other lives of its network.</summary>
/// <param name="Life">Seed of the life.</param>
/// <param name="Condition">Condition; <c>alone-T1</c> and <c>alone-T2</c> stand for the end of a task where it is trained first, <c>untrained</c> for that of the unsupervised phase.</param>
/// <param name="ToT1">Distance to M_T1.</param>
/// <param name="ToT2">Distance to M_T2.</param>
/// <param name="ToBoth">Distance to M_T1&amp;T2.</param>
/// <param name="SpacingT1">Scale of M_T1: mean distance of its points to their nearest neighbour in it.</param>
/// <param name="SpacingT2">Scale of M_T2.</param>
/// <param name="SpacingBoth">Scale of M_T1&amp;T2.</param>
/// <param name="CorrelationT1">Correlation with the mean of M_T1 without the interleaved states.</param>
/// <param name="Svm">Mean signed distance, over the last fifth of its last phase, from the boundary that the other lives draw.</param>
/// <param name="Spread">Distance of the weights from their mean: how sharp they are; absent in files of earlier versions.</param>
/// <param name="CorrelationT2">Correlation with the mean of M_T2 without the interleaved states; absent in files of earlier versions.</param>
/// <param name="ToT1Alone">Distance to M_T1 without the interleaved states; absent in files of earlier versions.</param>
public sealed record LifeEnd(int Life, string Condition, double? ToT1, double? ToT2, double? ToBoth, double? SpacingT1, double? SpacingT2, double? SpacingBoth, double? CorrelationT1, double? Svm, double? Spread = null, double? CorrelationT2 = null, double? ToT1Alone = null);

/// <summary>What one long sleep after training does.</summary>
/// <param name="Life">Seed of the life.</param>
/// <param name="Condition">Condition that ends with that sleep.</param>
/// <param name="Moved">Distance between the states before and after it.</param>
/// <param name="Learnt">Distance that all phases before it had moved the weights since the unsupervised phase.</param>
/// <param name="Correlation">Correlation of the states before and after it.</param>
/// <param name="Before">Score on each task before it.</param>
/// <param name="After">Score on each task after it.</param>
public sealed record SleepMove(int Life, string Condition, double Moved, double Learnt, double? Correlation, IReadOnlyList<double?> Before, IReadOnlyList<double?> After);

/// <summary>The straight line between two states of one network.</summary>
/// <param name="From">State at its start.</param>
/// <param name="To">State at its end.</param>
/// <param name="Life">Seed of the life of the start; the end is of the same life, or of the next in a line between lives.</param>
/// <param name="Scores">Score at evenly spaced points [point][task].</param>
/// <param name="Barriers">Barrier on each task, see <see cref="LinearBarrier"/>.</param>
public sealed record StraightLine(string From, string To, int Life, IReadOnlyList<IReadOnlyList<double?>> Scores, IReadOnlyList<double?> Barriers);

/// <summary>Overlap of two subspaces.</summary>
/// <param name="A">Phase of one.</param>
/// <param name="B">Phase of the other, of another life.</param>
/// <param name="Directions">Directions of each.</param>
/// <param name="Mean">Mean overlap; null if undefined for any pair.</param>
/// <param name="Chance">That of random subspaces.</param>
public sealed record Overlap(string A, string B, int Directions, double? Mean, double Chance);

/// <summary>A snapshot in the space of the weights.</summary>
/// <param name="Cycle">Movement cycles of the trial so far.</param>
/// <param name="Phase">Phase.</param>
/// <param name="ToT1">Distance to M_T1 of the other lives.</param>
/// <param name="ToT2">Distance to M_T2 of the other lives.</param>
/// <param name="ToBoth">Distance to M_T1&amp;T2 of the other lives.</param>
/// <param name="Svm">Signed distance from the boundary that the other lives draw; negative on the side of Task 1.</param>
/// <param name="Pca">Principal components.</param>
/// <param name="KernelPca">Kernel principal components.</param>
public sealed record CoursePoint(long Cycle, string Phase, float? ToT1, float? ToT2, float? ToBoth, float? Svm, IReadOnlyList<float> Pca, IReadOnlyList<float> KernelPca);
