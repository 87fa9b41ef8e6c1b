using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Tests.Foraging;

namespace Snn.Tests.Metrics;

/// <summary>Our conditions beside the published rows: which are compared, and that verdicts follow the scores.</summary>
public class PublishedComparisonTests
{
    private static readonly Experiment Golden = BuiltInExperiments.Load("golden2022", ["seeds=1-5"]);

    [Fact]
    public void Every_published_row_is_run_in_both_orders()
    {
        var document = Compare(Golden, _ => (0.8, 0.8));
        Assert.Equal(12 + 10, document.Rows.Count);
        Assert.Equal(PublishedResults.Golden2022.Rows.Select(r => r.Condition), document.Rows.Take(12).Select(r => r.Condition));
        var reversed = document.Rows.Single(r => r.Condition == "sequential-reversed");
        Assert.Equal(("alone-T2", "T2", "T1"), (reversed.Reference, reversed.Tasks[0].Ordering.Score, reversed.Tasks[1].Ordering.Score));
        Assert.Equal(["freeze-1", "freeze-5", "freeze-10", "sleep-frozen", "low-rate", "sequential", "low-rate"], document.Controls.Where(c => c.Condition == "sleep").Select(c => c.Reference));
        Assert.Equal(6, document.Controls.Count(c => c.Condition == "sleep-reversed"));
    }

    [Fact]
    public void Scores_as_published_hold_and_flat_scores_do_not()
    {
        // Ours are the published means, with a spread between seeds that all conditions share.
        var document = Compare(Golden, condition =>
        {
            var reversed = condition.EndsWith("-reversed", StringComparison.Ordinal);
            var name = reversed ? condition[..^"-reversed".Length] : condition;
            var scores = PublishedResults.Golden2022.Rows.SingleOrDefault(r => r.Condition == (name is "low-rate" or "sleep-frozen" ? "sequential" : name))!.Scores;
            return reversed ? (scores[1].Mean, scores[0].Mean) : (scores[0].Mean, scores[1].Mean);
        });
        Assert.All(document.Rows, row => Assert.Equal(Verdict.Holds, row.Verdict));
        Assert.All(document.Controls, c => Assert.Equal(Verdict.Holds, c.Verdict));

        // Sleep 0.69, freezing 0.61, 0.63 and 0.615 on both tasks: better than every one is claimed, also where the difference is within the margin.
        Assert.Equal([0.08, 0.06, 0.075], document.Controls.Take(3).Select(c => Math.Round(c.PublishedDifference!.Value, 3)));
        Assert.All(document.Controls, c => Assert.Equal(Relation.Higher, c.Expected));
        Assert.Equal(0.18, document.Rows.Single(r => r.Condition == "sleep").Tasks[0].Ordering.Difference!.Value, 1e-9);

        var flat = Compare(Golden, _ => (0.7, 0.7));
        Assert.Equal(Verdict.Fails, flat.Rows.Single(r => r.Condition == "sleep").Verdict);
        Assert.Equal(Verdict.Holds, flat.Rows.Single(r => r.Condition == "sleep-uniform").Verdict);
        Assert.All(flat.Controls, c => Assert.Equal(Verdict.Fails, c.Verdict));
        Assert.Equal(flat.Write(), flat.Write());
    }

    [Fact]
    public void A_fraction_of_the_published_effect_is_not_that_effect()
    {
        // Every condition loses 0.02 against its reference where the paper has 0.10: the same, not lower.
        var document = Compare(Golden, condition => condition.StartsWith("sleep-untrained", StringComparison.Ordinal) ? (0.78, 0.78) : (0.8, 0.8));
        foreach (var name in new[] { "sleep-untrained", "sleep-untrained-reversed" })
        {
            var tasks = document.Rows.Single(r => r.Condition == name).Tasks;
            Assert.Equal([(Relation.Lower, Verdict.Fails), (Relation.Same, Verdict.Holds)], tasks.Select(t => (t.Ordering.Expected, t.Ordering.Verdict)));
        }
    }

    /// <summary>Mutation of the science: with plasticity in sleep switched off, sleep is its own control, to the bit, however short the run.</summary>
    [Fact]
    public void Sleep_without_plasticity_fails()
    {
        var experiment = Tiny.Experiment with { Conditions = [.. Tiny.Experiment.Conditions.Select(c => c with { Sleep = SleepKind.Frozen })] };
        var tree = new PhaseTree(experiment);
        var store = new Tiny.Store();
        int[] seeds = [1, 2, 3, 4, 5];
        Assert.True(TrialRunner.Run(experiment, tree, seeds, store, new CpuEngine(2), new RunProgress(1), default));
        var trials = new Dictionary<(string, int), TrialResult>();
        foreach (var seed in seeds)
        {
            var records = tree.Nodes.ToDictionary(n => n, n => store.Load(seed, n)!);
            foreach (var condition in experiment.Conditions)
                trials.Add((condition.Name, seed), TrialResult.Of(experiment, tree.Path(condition.Name), records, []));
        }

        var control = PublishedComparison.Of(experiment, tree, seeds, trials, PublishedResults.Golden2022).Controls.Single(c => c.Reference == "sleep-frozen");
        Assert.Equal((0.0, Verdict.Fails), (control.Difference, control.Verdict));
    }

    /// <summary>A run whose trials end with given scores on T1 and T2; those of seed s are shifted by s / 100.</summary>
    private static PublishedDocument Compare(Experiment experiment, Func<string, (double T1, double T2)> scores)
    {
        var tree = new PhaseTree(experiment);
        int[] seeds = [1, 2, 3, 4, 5];
        var trials = new Dictionary<(string, int), TrialResult>();
        foreach (var condition in experiment.Conditions)
        {
            foreach (var seed in seeds)
            {
                var (one, two) = scores(condition.Name);
                TestResult Result(double score) => new((int)Math.Round((score + seed / 100.0) * 1000), 1000 - (int)Math.Round((score + seed / 100.0) * 1000), 5000);
                IReadOnlyList<double?> row = [Result(one).Score, Result(two).Score];
                var path = tree.Path(condition.Name);
                trials.Add((condition.Name, seed), new()
                {
                    Tests =
                    [
                        // What was scored in earlier phases is not what is compared: there one task is perfect and the other unknown, by turns.
                        .. path.SkipLast(1).SelectMany((n, k) => new TrialTest[] { new(n.Phase.Name, n.Start, 0, new(k % 2 * 100, (1 - k % 2) * 100, 500)), new(n.Phase.Name, n.Start, 1, new((1 - k % 2) * 100, k % 2 * 100, 500)) }),
                        new(path[^1].Phase.Name, path[^1].End, 0, Result(one)), new(path[^1].Phase.Name, path[^1].End, 1, Result(two)),
                    ],
                    Matrix = new([.. path.Select(n => n.Phase)], [.. path.Select((n, k) => k == path.Count - 1 ? row : [k % 2, 1 - k % 2])]),
                    FoodPerMove = [],
                    CyclesToCriterion = [],
                    WeightDistance = [],
                    Cost = new(),
                });
            }
        }
        return PublishedComparison.Of(experiment, tree, seeds, trials, PublishedResults.Golden2022);
    }
}
