using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>How the ability to learn fares over a long series of tasks. Tasks differ in how hard they are, so all is measured against fresh networks on the
/// same tasks. Conditions on slippery ground carry <c>-slippery</c> behind their names and are compared among themselves.</summary>
internal sealed class PlasticityAnalysis
{
    private const string Suffix = "-slippery";
    private const int LargestWindow = 20;

    // A smaller difference in a score is none worth speaking of.
    private const double Margin = 0.02;
    private const double Level = 0.05;
    private readonly VitalityDocument vitality;
    private readonly Dictionary<string, Course> courses = [];
    private readonly int window;

    private PlasticityAnalysis(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials, VitalityDocument vitality)
    {
        this.vitality = vitality;
        foreach (var condition in experiment.Conditions)
        {
            PhaseNode[] trained = [.. tree.Path(condition.Name).Where(n => n.Phase.Tasks.Count == 1)];
            if (trained.Length > 0)
                courses.Add(condition.Name, new([.. trained.Select(n => n.Phase.Name)], [.. seeds.Select(s => Of(trials[(condition.Name, s)], trained, tests => tests.Average()))], [.. seeds.Select(s => Of(trials[(condition.Name, s)], trained, tests => tests[^1]))]));
        }
        window = courses.Count == 0 ? 1 : Math.Clamp(courses.Values.Min(c => c.Tasks.Count) / 5, 1, LargestWindow);
    }

