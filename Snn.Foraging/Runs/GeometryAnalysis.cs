using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Runs;

/// <summary>Works out the geometry of a run from the records of its phases. Hidden neuron i of one network has nothing to do with hidden neuron i of
/// another, so everything is measured within a network, between its lives.</summary>
internal sealed class GeometryAnalysis
{
    private const int Components = 3, PointsOfLine = 11;

    private readonly Experiment experiment;
    private readonly PhaseTree tree;
    private readonly int network;
    private readonly IReadOnlyList<int> lives;
    private readonly Dictionary<(int Life, PhaseNode Node), PhaseRecord> records = [];
    private readonly SolutionSets sets;
    private readonly TaskBoundary boundary;
    private readonly Pca? axes;
    private readonly RbfKernel? kernel;
    private readonly KernelPca? kernelAxes;
    private readonly Dictionary<(int Life, PhaseNode Node), IReadOnlyList<CoursePoint>> courses = [];

    private GeometryAnalysis(Experiment experiment, PhaseTree tree, int network, IReadOnlyList<int> lives, IPhaseStore store)
    {
        this.experiment = experiment;
        this.tree = tree;
        this.network = network;
        this.lives = lives;
        foreach (var life in lives)
        {
            foreach (var node in tree.Nodes)
                records.Add((life, node), store.Load(life, node)!);
        }
        sets = new(Points());
        boundary = new(sets);
        if (sets.Points.Count >= 2)
        {
            axes = Fit([.. sets.Points.Select(p => p.Weights)]);
            kernel = RbfKernel.For(sets.Between);
            kernelAxes = KernelPca.Fit(Kernel(sets.Between), Components);
        }
    }

