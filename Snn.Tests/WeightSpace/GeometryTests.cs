using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Recordings;
using Snn.Foraging.Runs;
using Snn.Foraging.WeightSpace;
using Snn.Tests.Foraging;

namespace Snn.Tests.WeightSpace;

/// <summary>Three short lives of one network, lived once: its geometry, and that its verdicts turn when the science is broken. The settings are its
/// own: under them lives as short as these come to rest where long ones do.</summary>
public sealed class GeometryTests(GeometryTests.ThreeLives lives) : IClassFixture<GeometryTests.ThreeLives>
{
    private const string Apart = "A boundary drawn", Between = "With sleep a life ends between", Farther = "Without sleep a life ends farther from M_T1 of", InDirection = "Without sleep a life ends farther from the Task 1 states", Structure = "Axes fitted", LikeBoth = "With sleep a life ends like both tasks";

    private static readonly GeometryClaims Claims = new(leastNetworks: 1, leastLives: 3);

    public sealed class ThreeLives
    {
        public ThreeLives()
        {
            Experiment = ExperimentReader.Parse("""
                name = "lives"
                seeds = "61-63"
                lives = 3
                [learning]
                hidden_target = 0.006
                trace_cycles = 6
                reward_rate = 0.08
                weight_bound = 8
                [network]
                fan = 9
                input_spread = 0.3
                [sleep]
                reward = 4
                depression = 0.65
                weight_bound = 5.5
                [schedule]
                unsupervised = 40_000
                train = 40_000
                sleep = 5_000
                test = 500
                tests = 1
                snapshots = 20
                [[condition]]
                name = "sequential"
                phases = ["unsupervised", "T1", "T2"]
                [[condition]]
                name = "sequential-reversed"
                phases = ["unsupervised", "T2", "T1"]
                [[condition]]
                name = "interleaved"
                phases = ["unsupervised", "T1+T2"]
                [[condition]]
                name = "sleep"
                phases = ["unsupervised", "T1", "sleep+T2"]
                [[condition]]
                name = "sleep-frozen"
                phases = ["unsupervised", "T1", "sleep+T2"]
                sleep = "frozen"
                [[condition]]
                name = "sleep-once"
                phases = ["unsupervised", "T1", "sleep"]
                [[condition]]
                name = "low-rate"
                phases = ["unsupervised", "T2 learning.reward_rate*0.1"]
                """, "lives", []);
            Tree = new(Experiment);
            Assert.True(TrialRunner.Run(Experiment, Tree, [61, 62, 63], Store, new CpuEngine(2), new RunProgress(1), default));
            Document = GeometryAnalysis.Of(Experiment, Tree, [61, 62, 63], Store, 2);
        }

        internal Experiment Experiment { get; }

        internal PhaseTree Tree { get; }

        internal Tiny.Store Store { get; } = new();

        internal GeometryDocument Document { get; }
    }

    private static Verdict Judge(NetworkGeometry network, string claim) => Claims.Judge([network]).Single(c => c.Claim.StartsWith(claim, StringComparison.Ordinal)).Verdict;

    [Fact]
    public void Lives_of_one_network_share_it_and_part_after_the_unsupervised_phase()
    {
        Assert.Equal([61, 61, 61, 9], new[] { 61, 62, 63, 9 }.Select(lives.Experiment.NetworkOf));
        var root = lives.Tree.Nodes[0];
        float[] First(int life, PhaseNode node) => lives.Store.Load(life, node)!.Snapshots[0].Weights;
        Assert.Equal(First(61, root), First(62, root));
        Assert.NotEqual(First(61, lives.Tree.Nodes[1]), First(62, lives.Tree.Nodes[1]));
        Assert.Equal([1, 1, 3, 3, 5], new[] { 1, 2, 3, 4, 5 }.Select((lives.Experiment with { Seeds = "1-5", Lives = 2 }).NetworkOf));
    }

    /// <summary>Boundaries drawn by other lives hold on an unseen life. In all runs tried, accuracy was 1; structure was 300 times chance, bar 10.</summary>
    [Fact]
    public void States_of_unseen_lives_are_told_apart_and_share_axes()
    {
        var network = lives.Document.Networks.Single();
        Assert.Equal(Verdict.Holds, Judge(network, Apart));
        Assert.Equal(Verdict.Holds, Judge(network, Structure));
        Assert.True(network.SvmT1 < 0 && network.SvmT2 > 0);

        // Too few networks for the report, so it does not claim anything.
        Assert.DoesNotContain(lives.Document.Claims, c => c.Verdict == Verdict.Holds);
    }