    /// <summary>The document.</summary>
    public static PlasticityDocument Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials, VitalityDocument vitality)
    {
        var one = new PlasticityAnalysis(experiment, tree, seeds, trials, vitality);
        return new()
        {
            Window = one.window,
            Seeds = seeds,
            Rows = [.. one.Against("sleep", one.Against("plain", [.. one.courses.Keys.Select(one.Row)], (row, made) => row with { AgainstPlain = made }), (row, made) => row with { AgainstSleep = made })],
            Margin = Margin,
            Claims = Judged([.. new[] { "", Suffix }.SelectMany(one.Claims)]),
            Controls = ControlComparison.Family([.. experiment.Controls.Where(c => one.courses.ContainsKey(c.Control.Name) && one.courses.ContainsKey(c.Of.Name))
                .Select(c => (c.Control.Name, c.Of.Name, "late speed", one.LateSpeed(c.Control.Name), one.LateSpeed(c.Of.Name)))]),
        };
    }

    private IReadOnlyList<double?> LateSpeed(string name) => [.. Late(courses[name].Speed)];

    private PlasticityRow Row(string name)
    {
        var course = courses[name];
        var suffix = SuffixOf(name);
        var fresh = "fresh" + suffix;
        return new(
            name, Series(suffix), course.Tasks, course.Speed, course.Final, Summary.Of([.. Early(course.Speed)]), Summary.Of([.. Late(course.Speed)]), Summary.Of([.. Late(course.Final)]),
            name == fresh || !courses.ContainsKey(fresh) ? null : PairedComparison.Of([.. All(Lead(name, fresh))], [.. course.Speed.Select(_ => (double?)0)]),
            name == fresh || !courses.ContainsKey(fresh) ? null : PairedComparison.Of([.. Late(Lead(name, fresh))], [.. Early(Lead(name, fresh))]));
    }

    /// <summary>Late learning speed against that of one condition on the same tasks; p values corrected for the rows of a series.</summary>
    private IEnumerable<PlasticityRow> Against(string reference, IEnumerable<PlasticityRow> rows, Func<PlasticityRow, RemedyComparison, PlasticityRow> with) => rows.GroupBy(r => r.Series).SelectMany(series =>
    {
        PlasticityRow[] all = [.. series];
        var name = reference + SuffixOf(all[0].Condition);
        if (!courses.ContainsKey(name))
            return all;
        PairedTTest?[] tests = [.. all.Select(r => r.Condition == name ? null : PairedTTest.Of(LateSpeed(r.Condition), LateSpeed(name)))];
        var corrected = Holm.Correct([.. tests.Select(t => t?.P)]);
        return all.Select((r, k) => r.Condition == name ? r : with(r, new(name, "late_speed", Summary.Of([.. Minus(LateSpeed(r.Condition), LateSpeed(name))]).Mean, tests[k]?.Ci95, tests[k]?.P, corrected[k])));
    });

    private IEnumerable<Asked> Claims(string suffix)
    {
        string plain = "plain" + suffix, fresh = "fresh" + suffix, series = Series(suffix);
        if (!courses.ContainsKey(plain))
            yield break;
        if (courses.ContainsKey(fresh))
            yield return new("a plain network loses the ability to learn", series, "learning speed minus that of fresh networks, last tasks minus first", Side.Below, Minus(Late(Lead(plain, fresh)), Early(Lead(plain, fresh))));
        if (courses.TryGetValue("linear" + suffix, out var linear))
            yield return new("in the end it is no better than a linear one", series, "final score on the last tasks minus that of a network without hidden layer", Side.NotAbove, Minus(Late(courses[plain].Final), Late(linear.Final)));
        if (vitality.Conditions.ContainsKey(plain))
        {
            yield return new("its hidden neurons fall dormant", series, "share of dormant neurons, last task minus first", Side.Above, vitality.Change(plain, v => v.Dormant));
            yield return new("its hidden activity loses rank", series, "effective rank of the hidden activity, last task minus first", Side.Below, vitality.Change(plain, v => v.Activity?.Effective));
            yield return new("its weights lose rank", series, "stable rank of the net output weights, last task minus first", Side.Below, vitality.Change(plain, v => v.Weights?.Stable));
            yield return new("its weights grow", series, "mean size of a net output weight, last task minus first", Side.Above, vitality.Change(plain, v => v.NetWeight));
            yield return new("its neurons become alike", series, "mean cosine of hidden neurons' net output weights, last task minus first", Side.Above, vitality.Change(plain, v => v.Cosine));
        }

        foreach (var (name, than, what, side) in new[]
        {
            ("replacement", "plain", "continual replacement of the least useful neurons helps", Side.Above),
            ("l2", "plain", "L2 helps", Side.Above),
            ("shrink-perturb", "plain", "shrink and perturb helps", Side.Above),
            ("adam-local", "plain", "an Adam-like rate does not help", Side.NotAbove),
            ("normalisation", "plain", "normalisation does not help", Side.NotAbove),
            ("dropout", "plain", "dropout does not help", Side.NotAbove),
            ("replacement", "random-replacement", "what is replaced matters", Side.Above),
            ("replacement-l2", "replacement", "replacement with L2 is better than replacement alone", Side.Above),
            ("replacement-l2", "l2", "replacement with L2 is better than L2 alone", Side.Above),
        })
        {
            if (courses.TryGetValue(name + suffix, out var course) && courses.TryGetValue(than + suffix, out var other))
                yield return new(what, series, $"learning speed over the last tasks minus that of {than}", side, Minus(Late(course.Speed), Late(other.Speed)));
        }
    }

    // A claim may be shown to hold or to fail, or neither: what is not shown to help is not shown to be of no help. It takes a difference from 0; of what is
    // claimed not to help, a difference from the margin, below it. All p values of the family are corrected together.
    private static IReadOnlyList<PlasticityClaim> Judged(IReadOnlyList<Asked> asked)
    {
        PairedTTest?[] tests = [.. asked.Select(a => PairedTTest.Of(a.Differences, [.. a.Differences.Select(_ => (double?)0)]))];
        PairedTTest?[] small = [.. asked.Select(a => a.Side == Side.NotAbove ? PairedTTest.Of(a.Differences, [.. a.Differences.Select(_ => (double?)Margin)]) : null)];
        var p = Holm.Correct([.. tests.Concat(small).Select(t => t?.P)]);
        return [.. asked.Select((a, k) =>
        {
            bool notAbove = a.Side == Side.NotAbove, above = p[k] < Level && tests[k]!.Mean > 0;
            var below = notAbove ? p[asked.Count + k] < Level && small[k]!.Mean < 0 : p[k] < Level && tests[k]!.Mean < 0;
            var (holds, fails) = a.Side == Side.Above ? (above, below) : (below, above);
            return new PlasticityClaim(a.Claim, a.Series, a.Measure, Summary.Of([.. a.Differences]).Mean, tests[k]?.Ci95, p[notAbove && !fails ? asked.Count + k : k],
                holds ? ClaimVerdict.Holds : fails ? ClaimVerdict.Fails : ClaimVerdict.Unclear);
        })];
    }

    private static double?[] Minus(IEnumerable<double?> first, IEnumerable<double?> second) => [.. first.Zip(second, (a, b) => a - b)];

    /// <summary>Learning speed minus that of another condition on the same tasks [seed][task].</summary>
    private IReadOnlyList<double?>[] Lead(string name, string other) =>
        [.. courses[name].Speed.Zip(courses[other].Speed, (a, b) => (IReadOnlyList<double?>)[.. a.Zip(b, (x, y) => x - y)])];

    private static double?[] Of(TrialResult trial, PhaseNode[] trained, Func<double[], double> value)
    {
        var tests = trial.Tests.ToLookup(t => t.Phase, t => t.Result.Score);
        return [.. trained.Select(n => tests[n.Phase.Name].Contains(null) ? (double?)null : value([.. tests[n.Phase.Name].Select(s => s!.Value)]))];
    }

    private IEnumerable<double?> Early(IReadOnlyList<IReadOnlyList<double?>> course) => course.Select(c => Mean(c.Skip(1).Take(window)));

    private IEnumerable<double?> Late(IReadOnlyList<IReadOnlyList<double?>> course) => course.Select(c => Mean(c.TakeLast(window)));

    private static IEnumerable<double?> All(IReadOnlyList<IReadOnlyList<double?>> course) => course.Select(c => Mean(c.Skip(1)));

    private static double? Mean(IEnumerable<double?> values)
    {
        var list = values.ToList();
        return list.Count == 0 || list.Contains(null) ? null : list.Average();
    }

    private static string SuffixOf(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? Suffix : "";

    private static string Series(string suffix) => suffix.Length > 0 ? "slippery" : "conflicting";

    private enum Side
    {
        Above,
        Below,
        NotAbove,
    }

    /// <summary>A claim as it is put here: differences seed by seed, and on which side of 0 they are claimed to lie.</summary>
    private sealed record Asked(string Claim, string Series, string Measure, Side Side, IReadOnlyList<double?> Differences);

    private sealed record Course(IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double?>> Speed, IReadOnlyList<IReadOnlyList<double?>> Final);
}
