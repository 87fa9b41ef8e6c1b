using Snn.Foraging;
using Snn.Foraging.Experiments;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Tests.Foraging;

namespace Snn.Tests.Metrics;

/// <summary>Controls and the table of remedies on made-up scores.</summary>
public class ControlTests
{
    private const string Toml = """
        name = "controls"
        seeds = "1-4"
        analyses = ["remedies"]
        [[condition]]
        name = "sequential"
        phases = ["unsupervised", "T1", "T2"]
        [[condition]]
        name = "sleep"
        phases = ["unsupervised", "T1", "sleep+T2"]
        [[condition]]
        name = "sleep-shuffled"
        phases = ["unsupervised", "T1", "sleep+T2"]
        sleep = "shuffled"
        control_of = "sleep"
        [[condition]]
        name = "random"
        phases = ["unsupervised", "T1", "T2 decay=0.1"]
        control_of = ["sleep", "sequential"]
        [[condition]]
        name = "own-network"
        phases = ["unsupervised", "T1 own-network", "T2 own-network"]
        """;

    // Score on T1 at the end, seed by seed; T2 is 0.8 everywhere, T1 0.9 before.
    private static readonly double[][] Ends = [[0.50, 0.52, 0.58, 0.60], [0.70, 0.71, 0.74, 0.75], [0.60, 0.62, 0.63, 0.65], [0.69, 0.73, 0.74, 0.76], [0.90, 0.91, 0.90, 0.91]];

    private static RemedyDocument Document()
    {
        var experiment = ExperimentReader.Parse(Toml, "controls", []);
        var trials = new Dictionary<(string, int), TrialResult>();
        foreach (var (k, condition) in experiment.Conditions.Index())
        {
            for (int seed = 1; seed <= 4; seed++)
            {
                trials[(condition.Name, seed)] = new()
                {
                    Tests = [],
                    Matrix = new([.. condition.Phases.Select(Phase.Parse)], [[0.5, 0.5], [0.9, 0.5], [Ends[k][seed - 1], 0.8]]),
                    FoodPerMove = [],
                    CyclesToCriterion = [],
                    WeightDistance = [],
                    Cost = new() { SleepCycles = condition.Name.StartsWith("sleep", StringComparison.Ordinal) ? 100 : 0, SynapticEvents = 10 },
                };
            }
        }

        return RemedyAnalysis.Of(experiment, new PhaseTree(experiment), [1, 2, 3, 4], trials);
    }