    /// <summary>Mutation: the labels are dealt out anew. A machine then guesses: of 72 correlated test states at least 95 % right by chance has a
    /// probability far below 1e-6.</summary>
    [Fact]
    public void Shuffled_labels_turn_the_verdict()
    {
        var points = Points();
        var order = Enumerable.Range(0, points.Count).OrderBy(k => (k * 7919 + 13) % 101).ToList();
        List<SolutionPoint> shuffled = [.. points.Select((p, k) => p with { Solves = points[order[k]].Solves })];
        var honest = new TaskBoundary(new SolutionSets(points));
        var broken = new TaskBoundary(new SolutionSets(shuffled));
        Assert.Equal(lives.Document.Networks[0].SvmAccuracy, honest.Accuracy());
        Assert.Equal(Verdict.Fails, Judge(lives.Document.Networks[0] with { SvmAccuracy = broken.Accuracy() }, Apart));
    }

    [Fact]
    public void A_boundary_is_drawn_by_other_lives_only()
    {
        // One life has no others; of two, each is judged by the other, so that swapping the labels of one turns both over.
        Assert.Null(new TaskBoundary(new SolutionSets([.. Points().Where(p => p.Life == 61)])).Accuracy());
        List<SolutionPoint> two = [.. Points().Where(p => p.Life != 63 && p.Solves != Solution.Both)];
        Assert.True(new TaskBoundary(new SolutionSets(two)).Accuracy() > 0.9);
        var turned = new TaskBoundary(new SolutionSets([.. two.Select(p => p.Life == 61 ? p with { Solves = p.Solves == Solution.T1 ? Solution.T2 : Solution.T1 } : p)]));
        Assert.True(turned.Accuracy() < 0.1);
    }

    /// <summary>Mutation: axes fitted on noise carry 3 in 6272 of the spread, give or take a few; the bar is ten times that.</summary>
    [Fact]
    public void Axes_fitted_on_noise_turn_the_verdict()
    {
        var random = new Random(5);
        var noise = Enumerable.Range(0, 40 * 6272).Select(_ => (float)random.NextDouble()).ToArray();
        var share = HeldOutVariance.Share(Pca.Fit(noise, 6272, 3), [.. Points().Where(p => p.Life == 61).Select(p => p.Weights)]);
        Assert.Equal(Verdict.Fails, Judge(lives.Document.Networks[0] with { PcaHeldOut = share }, Structure));
    }

    /// <summary>Mutations of what sleep does, on the lives that were lived: sleep that changes no weight, and no sleep at all, in the place of sleep.</summary>
    [Fact]
    public void Without_sleeps_plasticity_its_verdicts_turn()
    {
        var honest = Claims.Judge(lives.Document.Networks).Single(c => c.Claim.StartsWith(Between, StringComparison.Ordinal));
        Assert.True(honest.Verdict == Verdict.Holds, honest.Measured);
        foreach (var other in new[] { "sleep-frozen", "sequential", "sequential-reversed" })
        {
            var network = InPlaceOfSleep(other);
            Assert.Equal(network.SvmStates[other], network.SvmStates["sleep"]);
            Assert.Equal(Verdict.Fails, Judge(network, Between));
            Assert.Equal(Verdict.Fails, Judge(network, LikeBoth));
            if (other == "sequential")
            {
                Assert.Equal(Verdict.Fails, Judge(network, Farther));
                Assert.Equal(Verdict.Fails, Judge(network, InDirection));
            }
        }
    }

