namespace Snn.Foraging.WeightSpace;

/// <summary>What a state of the weights was trained on when it was kept.</summary>
public enum Solution
{
    /// <summary>Task 1.</summary>
    T1,

    /// <summary>Task 2.</summary>
    T2,

    /// <summary>Both, interleaved.</summary>
    Both,
}

/// <summary>A state of the weights that solves something.</summary>
/// <param name="Life">The life that it is from.</param>
/// <param name="Solves">What it solves.</param>
/// <param name="Weights">The weights.</param>
public sealed record SolutionPoint(int Life, Solution Solves, float[] Weights);

/// <summary>The solutions of one network as point sets (Golden et al. 2022): M_T1 holds the states of the last fifth of training on Task 1 and of
/// interleaved training, M_T2 likewise, M_T1&amp;T2 those of interleaved training alone. A life is measured against the sets of the other lives of
/// its network, so that no trajectory is part of what it is measured against.</summary>
public sealed class SolutionSets
{
    private readonly IReadOnlyList<SolutionPoint> points;
    private readonly double[,] between;

    /// <summary>The sets.</summary>
    /// <param name="points">All states, of all lives of one network.</param>
    public SolutionSets(IReadOnlyList<SolutionPoint> points)
    {
        this.points = points;
        between = SquaredDistance.Matrix([.. points.Select(p => p.Weights)]);
    }

    /// <summary>All points.</summary>
    public IReadOnlyList<SolutionPoint> Points => points;

    /// <summary>Squared distances between all points.</summary>
    public double[,] Between => between;

    /// <summary>Squared distances of a state to all points.</summary>
    public double[] SquaredTo(ReadOnlySpan<float> state)
    {
        var squared = new double[points.Count];
        for (var k = 0; k < squared.Length; k++)
            squared[k] = SquaredDistance.Of(state, points[k].Weights);
        return squared;
    }

    /// <summary>Points of a manifold that are from other lives than one.</summary>
    public IReadOnlyList<int> HeldOut(Solution manifold, int life) =>
        [.. Enumerable.Range(0, points.Count).Where(k => points[k].Life != life && (points[k].Solves == manifold || points[k].Solves == Solution.Both))];

    /// <summary>Points of other lives than one that were trained on just this.</summary>
    public IReadOnlyList<int> Trained(Solution solves, int life) =>
        [.. Enumerable.Range(0, points.Count).Where(k => points[k].Life != life && points[k].Solves == solves)];

    /// <summary>Distance of a state of a life to a manifold made of the other lives; null when there are none.</summary>
    /// <param name="squared">Squared distances of the state to all points.</param>
    /// <param name="set">Points of the manifold, from <see cref="HeldOut"/>.</param>
    public static double? Distance(IReadOnlyList<double> squared, IReadOnlyList<int> set) => set.Count == 0 ? null : Math.Sqrt(set.Min(k => squared[k]));

    /// <summary>The scale of a set: mean distance of its points to their nearest neighbour in it; null for fewer than two points.</summary>
    public double? Spacing(IReadOnlyList<int> set) =>
        set.Count < 2 ? null : set.Average(i => Math.Sqrt(set.Where(j => j != i).Min(j => between[i, j])));
}
