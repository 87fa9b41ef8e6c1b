using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Foraging.Runs;

/// <summary>Lays a run beside a published table. Published rows whose condition or reference was not run are left out. The paper trains Task 1
/// first; conditions named <c>-reversed</c> train Task 2 first and are held against the same numbers with the tasks exchanged.</summary>
internal sealed class PublishedComparison
{
    private const string Suffix = "-reversed";
    private const string Sleep = "sleep";

    private readonly Experiment experiment;
    private readonly PhaseTree tree;
    private readonly IReadOnlyList<int> seeds;
    private readonly IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials;
    private readonly PublishedResults published;

    private PublishedComparison(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string, int), TrialResult> trials, PublishedResults published)
    {
        this.experiment = experiment;
        this.tree = tree;
        this.seeds = seeds;
        this.trials = trials;
        this.published = published;
    }

    /// <summary>The comparison of a finished run.</summary>
    public static PublishedDocument Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string, int), TrialResult> trials, PublishedResults published)
    {
        var one = new PublishedComparison(experiment, tree, seeds, trials, published);
        bool[] orders = [false, true];
        return new()
        {
            Source = published.Source,
            Doi = published.Doi,
            Seeds = seeds.Count,
            Rows = [.. orders.SelectMany(reversed => published.Rows.Select(row => one.Row(row, reversed)).OfType<PublishedComparisonRow>())],
            Controls = [.. orders.SelectMany(one.Controls)],
        };
    }

    private PublishedComparisonRow? Row(PublishedRow row, bool reversed)
    {
        // A task alone has no order: its row is the other task's.
        if (reversed && row.Condition.StartsWith("alone", StringComparison.Ordinal))
            return null;
        if (Ours(row.Condition, reversed) is not { } condition || Ours(row.Reference, reversed) is not { } reference)
            return null;
        var tasks = new List<PublishedTask>();
        for (var place = 0; place < experiment.TaskNames.Count; place++)
        {
            var task = reversed ? 1 - place : place;
            var difference = row.Scores[place].Mean - published.Rows.Single(r => r.Condition == row.Reference).Scores[place].Mean;
            var ordering = ScoreOrdering.AsPublished(condition, reference, TaskList.Name(task), difference, Final(condition, task), Final(reference, task));
            tasks.Add(new(row.Scores[place], Summary.Of([.. Final(condition, task)]), ordering));
        }
        return new(condition, reference, row.What, reversed, Ordering.All(tasks.Select(t => t.Ordering.Verdict)), tasks);
    }

    // Beyond the published table, what sleep would have to show: that it is better than every freezing on both tasks taken together, that it works by
    // plasticity, and that it is not just slower learning.
    private IEnumerable<ScoreOrdering> Controls(bool reversed)
    {
        if (Ours(Sleep, reversed) is not { } sleep)
            yield break;
        var (first, second) = reversed ? (1, 0) : (0, 1);
        foreach (var row in published.Rows.Where(r => r.Condition.StartsWith("freeze", StringComparison.Ordinal)))
        {
            if (Ours(row.Condition, reversed) is { } freeze)
            {
                var difference = published.Rows.Single(r => r.Condition == Sleep).Scores.Average(s => s.Mean) - row.Scores.Average(s => s.Mean);
                yield return ScoreOrdering.Above(sleep, freeze, "mean", difference, Both(sleep), Both(freeze));
            }
        }
        if (Ours("sleep-frozen", reversed) is { } frozen)
            yield return ScoreOrdering.Above(sleep, frozen, TaskList.Name(first), null, Final(sleep, first), Final(frozen, first));
        if (Ours("low-rate", reversed) is { } low)
            yield return ScoreOrdering.Above(sleep, low, TaskList.Name(first), null, Final(sleep, first), Final(low, first));
        foreach (var name in new[] { "sequential", "low-rate" })
        {
            if (Ours(name, reversed) is not { } other)
                continue;
            var pairs = seeds.Select(seed => EqualScore.Of(Course(sleep, seed, first, second), Course(other, seed, first, second))).ToList();
            yield return ScoreOrdering.Above(sleep, other, $"{TaskList.Name(first)} at equal {TaskList.Name(second)}", null, [.. pairs.Select(p => p?.A)], [.. pairs.Select(p => p?.B)]);
        }
    }

    /// <summary>The name under which a published condition was run in an order of the tasks; null if it was not.</summary>
    private string? Ours(string condition, bool reversed)
    {
        var name = !reversed ? condition : condition switch
        {
            "alone-T1" => "alone-T2",
            "alone-T2" => "alone-T1",
            _ => condition + Suffix,
        };
        return experiment.Conditions.Any(c => c.Name == name) ? name : null;
    }

    private IReadOnlyList<double?> Final(string condition, int task) => [.. seeds.Select(seed => trials[(condition, seed)].Matrix.Scores[^1][task])];

    private IReadOnlyList<double?> Both(string condition) => [.. Final(condition, 0).Zip(Final(condition, 1), (a, b) => (a + b) / 2)];

    /// <summary>Samples of the last phase, that at its start included.</summary>
    private IReadOnlyList<(double?, double?)> Course(string condition, int seed, int first, int second)
    {
        var start = tree.Path(condition)[^1].Start;
        return [.. trials[(condition, seed)].Tests.Where(t => t.Cycle >= start).GroupBy(t => t.Cycle).Select(at => (Score(at, first), Score(at, second)))];
    }

    private static double? Score(IEnumerable<TrialTest> tests, int task) => tests.Last(t => t.Task == task).Result.Score;
}