    /// <summary>The verdict on distances follows the ends, to both sides, and asks for enough lives.</summary>
    [Fact]
    public void Where_sleep_ends_decides_its_verdicts()
    {
        var network = lives.Document.Networks.Single();
        NetworkGeometry With(double sleep) => network with
        {
            Ends = [.. network.Ends.Select(e => e with { ToT1 = e.Condition == "sleep" ? sleep * network.Ends.Single(s => s.Life == e.Life && s.Condition == "sequential").ToT1 : e.ToT1 })],
        };
        Assert.Equal(Verdict.Holds, Judge(With(0.9), Farther));
        Assert.Equal(Verdict.Fails, Judge(With(1), Farther));
        Assert.Equal(Verdict.Undecided, new GeometryClaims().Judge([With(0.9)]).Single(c => c.Claim.StartsWith(Farther, StringComparison.Ordinal)).Verdict);

        // What the measure can tell stands beside it: interleaved training nearer in all lives, a life without Task 1 in two of three.
        double Put(LifeEnd e) => e.Condition switch { "sequential" => 5, "interleaved" => 4, "alone-T2" => e.Life == 62 ? 6 : 4.5, "untrained" => e.Life == 61 ? 1 : 5, _ => 9 };
        var known = Claims.Judge([network with { Ends = [.. network.Ends.Select(e => e with { ToT1 = Put(e) })] }]).Single(c => c.Claim.StartsWith(Farther, StringComparison.Ordinal));
        Assert.EndsWith("interleaved training, which solves both tasks, ends nearer in 3 of 3; a life that was never trained on Task 1 in 2 of 3; a network before any task in 1 of 3", known.Measured, StringComparison.Ordinal);
    }

    /// <summary>What is claimed of sleep is claimed of gentle sleep where an experiment has it, each by its own ends; and the two kinds of M_T1 are not mixed up.</summary>
    [Fact]
    public void Gentle_sleep_has_verdicts_of_its_own()
    {
        var network = lives.Document.Networks.Single();
        Assert.DoesNotContain(lives.Document.Claims, c => c.Claim.Contains("gentle", StringComparison.Ordinal));
        double At(LifeEnd e, double sleep, double gentle) => e.Condition switch { "sleep" => sleep, "sleep-gentle" => gentle, _ => 5 };
        var both = network with
        {
            Ends = [.. network.Ends.Concat(network.Ends.Where(e => e.Condition == "sleep").Select(e => e with { Condition = "sleep-gentle" }))
                .Select(e => e with { ToT1 = At(e, 6, 4), ToT1Alone = At(e, 4, 6), ToBoth = At(e, 6, 6), Svm = At(e, 5, 0), CorrelationT1 = At(e, 6, 0), CorrelationT2 = At(e, 6, 7) })],
        };
        string[] claims = [Between, "Without sleep a life ends farther from M_T1 without", Farther, "Without sleep a life ends farther from M_T1&T2", InDirection, LikeBoth];
        Assert.Equal([Verdict.Fails, Verdict.Holds, Verdict.Fails, Verdict.Fails, Verdict.Holds, Verdict.Holds], Verdicts("sleep"));
        Assert.Equal([Verdict.Holds, Verdict.Fails, Verdict.Holds, Verdict.Fails, Verdict.Fails, Verdict.Fails], Verdicts("gentle sleep"));

        Verdict[] Verdicts(string says) => [.. claims.Select(start => Claims.Judge([both]).Single(c =>
            (c.Claim.StartsWith(start, StringComparison.Ordinal) && c.Claim.Contains($"than with {says} (", StringComparison.Ordinal))
            || c.Claim.StartsWith(start.Replace("With sleep", $"With {says}", StringComparison.Ordinal) + (start.StartsWith("With ", StringComparison.Ordinal) ? "" : "-"), StringComparison.Ordinal)).Verdict)];
    }

    /// <summary>How sharp the weights are, which moves a state away from all others, leaves the verdict on directions alone.</summary>
    [Fact]
    public void The_verdict_on_directions_follows_the_correlation_and_not_the_distance()
    {
        var network = lives.Document.Networks.Single();
        NetworkGeometry With(double step, double far) => network with
        {
            Ends = [.. network.Ends.Select(e => e.Condition == "sleep" ? e with { ToT1 = far * e.ToT1, CorrelationT1 = network.Ends.Single(s => s.Life == e.Life && s.Condition == "sequential").CorrelationT1 + step } : e)],
        };
        foreach (double far in new[] { 0.1, 10 })
        {
            Assert.Equal(Verdict.Holds, Judge(With(0.01, far), InDirection));
            Assert.Equal(Verdict.Fails, Judge(With(0, far), InDirection));
        }
    }

