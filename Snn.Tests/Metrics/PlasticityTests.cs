using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Report;
using Snn.Foraging.Runs;
using Snn.Tests.Foraging;

namespace Snn.Tests.Metrics;

/// <summary>The analysis of a long series of tasks: against scores made up by the test, and from end to end.</summary>
public class PlasticityTests
{
    private const string Toml = """
        name = "series"
        seeds = "1-3"
        analyses = ["plasticity"]
        [schedule]
        unsupervised = 100
        train = 100
        test = 50
        tests = 2
        snapshots = 1
        [[condition]]
        name = "plain"
        phases = ["unsupervised", "C1..C30"]
        [[condition]]
        name = "fresh"
        phases = ["unsupervised", "C1..C30 fresh"]
        [[condition]]
        name = "l2"
        phases = ["unsupervised", "C1..C30 decay=0.1"]
        [[condition]]
        name = "adam-local"
        phases = ["unsupervised", "C1..C30 adam-local"]
        [[condition]]
        name = "sleep"
        phases = ["unsupervised", "sleep+C1..C30"]
        """;

    /// <summary>Odd tasks are harder by 10 for everyone; a plain network is 20 behind, and 1 more with every task; late it is a little better in one network and
    /// worse in another; L2 stays at 5 behind; Adam is as plain, but for a lead and a spread of its own.</summary>
    private static PlasticityDocument MadeUp(int lead, int spread)
    {
        var experiment = ExperimentReader.Parse(Toml, "series", []);
        var tree = new PhaseTree(experiment);
        int[] seeds = [1, 2, 3];
        var trials = experiment.Conditions.SelectMany(c => seeds.Select(s => (c.Name, Seed: s))).ToDictionary(k => k, k => Trial(tree.Path(k.Name), task => 100 - (task % 2 * 10) + k.Seed - k.Name switch
        {
            "plain" => task == 1 ? 0 : 20 + task + (task > 15 ? k.Seed - 2 : 0),
            "adam-local" => task == 1 ? 0 : 20 + task + (task > 15 ? k.Seed - 2 : 0) - lead + (spread * (k.Seed - 2)),
            "l2" => 5,
            "sleep" => 10 + k.Seed,
            _ => 0,
        }));
        return PlasticityAnalysis.Of(experiment, tree, seeds, trials, new() { Conditions = new Dictionary<string, IReadOnlyList<IReadOnlyList<Vitality?>>>() });
    }