    [Fact]
    public void A_control_is_paired_with_each_condition_that_it_names()
    {
        var old = Document().Controls.Where(c => c.Measure == "old").ToArray();
        Assert.Equal([("sleep-shuffled", "sleep"), ("random", "sleep"), ("random", "sequential")], old.Select(c => (c.Control, c.Of)));

        // Differences -0.10 -0.09 -0.11 -0.10: mean -0.10, sd sqrt(2/3)/100, t of three degrees of freedom at 97.5 % 3.182446.
        double reach = 3.182446305 * Math.Sqrt(2.0 / 3) / 100 / 2;
        Assert.Equal([-0.1, -0.1 - reach, -0.1 + reach], new[] { old[0].Difference!.Value, old[0].Ci95![0], old[0].Ci95![1] }, (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal([ControlVerdict.Loses, ControlVerdict.Level, ControlVerdict.Wins], old.Select(c => c.Verdict!.Value));
        Assert.Equal(Holm.Correct([.. old.Select(c => c.P)]), old.Select(c => c.PHolm));
        Assert.True(old[0].PHolm > old[0].P);
        Assert.StartsWith("Of 3 comparisons with a control it loses in 1, is level in 1 and wins in 1; corrected", ControlComparison.Says(old), StringComparison.Ordinal);
        Assert.Equal(
            [ControlVerdict.Wins, ControlVerdict.Level, ControlVerdict.Loses],
            ControlComparison.Family([.. old.Select((c, k) => (c.Control, c.Of, c.Measure, Values(c.Control), Values(c.Of)))], harm: true).Select(c => c.Verdict!.Value));
        static IReadOnlyList<double?> Values(string name) => [.. Ends[new[] { "sequential", "sleep", "sleep-shuffled", "random" }.ToList().IndexOf(name)].Select(e => (double?)e)];
    }

    [Fact]
    public void A_bound_is_compared_and_stands_on_no_front()
    {
        var document = Document();
        Assert.True(document.Rows[4].Bound);
        Assert.Contains(document.Rows[4].Comparisons, c => c.To == "sleep" && c.Difference > 0.1);
        Assert.Equal(["random"], document.Front(c => c.ExtraCycles).Select(r => r.Condition)); // better than sequential, and than sleep at no cycles of its own
        Assert.Equal((0.85, 0.9 - 0.55), (Math.Round(document.Rows[0].LearningAccuracy!.Mean!.Value, 9), Math.Round(-document.Rows[0].Bwt!.Mean!.Value, 9)));
        Assert.Equal(document.Write(), System.Text.Json.JsonSerializer.Deserialize<RemedyDocument>(document.Write(), MetricsDocument.Json)!.Write());
    }

    [Fact]
    public void Controls_are_read_written_and_checked()
    {
        var experiment = ExperimentReader.Parse(Toml, "controls", []);
        Assert.Equal(["sleep", "sequential"], ExperimentReader.Parse(ExperimentWriter.Write(experiment), "again", []).Conditions[3].ControlOf);
        Assert.Contains("(nearest: sleep)", Refused("control_of = \"sleep\"", "control_of = \"slep\""), StringComparison.Ordinal);
        Assert.Contains("no other condition", Refused("control_of = \"sleep\"", "control_of = \"sleep-shuffled\""), StringComparison.Ordinal);
        Assert.Contains("or a list of names", Refused("control_of = \"sleep\"", "control_of = 3"), StringComparison.Ordinal);
        static string Refused(string from, string to) => Assert.Throws<UserErrorException>(() => ExperimentReader.Parse(Toml.Replace(from, to, StringComparison.Ordinal), "x", [])).Message;

        // At a point of a grid, with the condition at the same point.
        var grid = ExperimentReader.Parse(Toml + "\n[grid]\nsleep.sleep_cycles = [20, 40]\n", "grid", []);
        Assert.Equal([("sleep-shuffled-p1", "sleep-p1"), ("sleep-shuffled-p2", "sleep-p2"), ("random", "sleep-p1"), ("random", "sequential")], grid.Controls.Select(c => (c.Control.Name, c.Of.Name)));
    }

    [Fact]
    public void Whatever_is_called_random_or_shuffled_in_the_laboratory_names_what_it_controls()
    {
        Analysis[] paired = [Analysis.Remedies, Analysis.Pruning, Analysis.Lesion, Analysis.Plasticity];
        var controls = BuiltInExperiments.Names.Select(n => BuiltInExperiments.Load(n, [])).Where(e => e.Analyses.Any(paired.Contains)).SelectMany(e => e.Conditions)
            .Where(c => c.Name.Contains("random", StringComparison.Ordinal) || c.Name.Contains("shuffled", StringComparison.Ordinal)).ToArray();
        Assert.True(controls.Length > 30);
        Assert.All(controls, c => Assert.NotEmpty(c.ControlOf));
    }

    [Fact]
    public void Numbers_of_points_in_one_place_lie_beside_each_other()
    {
        var plot = Style.NewPlot("", "", "");
        plot.Axes.SetLimits(0, 1, 0, 1);
        SpreadLabels.Add(plot, [.. Enumerable.Range(1, 12).Select(n => (new ScottPlot.Coordinates(0.5, 0.5 + (n * 0.001)), $"{n}"))], 400, 400);
        var placed = plot.GetPlottables<ScottPlot.Plottables.Text>().Select(t => (X: (t.Location.X * 400) + t.OffsetX, Y: -(t.Location.Y * 400) + t.OffsetY)).ToArray();
        Assert.Equal(12, placed.Length);
        foreach (var (i, a) in placed.Index())
            Assert.All(placed.Skip(i + 1), b => Assert.True(Math.Abs(a.X - b.X) >= 9 || Math.Abs(a.Y - b.Y) >= 16));
    }
}