    /// <summary>A network that learnt nothing is near the boundary, and says so; it is like neither task, so that the verdict on both turns.</summary>
    [Fact]
    public void What_is_like_neither_task_is_not_like_both()
    {
        var network = lives.Document.Networks.Single();
        NetworkGeometry With(double frozen) => network with
        {
            Ends = [.. network.Ends.Select(e => e.Condition switch
            {
                "sleep" => e with { CorrelationT1 = 0.3, CorrelationT2 = 0.5, Svm = 0 },
                "untrained" => e with { Svm = e.Life == 62 ? 5 : 0 },
                "sleep-frozen" => e with { CorrelationT1 = frozen, CorrelationT2 = 0.9, Svm = 1 },
                _ => e with { CorrelationT1 = e.Life == 61 ? 0.29 : 0.9, CorrelationT2 = e.Life == 61 ? 0.9 : -0.1, Svm = 1 },
            })],
        };
        Assert.Equal(Verdict.Holds, Judge(With(0), LikeBoth));
        Assert.Equal(Verdict.Fails, Judge(With(0.31), LikeBoth));
        var claims = Claims.Judge([With(0)]);
        Assert.StartsWith("3 of 3 lives; mean smaller correlation 0.30 with sleep; sequential 0.03, sequential-reversed 0.03, sleep-frozen 0.00", claims.Single(c => c.Claim.StartsWith(LikeBoth, StringComparison.Ordinal)).Measured, StringComparison.Ordinal);
        Assert.EndsWith("by the same measure a network before any task passes in 2 of 3", claims.Single(c => c.Claim.StartsWith(Between, StringComparison.Ordinal)).Measured, StringComparison.Ordinal);
    }

    /// <summary>Everything that is measured against other lives, worked out anew from the records: which states are in which set, and whose they are.</summary>
    [Fact]
    public void Sets_scales_correlations_axes_overlaps_and_lines_are_those_of_a_naive_reader()
    {
        var network = lives.Document.Networks.Single();
        float[][] All(int life, string condition, int phase) => [.. lives.Store.Load(life, lives.Tree.Path(condition)[phase])!.Snapshots.Select(s => s.Weights)];
        float[][] Fifth(int life, string condition, int phase) => [.. All(life, condition, phase).TakeLast(4)];
        double Apart(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum());
        double Spacing(float[][] set) => set.Average(a => set.Where(b => b != a).Min(b => Apart(a, b)));
        double Like(float[] state, float[][] set) => MathNet.Numerics.Statistics.Correlation.Pearson(state.Select(w => (double)w), Enumerable.Range(0, state.Length).Select(k => set.Average(s => (double)s[k])));

        // Task 1 first in "sequential", Task 2 first in its reverse; "sequential" learns Task 2 afterwards, its reverse Task 1. What "low-rate" learns is in no set.
        float[][] Sets(int life, Solution solves) => solves switch
        {
            Solution.T1 => [.. Fifth(life, "sequential", 1), .. Fifth(life, "sequential-reversed", 2)],
            Solution.T2 => [.. Fifth(life, "sequential-reversed", 1), .. Fifth(life, "sequential", 2)],
            _ => Fifth(life, "interleaved", 1),
        };
        Assert.All(network.Ends.Where(e => e.Condition == "untrained"), e => Assert.Null(e.CorrelationT1)); // all its weights are the same
        Assert.All(network.Ends.Where(e => e.Condition == "untrained"), e => Assert.InRange(e.Spread!.Value, 0, 0.1));
        foreach (var end in network.Ends.Where(e => e is { Life: 62, Condition: "sleep" or "low-rate" }))
        {
            float[][] Others(params Solution[] solves) => [.. new[] { 61, 63 }.SelectMany(life => solves.SelectMany(s => Sets(life, s)))];
            var state = All(62, end.Condition, end.Condition == "sleep" ? 2 : 1)[^1];
            Assert.Equal(Like(state, Others(Solution.T1)), end.CorrelationT1!.Value, 1e-9);
            Assert.Equal(Like(state, Others(Solution.T2)), end.CorrelationT2!.Value, 1e-9);
            Assert.Equal(Others(Solution.T1, Solution.Both).Min(p => Apart(p, state)), end.ToT1!.Value, 1e-4);
            Assert.Equal(Others(Solution.T1).Min(p => Apart(p, state)), end.ToT1Alone!.Value, 1e-4);
            Assert.Equal(Others(Solution.T2, Solution.Both).Min(p => Apart(p, state)), end.ToT2!.Value, 1e-4);
            Assert.Equal(Others(Solution.Both).Min(p => Apart(p, state)), end.ToBoth!.Value, 1e-4);
            Assert.Equal([Spacing(Others(Solution.T1, Solution.Both)), Spacing(Others(Solution.T2, Solution.Both)), Spacing(Others(Solution.Both))],
                new[] { end.SpacingT1!.Value, end.SpacingT2!.Value, end.SpacingBoth!.Value }, (a, b) => Math.Abs(a - b) < 1e-6);
        }

        int[] all = [61, 62, 63];
        Pca Axes(IEnumerable<float[]> states) => states.ToArray() is var list ? Pca.Fit([.. list.SelectMany(s => s)], list[0].Length, 3) : null!;
        float[][] Own(int life) => [.. new[] { Solution.T1, Solution.T2, Solution.Both }.SelectMany(s => Sets(life, s))];
        Assert.Equal(all.Average(life => HeldOutVariance.Share(Axes(all.Where(o => o != life).SelectMany(Own)), Own(life))!.Value), network.PcaHeldOut!.Value, 1e-6);
        foreach (var (a, b, first, second) in new[] { ("T1", "T1", "sequential", "sequential"), ("T1", "T2", "sequential", "sequential-reversed") })
        {
            var expected = all.SelectMany(i => all.Where(j => j != i).Select(j => SubspaceOverlap.Of(Axes(All(i, first, 1)), Axes(All(j, second, 1)), 3))).Average();
            Assert.Equal(expected!.Value, network.Overlaps.Single(o => o.A == a && o.B == b).Mean!.Value, 1e-9);
        }

        var line = network.Lines.Single(l => l is { Life: 62, From: "T1", To: "sleep" });
        var agent = new Forager(lives.Experiment, 61, 62);
        foreach (int k in new[] { 0, 4, 10 })
        {
            agent.Restore(lives.Store.Load(62, lives.Tree.Path("sleep")[1])!.State);
            agent.MoveTowards(lives.Store.Load(62, lives.Tree.Path("sleep")[2])!.State, k / 10f);
            Assert.Equal([agent.Test(0, 500).Score, agent.Test(1, 500).Score], line.Scores[k]);
        }
    }