    /// <summary>The geometry of a finished run; networks are worked on side by side, with no part in any result.</summary>
    public static GeometryDocument Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IPhaseStore store, int threads)
    {
        var groups = seeds.GroupBy(experiment.NetworkOf).ToList();
        var networks = new NetworkGeometry[groups.Count];
        Parallel.For(0, groups.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, g =>
            networks[g] = new GeometryAnalysis(experiment, tree, groups[g].Key, [.. groups[g]], store).Network());
        return new() { Claims = new GeometryClaims().Judge(networks), Networks = networks };
    }

    private NetworkGeometry Network()
    {
        foreach (var life in lives)
        {
            foreach (var node in tree.Nodes)
                courses.Add((life, node), Course(life, node));
        }
        return new()
        {
            Network = network,
            Lives = lives,
            PcaExplained = axes is null ? [] : [.. Enumerable.Range(0, axes.Count).Select(axes.Explained)],
            PcaHeldOut = HeldOut(),
            PcaChance = (double)Components / (8 * experiment.Hidden),
            KernelPcaExplained = kernelAxes?.Explained ?? [],
            SvmAccuracy = boundary.Accuracy(),
            SvmT1 = boundary.Mean(Solution.T1),
            SvmT2 = boundary.Mean(Solution.T2),
            SvmStates = experiment.Conditions.ToDictionary(c => c.Name, c => lives.Select(life => SvmAtEnd(life, tree.Path(c.Name)[^1])).ToList() is var ends && ends.Contains(null) ? null : ends.Average()),
            Ends = [.. lives.SelectMany(Ends)],
            SleepMoves = [.. lives.SelectMany(SleepMoves)],
            Lines = [.. lives.SelectMany(Lines)],
            Overlaps = Overlaps(),
            Courses = experiment.Conditions.ToDictionary(c => c.Name, c => (IReadOnlyList<IReadOnlyList<CoursePoint>>)[.. lives.Select(life =>
                (IReadOnlyList<CoursePoint>)[.. tree.Path(c.Name).SelectMany(n => courses[(life, n)])])]),
        };
    }

    // Only phases that train as the settings say count as solutions, not those with frozen synapses or another learning rate.
    private static Solution? Solves(PhaseNode node) => node.Phase.Text != node.Phase.Name ? null : node.Phase.Kind switch
    {
        PhaseKind.Train => node.Phase.Tasks[0] == 0 ? Solution.T1 : Solution.T2,
        PhaseKind.Interleave => Solution.Both,
        _ => null,
    };

    private List<SolutionPoint> Points()
    {
        var points = new List<SolutionPoint>();
        foreach (var life in lives)
        {
            foreach (var node in tree.Nodes)
            {
                if (Solves(node) is { } solution)
                    points.AddRange(LastFifth(life, node).Select(s => new SolutionPoint(life, solution, s.Weights)));
            }
        }
        return points;
    }

    private IEnumerable<Snapshot> LastFifth(int life, PhaseNode node)
    {
        var snapshots = records[(life, node)].Snapshots;
        return snapshots.Take(DistanceCourse.LastFifth(0, snapshots.Count));
    }

    private List<CoursePoint> Course(int life, PhaseNode node)
    {
        var (one, two, both) = (sets.HeldOut(Solution.T1, life), sets.HeldOut(Solution.T2, life), sets.HeldOut(Solution.Both, life));
        return [.. records[(life, node)].Snapshots.Select(s =>
        {
            var squared = sets.SquaredTo(s.Weights);
            return new CoursePoint(node.Start + s.Position, node.Phase.Name,
                (float?)SolutionSets.Distance(squared, one), (float?)SolutionSets.Distance(squared, two), (float?)SolutionSets.Distance(squared, both),
                (float?)boundary.SignedDistance(life, squared),
                axes is null ? [] : Array.ConvertAll(axes.Project(s.Weights), x => (float)x),
                kernelAxes is null ? [] : Array.ConvertAll(kernelAxes.Project(Array.ConvertAll(squared, kernel!.Value.At)), x => (float)x));
        })];
    }

    private double? HeldOut()
    {
        var shares = new List<double?>();
        foreach (var life in lives)
        {
            var others = sets.Points.Where(p => p.Life != life).Select(p => p.Weights).ToList();
            var own = sets.Points.Where(p => p.Life == life).Select(p => p.Weights).ToList();
            shares.Add(others.Count < 2 ? null : HeldOutVariance.Share(Fit(others), own));
        }
        return shares.Count == 0 || shares.Contains(null) ? null : shares.Average();
    }

    private double? SvmAtEnd(int life, PhaseNode node)
    {
        var values = courses[(life, node)].Take(DistanceCourse.LastFifth(0, courses[(life, node)].Count)).Select(p => (double?)p.Svm).ToList();
        return values.Contains(null) ? null : values.Average();
    }

    private IEnumerable<LifeEnd> Ends(int life)
    {
        if (tree.Nodes.FirstOrDefault(n => n.Phase.Kind == PhaseKind.Unsupervised && n.Parent is null) is { } untrained)
            yield return End(life, "untrained", untrained);
        string[] alone = ["alone-T1", "alone-T2"];
        for (var task = 0; task < alone.Length; task++)
        {
            if (Alone(task) is { } only)
                yield return End(life, alone[task], only);
        }
        foreach (var condition in experiment.Conditions.Where(c => !alone.Contains(c.Name)))
            yield return End(life, condition.Name, tree.Path(condition.Name)[^1]);
    }

    private LifeEnd End(int life, string name, PhaseNode node)
    {
        double? Spacing(Solution set) => sets.Spacing(sets.HeldOut(set, life));
        var end = courses[(life, node)][^1];
        double? Like(Solution task) => SetCorrelation.Of(EndOf(life, node), [.. sets.Trained(task, life).Select(k => sets.Points[k].Weights)]);
        return new(life, name, end.ToT1, end.ToT2, end.ToBoth, Spacing(Solution.T1), Spacing(Solution.T2), Spacing(Solution.Both), Like(Solution.T1), SvmAtEnd(life, node),
            Spread(EndOf(life, node)), Like(Solution.T2), SolutionSets.Distance(sets.SquaredTo(EndOf(life, node)), sets.Trained(Solution.T1, life)));
    }

    private static double Spread(float[] weights)
    {
        var mean = weights.Average(w => (double)w);
        return Math.Sqrt(weights.Sum(w => (w - mean) * (w - mean)));
    }

    private IEnumerable<SleepMove> SleepMoves(int life)
    {
        foreach (var condition in experiment.Conditions)
        {
            var path = tree.Path(condition.Name);
            if (path[^1].Phase.Kind != PhaseKind.Sleep || path[^1].Parent is not { } before || path[0].Phase.Kind != PhaseKind.Unsupervised)
                continue;
            float[] start = EndOf(life, path[0]), awake = EndOf(life, before), slept = EndOf(life, path[^1]);
            yield return new(life, condition.Name, Math.Sqrt(SquaredDistance.Of(awake, slept)), Math.Sqrt(SquaredDistance.Of(start, awake)),
                SetCorrelation.Of(slept, [awake]), Scores(life, before), Scores(life, path[^1]));
        }
    }

    private IEnumerable<StraightLine> Lines(int life)
    {
        if (Alone(0) is not { } first)
            yield break;
        var agent = new Forager(experiment, network, life);
        if (Alone(1) is { } second)
            yield return Line(agent, "T1", "T2", life, first, life, second);
        foreach (var condition in experiment.Conditions)
        {
            var path = tree.Path(condition.Name);
            if (path.Contains(first) && path[^1] != first)
                yield return Line(agent, "T1", condition.Name, life, first, life, path[^1]);
        }
        if (lives.Count > 1)
            yield return Line(agent, "T1", "T1 of the next life", life, first, lives[(lives.ToList().IndexOf(life) + 1) % lives.Count], first);
    }

    private StraightLine Line(Forager agent, string from, string to, int life, PhaseNode start, int lifeOfEnd, PhaseNode end)
    {
        var scores = new List<IReadOnlyList<double?>>();
        for (var k = 0; k < PointsOfLine; k++)
        {
            agent.Restore(records[(life, start)].State);
            agent.MoveTowards(records[(lifeOfEnd, end)].State, k / (PointsOfLine - 1f));
            scores.Add([.. Enumerable.Range(0, experiment.TaskNames.Count).Select(task => agent.Test(task, experiment.Schedule.Test).Score)]);
        }
        return new(from, to, life, scores, [.. Enumerable.Range(0, experiment.TaskNames.Count).Select(task => LinearBarrier.Of([.. scores.Select(s => s[task])]))]);
    }

    private List<Overlap> Overlaps()
    {
        var phases = new List<(string Name, PhaseNode? Node)> { ("T1", Alone(0)), ("T2", Alone(1)), ("T1+T2", tree.Nodes.FirstOrDefault(n => Solves(n) == Solution.Both)) };
        foreach (var name in new[] { "sequential", "sleep" })
        {
            if (experiment.Conditions.Any(c => c.Name == name))
                phases.Add(($"{name}: {tree.Path(name)[^1].Phase.Name}", tree.Path(name)[^1]));
        }
        var known = phases.Where(p => p.Node is not null && p.Node.Snapshots.Count > Components).ToList();
        var spaces = known.Select(p => lives.Select(life => Fit([.. records[(life, p.Node!)].Snapshots.Select(s => s.Weights)])).ToList()).ToList();
        var overlaps = new List<Overlap>();
        for (var a = 0; a < known.Count; a++)
        {
            for (var b = a; b < known.Count; b++)
            {
                var pairs = new List<double?>();
                for (var i = 0; i < lives.Count; i++)
                {
                    for (var j = 0; j < lives.Count; j++)
                    {
                        if (i != j)
                            pairs.Add(SubspaceOverlap.Of(spaces[a][i], spaces[b][j], Components));
                    }
                }
                overlaps.Add(new(known[a].Name, known[b].Name, Components, pairs.Count == 0 || pairs.Contains(null) ? null : pairs.Average(), (double)Components / (8 * experiment.Hidden)));
            }
        }
        return overlaps;
    }

    /// <summary>The phase that trains a task before any other.</summary>
    private PhaseNode? Alone(int task) =>
        tree.Nodes.FirstOrDefault(n => Solves(n) == (task == 0 ? Solution.T1 : Solution.T2) && n.Parent is { Phase.Kind: PhaseKind.Unsupervised, Parent: null });

    private float[] EndOf(int life, PhaseNode node) => records[(life, node)].Snapshots[^1].Weights;

    private double?[] Scores(int life, PhaseNode node) =>
        [.. Enumerable.Range(0, experiment.TaskNames.Count).Select(task => records[(life, node)].Tests.Last(t => t.Task == task).Result.Score)];

    private double[,] Kernel(double[,] squared)
    {
        var n = squared.GetLength(0);
        var values = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                values[i, j] = kernel!.Value.At(squared[i, j]);
        }
        return values;
    }

    private static Pca Fit(IReadOnlyList<float[]> states) => Pca.Fit(states.SelectMany(s => s).ToArray(), states[0].Length, Components);
}
