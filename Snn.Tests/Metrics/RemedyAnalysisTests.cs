using Snn.Foraging.Commands;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Tests.Core;

namespace Snn.Tests.Metrics;

/// <summary>The table of remedies on made-up scores: what is compared with what, and the correction for how many comparisons that makes.</summary>
public sealed class RemedyAnalysisTests
{
    private static readonly int[] Seeds = [1, 2, 3, 4];
    private static readonly string[] Names = ["sequential", "sleep", "worse", "same", "better", "best"];

    private readonly Dictionary<(string Condition, int Seed), TrialResult> trials = [];
    private readonly RemedyDocument document;

    public RemedyAnalysisTests()
    {
        var experiment = ExperimentReader.Parse(
            "name = \"table\"\nseeds = \"1-4\"\n" + string.Concat(Names.Select(n => $"[[condition]]\nname = \"{n}\"\nphases = [\"unsupervised\", \"T1\", \"T2\"]\n")), "table", []);
        var draws = new Draws(8);
        foreach (var (k, name) in Names.Index())
        {
            foreach (int seed in Seeds)
            {
                double?[] end = [0.5 + (0.04 * k) + (0.06 * draws.Unit()), 0.8 + (0.1 * draws.Unit())];
                trials[(name, seed)] = new()
                {
                    Tests = [],
                    Matrix = new([.. experiment.Conditions[k].Phases.Select(Phase.Parse)], [end, end, end]),
                    FoodPerMove = [],
                    CyclesToCriterion = [],
                    WeightDistance = [],
                    Cost = new(),
                };
            }
        }

        document = RemedyAnalysis.Of(experiment, new PhaseTree(experiment), Seeds, trials);
    }

    private double?[] Scores(string condition, string measure) => [.. Seeds.Select(s => trials[(condition, s)].Matrix.Scores[^1]).Select(e => measure switch
    {
        "old" => e[0],
        "new" => e[1],
        _ => (e[0] + e[1]) / 2,
    })];

    [Fact]
    public void Every_row_is_compared_with_each_reference_and_corrected_for_all_rows()
    {
        foreach (string reference in new[] { "sequential", "sleep" })
        {
            foreach (string measure in new[] { "old", "new", "score" })
            {
                var raw = Names.Where(n => n != reference).ToDictionary(n => n, n => PairedTTest.Of(Scores(n, measure), Scores(reference, measure))!);

                // Holm: a p counts as often as there are p values no smaller, and never less than a smaller one does.
                double Counted(double p) => Math.Min(1, p * raw.Values.Count(r => r.P >= p));
                foreach (var (name, test) in raw)
                {
                    var made = document.Rows.Single(r => r.Condition == name).Comparisons.Single(c => c.To == reference && c.Measure == measure);
                    Assert.Equal(test.Mean, made.Difference!.Value, 1e-12);
                    Assert.Equal(test.P, made.P!.Value, 1e-12);
                    Assert.Equal(raw.Values.Where(r => r.P <= test.P).Max(r => Counted(r.P)), made.PHolm!.Value, 1e-12);
                }
            }
        }

        Assert.Contains(document.Rows.SelectMany(r => r.Comparisons), c => c.PHolm > 1.5 * c.P);
    }

    [Fact]
    public void The_console_shows_the_corrected_values()
    {
        var text = new StringWriter();
        RemedyTable.Write(text, document);
        foreach (var row in document.Rows.Where(r => r.Condition is "better" or "best"))
        {
            string lines = string.Concat(text.ToString().Split('\n').Where(l => l.StartsWith(row.Condition + " ", StringComparison.Ordinal)));
            foreach (var made in row.Comparisons.Where(c => c.Measure == "old"))
                Assert.Contains(made.PHolm!.Value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture), lines, StringComparison.Ordinal);
        }
    }
}