    [Fact]
    public void Ends_and_moves_are_those_of_a_naive_reader_of_the_records()
    {
        var network = lives.Document.Networks.Single();
        float[] End(int life, int phase) => lives.Store.Load(life, lives.Tree.Path("sleep-once")[phase])!.Snapshots[^1].Weights;
        double Apart(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum());
        Assert.Equal([61, 62, 63], network.SleepMoves.Select(m => m.Life));
        foreach (var move in network.SleepMoves)
        {
            Assert.Equal(Apart(End(move.Life, 1), End(move.Life, 2)), move.Moved, 1e-9);
            Assert.Equal(Apart(End(move.Life, 0), End(move.Life, 1)), move.Learnt, 1e-9);
        }

        // The last fifth of 20 snapshots.
        foreach (var condition in lives.Experiment.Conditions.Select(c => c.Name))
        {
            double[] ends = [.. network.Courses[condition].Select(life => life.TakeLast(4).Average(p => (double)p.Svm!.Value))];
            Assert.Equal(ends, network.Ends.Where(e => e.Condition == condition).Select(e => e.Svm!.Value));
            Assert.Equal(ends.Average(), network.SvmStates[condition]!.Value, 1e-12);
        }
    }

    [Fact]
    public void The_straight_line_begins_and_ends_at_its_ends()
    {
        var (from, to) = (lives.Store.Load(61, lives.Tree.Path("sequential")[1])!, lives.Store.Load(61, lives.Tree.Path("sequential")[2])!);
        float[] At(float share)
        {
            var agent = new Forager(lives.Experiment, 61, 61);
            agent.Restore(from.State);
            agent.MoveTowards(to.State, share);
            return agent.Weights();
        }

        float[] a = from.Snapshots[^1].Weights, b = to.Snapshots[^1].Weights, middle = At(0.5f);
        Assert.Equal(a, At(0));
        Assert.Equal(b, At(1));
        for (var k = 0; k < a.Length; k++)
            Assert.Equal((a[k] + b[k]) / 2, middle[k], 1e-5f);
        Assert.All(lives.Document.Networks[0].Lines, line => Assert.Equal(11, line.Scores.Count));
        Assert.Equal(6 * 3, lives.Document.Networks[0].Lines.Count);
    }

