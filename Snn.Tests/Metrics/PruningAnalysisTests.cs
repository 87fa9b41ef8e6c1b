using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Tests.Foraging;

namespace Snn.Tests.Metrics;

/// <summary>Losses on made-up scores: which rows there are, what each is compared with, and the corrections.</summary>
public class PruningAnalysisTests
{
    private const string Toml = """
        name = "loss"
        seeds = "5-7"
        analyses = ["lesion"]
        [schedule]
        unsupervised = 40
        train = 40
        sleep = 40
        test = 20
        tests = 1
        snapshots = 1
        [[condition]]
        name = "whole"
        phases = ["unsupervised", "T1", "sleep schedule.sleep=1", "sleep"]
        [[condition]]
        name = "whole-slept"
        phases = ["unsupervised", "T1", "sleep", "sleep schedule.sleep=1"]
        [[condition]]
        name = "random-50"
        phases = ["unsupervised", "T1", "sleep prune-random=50 schedule.sleep=1", "sleep"]
        control_of = "strongest-50"
        [[condition]]
        name = "random-50-after-sleep"
        phases = ["unsupervised", "T1", "sleep", "sleep prune-random=50 schedule.sleep=1"]
        [[condition]]
        name = "strongest-50"
        phases = ["unsupervised", "T1", "sleep prune-strongest=50 schedule.sleep=1", "sleep"]
        [[condition]]
        name = "strongest-50-after-sleep"
        phases = ["unsupervised", "T1", "sleep", "sleep prune-strongest=50 schedule.sleep=1"]
        [[condition]]
        name = "strongest-75"
        phases = ["unsupervised", "T1", "sleep prune-strongest=75 schedule.sleep=1", "sleep"]
        """;

    // Share of T1 in tests after the third and the fourth phase, in percent, seeds 5, 6 and 7.
    private static readonly Dictionary<string, (int[] Third, int[] Fourth)> Ends = new()
    {
        ["whole"] = ([90, 91, 92], [80, 81, 82]),
        ["whole-slept"] = ([80, 81, 82], [80, 82, 82]),
        ["random-50"] = ([85, 87, 86], [80, 80, 83]),
        ["random-50-after-sleep"] = ([80, 81, 82], [75, 76, 78]),
        ["strongest-50"] = ([50, 52, 51], [40, 43, 41]),
        ["strongest-50-after-sleep"] = ([80, 81, 82], [60, 63, 62]),
        ["strongest-75"] = ([30, 33, 31], [30, 30, 33]),
    };

    private static PruningDocument Document()
    {
        var experiment = ExperimentReader.Parse(Toml, "loss", []);
        var tree = new PhaseTree(experiment);
        int[] seeds = [5, 6, 7];
        var store = Tiny.Live(experiment);
        var trials = new Dictionary<(string, int), TrialResult>();
        foreach (var condition in experiment.Conditions)
        {
            foreach (int seed in seeds)
            {
                var records = tree.Nodes.ToDictionary(n => n, n => store.Load(seed, n)!);
                var path = tree.Path(condition.Name);
                foreach (var (at, share) in new[] { (2, Ends[condition.Name].Third[seed - 5]), (3, Ends[condition.Name].Fourth[seed - 5]) })
                {
                    records[path[at]].Tests.Clear();
                    records[path[at]].Tests.AddRange([new(path[at].Cycles, 0, new(share, 100 - share, 100)), new(path[at].Cycles, 1, new(50, 50, 100))]);
                }

                trials.Add((condition.Name, seed), TrialResult.Of(experiment, path, records, []));
            }
        }

        return PruningAnalysis.Of(experiment, tree, seeds, store, trials);
    }

    [Fact]
    public void A_loss_is_paired_with_the_same_life_without_it()
    {
        var rows = Document().Rows;
        Assert.Equal(
            [
                ("random-50", PruningMoment.Pruned, "whole"), ("random-50", PruningMoment.ThenSlept, "whole"), ("random-50-after-sleep", PruningMoment.SleptBefore, "whole-slept"),
                ("strongest-50", PruningMoment.Pruned, "whole"), ("strongest-50", PruningMoment.ThenSlept, "whole"), ("strongest-50-after-sleep", PruningMoment.SleptBefore, "whole-slept"),
                ("strongest-75", PruningMoment.Pruned, "whole"), ("strongest-75", PruningMoment.ThenSlept, "whole"),
            ],
            rows.Select(r => (r.Condition, r.When, r.Reference!)));
        Assert.Equal(((0.85 - 0.9) + (0.87 - 0.91) + (0.86 - 0.92)) / 3, rows[0].Difference!.Value, 9); // at once, with the third phase of "whole"
        Assert.Equal(((0.8 - 0.8) + (0.8 - 0.81) + (0.83 - 0.82)) / 3, rows[1].Difference!.Value, 9); // after sleep, with its fourth
        Assert.Equal(((0.75 - 0.8) + (0.76 - 0.82) + (0.78 - 0.82)) / 3, rows[2].Difference!.Value, 9);
        Assert.Equal(Holm.Correct([.. rows.Select(r => PairedTTest.Of(r.Scores, r.Whole!)?.P)]), rows.Select(r => r.PHolm));
        Assert.Equal(0.5, rows[3].Left / 6272, 3);
    }

    [Fact]
    public void The_same_loss_is_compared_after_sleep_and_without_it()
    {
        var slept = Document().Slept;
        Assert.Equal([("prune-random", 50.0), ("prune-strongest", 50.0)], slept.Select(c => (c.How, c.Percent)));

        // 60, 63, 62 against 50, 52, 51 percent: differences 10, 11, 11; t of two degrees of freedom at 97.5 % is 4.302653.
        double mean = 0.32 / 3, reach = 4.302653 * Math.Sqrt(1.0 / 3) / 100 / Math.Sqrt(3);
        Assert.Equal([mean, mean - reach, mean + reach], new[] { slept[1].Difference!.Value, slept[1].Ci95![0], slept[1].Ci95![1] }, (a, b) => Math.Abs(a - b) < 1e-7);
        Assert.Equal((0.617, 0.51), (Math.Round(slept[1].Slept.Mean!.Value, 3), Math.Round(slept[1].Awake.Mean!.Value, 3)));
        double P(double t) => 1 - (t / Math.Sqrt((t * t) + 2)); // Student's with two degrees of freedom
        double[] p = [P(29.0 / 3 / Math.Sqrt(7.0 / 3) * Math.Sqrt(3)), P(mean * 100 / Math.Sqrt(1.0 / 3) * Math.Sqrt(3))]; // the other: -10, -11, -8
        Assert.Equal(Holm.Correct([.. p.Select(v => (double?)v)]).Select(v => v!.Value), slept.Select(c => c.PHolm!.Value), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void A_control_of_harm_is_paired_moment_by_moment()
    {
        var controls = Document().Controls;
        Assert.Equal([("random-50", "strongest-50", "at once"), ("random-50", "strongest-50", "after sleep that followed")], controls.Select(c => (c.Control, c.Of, c.Measure)));
        Assert.All(controls, c => Assert.Equal(ControlVerdict.Loses, c.Verdict)); // what is lost at random does less harm
        Assert.Equal(0.35, controls[0].Difference!.Value, 9);
    }
}