    [Fact]
    public void Made_up_scores_give_the_numbers_worked_out_by_hand()
    {
        var found = MadeUp(0, 1);
        Assert.Equal(6, found.Window);
        var plain = found.Rows.Single(r => r.Condition == "plain");
        Assert.Equal(("C1", "C30", "conflicting"), (plain.Tasks[0], plain.Tasks[^1], plain.Series));

        // Two tests a task: the first 2 of 200 below, the second at the value; speed is their mean.
        Assert.Equal(plain.Final[0][4]!.Value - 0.005, plain.Speed[0][4]!.Value, 9);
        Assert.Equal(-(27.5 - 4.5) / 200, plain.Trend!.MeanDifference, 9); // tasks 25 to 30 against 2 to 7
        Assert.Equal(-(20 + 16) / 200.0, plain.AgainstFresh!.MeanDifference, 9); // tasks 2 to 30: 16 on average
        Assert.Equal((20 + 27.5 - 5) / 200, found.Rows.Single(r => r.Condition == "l2").AgainstPlain!.Difference!.Value, 9);

        // Against sleep, 10 + seed behind: fresh +11 +12 +13, L2 +6 +7 +8, plain 12 - 47.5 = -35.5 with a spread of 2 late (its own lead and the seed's).
        static double P(double m, double s) => 1 - (m * Math.Sqrt(3) / s / Math.Sqrt((3 * m * m / (s * s)) + 2)); // two degrees of freedom
        var sleep = found.Rows.ToDictionary(r => r.Condition, r => r.AgainstSleep);
        Assert.Null(sleep["sleep"]);
        Assert.Equal([12 / 200.0, 7 / 200.0, -35.5 / 200], new[] { "fresh", "l2", "plain" }.Select(n => sleep[n]!.Difference!.Value), (a, b) => Math.Abs(a - b) < 1e-9);
        double?[] p = [P(12, 1), P(7, 1)];
        Assert.Equal(p.Select(v => v!.Value), new[] { "fresh", "l2" }.Select(n => sleep[n]!.P!.Value), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(Holm.Correct([.. found.Rows.Select(r => r.AgainstSleep?.P)]), found.Rows.Select(r => r.AgainstSleep?.PHolm));
        Assert.Equal(Holm.Correct([.. found.Rows.Select(r => r.AgainstPlain?.P)]), found.Rows.Select(r => r.AgainstPlain?.PHolm));
        Assert.Equal(0, found.Rows.Single(r => r.Condition == "l2").Trend!.MeanDifference, 9);
        Assert.Equal(["a plain network loses the ability to learn", "L2 helps", "an Adam-like rate does not help"], found.Claims.Select(c => c.Claim));
    }

    [Theory]
    [InlineData(0, 1, ClaimVerdict.Holds)] // a difference shown to be small
    [InlineData(0, 8, ClaimVerdict.Unclear)] // no difference shown, but none shut out either
    [InlineData(30, 1, ClaimVerdict.Fails)]
    [InlineData(3, 1, ClaimVerdict.Unclear)] // 0.015 better, too near the margin of 0.02
    [InlineData(-30, 1, ClaimVerdict.Holds)]
    public void That_something_does_not_help_takes_evidence(int lead, int spread, ClaimVerdict verdict)
    {
        var claims = MadeUp(lead, spread).Claims;
        Assert.Equal([ClaimVerdict.Holds, ClaimVerdict.Holds, verdict], claims.Select(c => c.Verdict));
        Assert.Equal(lead / 200.0, claims[2].Difference!.Value, 9);
    }

    /// <summary>Of three networks with differences of mean m and +-s, t is m sqrt(3) / s, and p of two degrees of freedom 1 - t / sqrt(t^2 + 2).</summary>
    [Fact]
    public void P_values_are_corrected_for_all_tests_of_all_claims()
    {
        static double P(double m, double s) => 1 - (m * Math.Sqrt(3) / s / Math.Sqrt((3 * m * m / (s * s)) + 2));
        var claims = MadeUp(0, 1).Claims;
        Assert.Equal(4 * P(42.5, 1), claims[1].P!.Value, 6); // the smallest of four: two of the first claims, and both of the last
        Assert.Equal(3 * P(23, 1), claims[0].P!.Value, 6);
        Assert.Equal(2 * P(4, 1), claims[2].P!.Value, 6);
    }

    [Fact]
    public void A_series_is_run_analysed_and_reported()
    {
        using var folder = new TemporaryFolder();
        var experiment = ExperimentReader.Parse(Toml.Replace("C30", "C4", StringComparison.Ordinal) + "\n[[condition]]\nname = \"linear\"\nphases = [\"unsupervised linear\", \"C1..C4\"]\n", "series", []);
        var tree = new PhaseTree(experiment);
        int[] seeds = [1, 2];
        var store = new Tiny.Store();
        var engine = new CpuEngine(2);
        Assert.True(TrialRunner.Run(experiment, tree, seeds, store, engine, new(1), CancellationToken.None));
        new RunManifest(experiment, seeds, tree, engine.Name, engine.Device, 2).Save(folder.Path);
        RunResults.Write(folder.Path, experiment, tree, seeds, store, "cpu", "test", 2);
        var vitality = VitalityDocument.Load(folder.Path)!;
        Assert.All(vitality.Conditions["plain"], phases => Assert.Equal([false, true, true, true, true], phases.Select(v => v is not null)));
        Assert.All(vitality.Conditions["linear"], phases => Assert.All(phases, Assert.Null));
        Assert.InRange(vitality.AtEnd("plain", v => v.Activity?.Effective).Min()!.Value, 1, Vitality.RankCycles);
        Assert.Equal(4, PlasticityDocument.Load(folder.Path)!.Rows[0].Tasks.Count);
        Assert.Equal(["current"], MetricsDocument.Load(folder.Path).Tasks);
        Assert.Contains("plasticity.png", Snn.Foraging.Figures.FigureSet.Draw(folder.Path).Select(Path.GetFileName));
        string html = File.ReadAllText(HtmlReport.Write(folder.Path));
        Assert.Contains("The ability to learn", html, StringComparison.Ordinal);
        Assert.Contains("dormant hidden neurons", html, StringComparison.Ordinal);
    }

    // A score of n in 200: what a test of 200 particles counts.
    private static TrialResult Trial(IReadOnlyList<PhaseNode> path, Func<int, int> rewarded) => new()
    {
        Tests = [.. path.SelectMany((node, n) => new[] { 2, 0 }.Select(less => new TrialTest(node.Phase.Name, node.End, 0, new TestResult(rewarded(n) - less, 200 - rewarded(n) + less, 1000))))],
        Matrix = new([], []),
        FoodPerMove = [],
        CyclesToCriterion = [],
        WeightDistance = [],
        Cost = new(),
    };
}