    [Fact]
    public void Threads_make_no_difference_and_the_document_reads_back()
    {
        using var folder = new TemporaryFolder();
        var text = lives.Document.Write();
        File.WriteAllText(Path.Combine(folder.Path, "geometry.json"), text);
        Assert.Equal(text, GeometryDocument.Load(folder.Path)!.Write());
        var network = lives.Document.Networks.Single();
        Assert.Equal(60, network.Courses["sequential"][0].Count);
        Assert.True(network.Ends.Single(e => e is { Life: 61, Condition: "alone-T1" }).ToT1 < network.Ends.Single(e => e is { Life: 61, Condition: "sequential" }).ToT1);
        foreach (var (condition, of, phase) in new[] { ("alone-T2", "sequential-reversed", 1), ("sleep", "sleep", 2) })
        {
            var end = lives.Store.Load(62, lives.Tree.Path(of)[phase])!.Snapshots[^1].Weights;
            double sum = end.Sum(w => (double)w), squares = end.Sum(w => (double)w * w);
            Assert.Equal(squares - (sum * sum / end.Length), Math.Pow(network.Ends.Single(e => e.Life == 62 && e.Condition == condition).Spread!.Value, 2), 1e-6 * squares);
        }
    }

    /// <summary>Sleep that changes no weight replays what its control does, to the bit. The three lives are counted twice, so that there are enough.</summary>
    [Fact]
    public void Without_sleeps_plasticity_the_verdict_on_replay_turns()
    {
        ReplayVerdict Judge(Experiment experiment)
        {
            using var folder = new TemporaryFolder();
            experiment = experiment with { Conditions = [.. experiment.Conditions.Where(c => c.Name is "sequential" or "sleep" or "sleep-frozen")], Schedule = experiment.Schedule with { Test = 1_000 } };
            Recorder.Record(folder.Path, experiment, new(experiment), [61, 62, 63], new Relived(lives), 2);
            var replay = ReplayDocument.Load(folder.Path)!;
            return ReplayVerdict.Of(replay with { Records = [.. replay.Records, .. replay.Records.Select(r => r with { Seed = -r.Seed })] })!;
        }

        var (honest, broken) = (Judge(lives.Experiment), Judge(WithInPlaceOfSleep("sleep-frozen")));
        Assert.Equal((6, 6), (honest.Networks, broken.Networks));
        Assert.NotEqual(0, honest.Controls.Single(c => c.Condition == "sleep-frozen").Match!.MeanDifference);
        Assert.Equal(0, broken.Controls.Single(c => c.Condition == "sleep-frozen").Match!.MeanDifference);
        Assert.Equal(Verdict.Fails, broken.Verdict);
    }

    /// <summary>The experiment when the condition <c>sleep</c> is what another one was.</summary>
    private Experiment WithInPlaceOfSleep(string other)
    {
        var stand = lives.Experiment.Conditions.Single(c => c.Name == other) with { Name = "sleep" };
        return lives.Experiment with
        {
            Conditions = [.. lives.Experiment.Conditions.Where(c => c.Name is not ("sleep-once" or "interleaved")).Select(c => c.Name == "sleep" ? stand : c)],
            Schedule = lives.Experiment.Schedule with { Test = 20 }, // of the straight lines
        };
    }

    private NetworkGeometry InPlaceOfSleep(string other)
    {
        var experiment = WithInPlaceOfSleep(other);
        return GeometryAnalysis.Of(experiment, new(experiment), [61, 62, 63], new Relived(lives), 2).Networks.Single();
    }

    /// <summary>The records of the same phases in another tree.</summary>
    private sealed class Relived(ThreeLives lives) : IPhaseStore
    {
        public PhaseRecord? Load(int seed, PhaseNode node) => lives.Store.Load(seed, lives.Tree.Nodes.Single(n => n.Path == node.Path));

        public void Save(int seed, PhaseNode node, PhaseRecord record) => throw new NotSupportedException();

        public void Forget(int seed, PhaseNode node) => throw new NotSupportedException();
    }

    private List<SolutionPoint> Points()
    {
        var points = new List<SolutionPoint>();
        foreach (var life in new[] { 61, 62, 63 })
        {
            foreach (var node in lives.Tree.Nodes.Where(n => n.Phase.Kind is (PhaseKind.Train or PhaseKind.Interleave) && n.Phase.Text == n.Phase.Name))
            {
                var solves = node.Phase.Tasks.Count == 2 ? Solution.Both : node.Phase.Tasks[0] == 0 ? Solution.T1 : Solution.T2;
                points.AddRange(lives.Store.Load(life, node)!.Snapshots.TakeLast(4).Select(s => new SolutionPoint(life, solves, s.Weights)));
            }
        }
        return points;
    }
}
