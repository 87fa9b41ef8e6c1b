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
            Rows = [.. one.courses.Keys.Select(one.Row)],
            Claims = [.. new[] { "", Suffix }.SelectMany(one.Claims)],
            Controls = ControlComparison.Family([.. experiment.Controls.Where(c => one.courses.ContainsKey(c.Control.Name) && one.courses.ContainsKey(c.Of.Name))
                .Select(c => (c.Control.Name, c.Of.Name, "late speed", one.LateSpeed(c.Control.Name), one.LateSpeed(c.Of.Name)))]),
        };
    }

    private IReadOnlyList<double?> LateSpeed(string name) => [.. Late(courses[name].Speed)];

    private PlasticityRow Row(string name)
    {
        var course = courses[name];
        var suffix = SuffixOf(name);
        var (fresh, plain) = ("fresh" + suffix, "plain" + suffix);
        return new(
            name, Series(suffix), course.Tasks, course.Speed, course.Final, Summary.Of([.. Early(course.Speed)]), Summary.Of([.. Late(course.Speed)]), Summary.Of([.. Late(course.Final)]),
            name == fresh || !courses.ContainsKey(fresh) ? null : PairedComparison.Of([.. All(Lead(name, fresh))], [.. course.Speed.Select(_ => (double?)0)]),
            name == fresh || !courses.ContainsKey(fresh) ? null : PairedComparison.Of([.. Late(Lead(name, fresh))], [.. Early(Lead(name, fresh))]),
            name == plain || !courses.ContainsKey(plain) ? null : PairedComparison.Of([.. Late(course.Speed)], [.. Late(courses[plain].Speed)]));
    }

    private IEnumerable<PlasticityClaim> Claims(string suffix)
    {
        string plain = "plain" + suffix, fresh = "fresh" + suffix;
        if (!courses.ContainsKey(plain))
            yield break;
        if (courses.ContainsKey(fresh))
            yield return Below("a plain network loses the ability to learn", "learning speed minus that of fresh networks, last tasks minus first", PairedComparison.Of([.. Late(Lead(plain, fresh))], [.. Early(Lead(plain, fresh))]));
        if (courses.TryGetValue("linear" + suffix, out var linear))
            yield return NotAbove("in the end it is no better than a linear one", "final score on the last tasks minus that of a network without hidden layer", PairedComparison.Of([.. Late(courses[plain].Final)], [.. Late(linear.Final)]));
        if (vitality.Conditions.ContainsKey(plain))
        {
            yield return Above("its hidden neurons fall dormant", "share of dormant neurons, last task minus first", Change(v => v.Dormant));
            yield return Below("its hidden activity loses rank", "effective rank of the hidden activity, last task minus first", Change(v => v.Activity?.Effective));
            yield return Below("its weights lose rank", "stable rank of the net output weights, last task minus first", Change(v => v.Weights?.Stable));
            yield return Above("its weights grow", "mean size of a net output weight, last task minus first", Change(v => v.NetWeight));
            yield return Above("its neurons become alike", "mean cosine of hidden neurons' net output weights, last task minus first", Change(v => v.Cosine));
        }

        foreach (var (name, what) in new[] { ("replacement", "continual replacement of the least useful neurons helps"), ("l2", "L2 helps"), ("shrink-perturb", "shrink and perturb helps") })
        {
            if (Gain(name, plain) is { } gain)
                yield return Above(what, Speed("a plain network"), gain);
        }

        foreach (var (name, what) in new[] { ("adam-local", "an Adam-like rate does not help"), ("normalisation", "normalisation does not help"), ("dropout", "dropout does not help") })
        {
            if (Gain(name, plain) is { } gain)
                yield return NotAbove(what, Speed("a plain network"), gain);
        }

        if (Gain("replacement", "random-replacement" + suffix) is { } chosen)
            yield return Above("what is replaced matters", Speed("random replacement"), chosen);
        foreach (var (single, what) in new[] { ("replacement", "replacement"), ("l2", "L2") })
        {
            if (Gain("replacement-l2", single + suffix) is { } both)
                yield return Above($"replacement with L2 is better than {what} alone", Speed(what + " alone"), both);
        }

        PlasticityClaim Above(string claim, string measure, PairedComparison? c) => Claim(claim, measure, c, c?.Ci95 is not { } ci ? ClaimVerdict.Unclear : ci[0] > 0 ? ClaimVerdict.Holds : ci[1] < 0 ? ClaimVerdict.Fails : ClaimVerdict.Unclear);
        PlasticityClaim Below(string claim, string measure, PairedComparison? c) => Claim(claim, measure, c, c?.Ci95 is not { } ci ? ClaimVerdict.Unclear : ci[1] < 0 ? ClaimVerdict.Holds : ci[0] > 0 ? ClaimVerdict.Fails : ClaimVerdict.Unclear);
        PlasticityClaim NotAbove(string claim, string measure, PairedComparison? c) => Claim(claim, measure, c, c?.Ci95 is not { } ci ? ClaimVerdict.Unclear : ci[0] > 0 ? ClaimVerdict.Fails : ClaimVerdict.Holds);
        PlasticityClaim Claim(string claim, string measure, PairedComparison? c, ClaimVerdict verdict) => new(claim, Series(suffix), measure, c?.MeanDifference, c?.Ci95, verdict);
        PairedComparison? Change(Func<Vitality, double?> measure) => PairedComparison.Of(vitality.Change(plain, measure), [.. vitality.Conditions[plain].Select(_ => (double?)0)]);
        PairedComparison? Gain(string name, string than) =>
            courses.TryGetValue(name + suffix, out var course) && courses.TryGetValue(than, out var other) ? PairedComparison.Of([.. Late(course.Speed)], [.. Late(other.Speed)]) : null;
        static string Speed(string than) => $"learning speed over the last tasks minus that of {than}";
    }

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

    private sealed record Course(IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double?>> Speed, IReadOnlyList<IReadOnlyList<double?>> Final);
}
