namespace Snn.Foraging.WeightSpace;

/// <summary>The boundary between Task 1 and Task 2 states of one network, found by support vector machines with a Gaussian kernel: one machine for each
/// life, trained on the other lives and tested on that one. Negative: the side of Task 1.</summary>
public sealed class TaskBoundary
{
    private readonly Dictionary<int, (IReadOnlyList<int> Train, RbfKernel Kernel, SupportVectorMachine Machine)> machines = [];
    private readonly SolutionSets sets;

    /// <summary>Trains one machine for each life that has others to train on.</summary>
    public TaskBoundary(SolutionSets sets)
    {
        this.sets = sets;
        foreach (var life in sets.Points.Select(p => p.Life).Distinct())
        {
            var train = Enumerable.Range(0, sets.Points.Count).Where(k => sets.Points[k].Life != life && sets.Points[k].Solves != Solution.Both).ToList();
            var labels = train.Select(k => sets.Points[k].Solves == Solution.T2).ToList();
            if (labels.Contains(true) && labels.Contains(false))
            {
                var squared = Pairs(train);
                var kernel = RbfKernel.For(squared);
                for (var i = 0; i < train.Count; i++)
                {
                    for (var j = 0; j < train.Count; j++)
                        squared[i, j] = kernel.At(squared[i, j]);
                }
                machines.Add(life, (train, kernel, SupportVectorMachine.Train(squared, labels)));
            }
        }
    }

    /// <summary>Signed distance of a state of a life from the boundary that the other lives draw; null without one.</summary>
    /// <param name="life">The life.</param>
    /// <param name="squared">Squared distances of the state to all points of the sets.</param>
    public double? SignedDistance(int life, IReadOnlyList<double> squared) =>
        machines.TryGetValue(life, out var m) ? m.Machine.SignedDistance([.. m.Train.Select(k => m.Kernel.At(squared[k]))]) : null;

    /// <summary>Share of the Task 1 and Task 2 states of unseen lives that fall on their own side; null without a machine.</summary>
    public double? Accuracy()
    {
        var tested = Enumerable.Range(0, sets.Points.Count).Where(k => sets.Points[k].Solves != Solution.Both && machines.ContainsKey(sets.Points[k].Life)).ToList();
        return tested.Count == 0 ? null : tested.Average(k => (SignedDistance(sets.Points[k].Life, Row(k)) > 0) == (sets.Points[k].Solves == Solution.T2) ? 1.0 : 0.0);
    }

    /// <summary>Mean signed distance of the states of unseen lives that solve one thing; null without a machine.</summary>
    public double? Mean(Solution solves)
    {
        var values = Enumerable.Range(0, sets.Points.Count).Where(k => sets.Points[k].Solves == solves).Select(k => SignedDistance(sets.Points[k].Life, Row(k))).ToList();
        return values.Count == 0 || values.Contains(null) ? null : values.Average();
    }

    private double[] Row(int k) => [.. Enumerable.Range(0, sets.Points.Count).Select(j => sets.Between[k, j])];

    private double[,] Pairs(List<int> of)
    {
        var squared = new double[of.Count, of.Count];
        for (var i = 0; i < of.Count; i++)
        {
            for (var j = 0; j < of.Count; j++)
                squared[i, j] = sets.Between[of[i], of[j]];
        }
        return squared;
    }
}
