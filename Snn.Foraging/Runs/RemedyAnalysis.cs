using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Foraging.Runs;

/// <summary>Puts all conditions of a finished run side by side as remedies: final scores, differences from the references, costs.</summary>
internal static class RemedyAnalysis
{
    private static readonly string[] Known = ["sequential", "sleep"];

    /// <summary>The document.</summary>
    public static RemedyDocument Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials)
    {
        string[] references = [.. Known.Where(r => experiment.Conditions.Any(c => c.Name == r))];
        var standard = references.FirstOrDefault() ?? experiment.Conditions[0].Name;
        int newest = tree.Path(standard).SelectMany(n => n.Phase.Tasks).Last();
        int[] old = [.. tree.Path(standard).SelectMany(n => n.Phase.Tasks).Distinct().Where(t => t != newest)];
        var values = experiment.Conditions.ToDictionary(c => c.Name, c => Measures(seeds.Select(s => trials[(c.Name, s)].Matrix.Scores[^1]), old, newest));
        var rows = experiment.Conditions.Select(c => Row(c, tree, values[c.Name], [.. seeds.Select(s => trials[(c.Name, s)].Cost)])).ToList();
        foreach (var reference in references)
        {
            foreach (var measure in values[reference].Keys)
                Compare(rows, values, reference, measure);
        }

        var front = ParetoFront.Of([.. rows.Select(r => (r.Cost.ExtraCycles, r.Score.Mean ?? 0))]);
        return new() { References = references, NewTask = TaskList.Name(newest), Rows = [.. rows.Zip(front, (row, on) => row with { OnFront = on })] };
    }

    private static Dictionary<string, double?[]> Measures(IEnumerable<IReadOnlyList<double?>> ends, int[] old, int newest)
    {
        var all = ends.ToArray();
        return new()
        {
            ["old"] = [.. all.Select(e => Mean([.. old.Select(t => e[t])]))],
            ["new"] = [.. all.Select(e => e[newest])],
            ["score"] = [.. all.Select(e => Mean([.. old.Select(t => e[t]), e[newest]]))],
        };
    }

    private static double? Mean(double?[] values) => values.Length == 0 || values.Contains(null) ? null : values.Average();

    private static RemedyRow Row(Condition condition, PhaseTree tree, Dictionary<string, double?[]> values, Cost[] costs)
    {
        double PerNetwork(Func<Cost, double> what) => costs.Average(what);
        return new()
        {
            Condition = condition.Name,
            Phases = condition.Phases,
            Needs = Needs(tree.Path(condition.Name)),
            Old = Summary.Of(values["old"]),
            New = Summary.Of(values["new"]),
            Score = Summary.Of(values["score"]),
            Cost = new(PerNetwork(c => c.StoredBytes), PerNetwork(c => c.ExtraStateBytes), PerNetwork(c => c.SleepCycles + c.ProbeCycles), PerNetwork(c => c.SynapticEvents), PerNetwork(c => c.WallSeconds)),
        };
    }

    private static string Needs(IReadOnlyList<PhaseNode> path)
    {
        List<string> needs = [.. path.SelectMany(n => n.Phase.Remedies).SelectMany(r => r.Kind.Facts.Needs.Split(", ")).Where(n => n.Length > 0).Distinct()];
        if (path.Any(n => n.Phase.Kind == PhaseKind.Interleave))
            needs.Add("all worlds at once");
        if (path.Any(n => n.Phase.RatesOf is not null))
            needs.Add("a walk in another world");
        return string.Join(", ", needs);
    }

    private static void Compare(List<RemedyRow> rows, Dictionary<string, Dictionary<string, double?[]>> values, string reference, string measure)
    {
        var others = rows.Where(r => r.Condition != reference).ToList();
        var tests = others.ConvertAll(r => PairedTTest.Of(values[r.Condition][measure], values[reference][measure]));
        var corrected = Holm.Correct(tests.ConvertAll(t => t?.P));
        foreach (var (k, row) in others.Index())
        {
            RemedyComparison made = new(reference, measure, tests[k]?.Mean, tests[k]?.Ci95, tests[k]?.P, corrected[k]);
            rows[rows.IndexOf(row)] = row with { Comparisons = [.. row.Comparisons, made] };
        }
    }
}
