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
        var values = experiment.Conditions.ToDictionary(c => c.Name, c => Measures([.. seeds.Select(s => trials[(c.Name, s)].Matrix)], old, newest));
        var rows = experiment.Conditions.Select(c => Row(c, tree, values[c.Name], [.. seeds.Select(s => trials[(c.Name, s)].Cost)])).ToList();
        foreach (var reference in references)
        {
            foreach (var measure in values[reference].Keys)
                Compare(rows, values, reference, measure);
        }

        return new()
        {
            References = references,
            NewTask = TaskList.Name(newest),
            OldTasks = [.. old.Select(TaskList.Name)],
            Rows = rows,
            Controls = [.. values[standard].Keys.SelectMany(measure => ControlComparison.Family(
                [.. experiment.Controls.Select(c => (c.Control.Name, c.Of.Name, measure, (IReadOnlyList<double?>)values[c.Control.Name][measure], (IReadOnlyList<double?>)values[c.Of.Name][measure]))]))],
        };
    }

    private static Dictionary<string, double?[]> Measures(ScoreMatrix[] all, int[] old, int newest) => new()
    {
        ["old"] = [.. all.Select(m => Mean([.. old.Select(t => m.Scores[^1][t])]))],
        ["new"] = [.. all.Select(m => m.Scores[^1][newest])],
        ["score"] = [.. all.Select(m => Mean([.. old.Select(t => m.Scores[^1][t]), m.Scores[^1][newest]]))],
        ["learning_accuracy"] = [.. all.Select(ContinualLearning.LearningAccuracy)],
        ["bwt"] = [.. all.Select(ContinualLearning.Bwt)],
    };

    private static double? Mean(double?[] values) => values.Length == 0 || values.Contains(null) ? null : values.Average();

    private static RemedyRow Row(Condition condition, PhaseTree tree, Dictionary<string, double?[]> values, Cost[] costs) => new()
    {
        Condition = condition.Name,
        Phases = condition.Phases,
        Needs = Needs(tree.Path(condition.Name).Select(n => n.Phase)),
        Old = Summary.Of(values["old"]),
        New = Summary.Of(values["new"]),
        Score = Summary.Of(values["score"]),
        LearningAccuracy = Summary.Of(values["learning_accuracy"]),
        Bwt = Summary.Of(values["bwt"]),
        Cost = RemedyCost.Of(costs),
    };

    /// <summary>What phases have to be told or given beside the reward.</summary>
    internal static string Needs(IEnumerable<Phase> phases)
    {
        Phase[] all = [.. phases];
        List<string> needs = [.. all.SelectMany(p => p.Remedies).SelectMany(r => r.Kind.Facts.Needs.Split(", ")).Where(n => n.Length > 0).Distinct()];
        if (all.Any(p => p.Kind == PhaseKind.Interleave))
            needs.Add(RemedyRow.AllWorlds);
        if (all.Any(p => p.RatesOf is not null))
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
