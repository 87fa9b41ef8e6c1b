using Snn.Foraging;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Tests.Gpu;

namespace Snn.Tests.Foraging;

/// <summary>Grids: which points there are, what they share, and that a point is the same whether it runs alone or beside all others.</summary>
public class ParameterGridTests
{
    private const string Toml = """
        name = "grid"
        seeds = "5"
        [schedule]
        unsupervised = 200
        train = 200
        test = 60
        tests = 1
        snapshots = 1
        [grid]
        sleep.wake_cycles = [50, 100]
        sleep.sleep_cycles = [10, 20, 40]
        [[condition]]
        name = "sequential"
        phases = ["unsupervised", "T1", "T2"]
        [[condition]]
        name = "sleep"
        phases = ["unsupervised", "T1", "sleep+T2 sleep.reward*0.5"]
        """;

    private static Experiment Read(string toml, int? index = null, params string[] set) => ExperimentReader.Parse(toml, "grid", set, index);

    private static string Refused(string toml, params string[] set) => Assert.Throws<UserErrorException>(() => Read(toml, null, set)).Message;

    [Fact]
    public void Points_are_counted_with_the_last_key_fastest()
    {
        var grid = Read(Toml).Grid!;
        Assert.Equal(
            ["50 10", "50 20", "50 40", "100 10", "100 20", "100 40"],
            Enumerable.Range(1, grid.Count).Select(n => string.Join(' ', grid.Point(n).Select(s => s.Value))));
        Assert.Equal("sleep.wake_cycles=100 sleep.sleep_cycles=20", grid.Text(5));
    }

    [Fact]
    public void What_the_points_share_is_simulated_once()
    {
        var experiment = Read(Toml);
        Assert.Equal(["sequential", .. Enumerable.Range(1, 6).Select(n => $"sleep-p{n}")], experiment.Conditions.Select(c => c.Name));
        Assert.Equal(["unsupervised", "T1", "sleep+T2 sleep.wake_cycles=100 sleep.sleep_cycles=20 sleep.reward*0.5"], experiment.Conditions[5].Phases);
        var tree = new PhaseTree(experiment);
        Assert.Equal(3 + 6, tree.Nodes.Count);
        Assert.Equal(200 + 200 / 50 * 40, tree.Path("sleep-p3")[^1].Cycles);

        // Another network or world shares nothing.
        var worlds = new PhaseTree(Read(Toml, null, "grid.world.density=[0.05, 0.1]"));
        Assert.Equal(2 * 9, worlds.Nodes.Count);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5, "grid.world.density=[0.05, 0.1]")]
    [InlineData(11, "grid.sleep.depression=[0.65, 0.9]")]
    [InlineData(2, "grid.learning.reward_rate=[0.02, 0.09]")]
    public void A_point_alone_is_the_point_beside_all_others(int point, params string[] set)
    {
        var (all, alone) = (Read(Toml, null, set), Read(Toml, point, set));
        Assert.Null(alone.Grid);
        Assert.Equal($"grid-p{point}", alone.Name);
        var (records, record) = (Tiny.Live(all), Tiny.Live(alone));
        var beside = new PhaseTree(all);
        foreach (var condition in alone.Conditions)
        {
            var path = new PhaseTree(alone).Path(condition.Name);
            var same = all.Conditions.Single(c => c.Name == condition.Name || c.Name == $"{condition.Name}-p{point}");
            foreach (var (a, b) in path.Zip(beside.Path(same.Name)))
            {
                Assert.Equal(record.Load(5, a)!.Snapshots[^1].Weights, records.Load(5, b)!.Snapshots[^1].Weights);
                Assert.Equal(record.Load(5, a)!.Tests, records.Load(5, b)!.Tests);
            }
        }
    }

    [Fact]
    public void Points_with_networks_of_other_shapes_stand_in_one_batch_of_a_device()
    {
        var experiment = Read(Toml, null, "grid.network.hidden=[32, 48]", "grid.sleep.wake_cycles=[100]", "grid.sleep.sleep_cycles=[10]", "schedule.unsupervised=30", "schedule.train=30", "schedule.test=20");
        var tree = new PhaseTree(experiment);
        var devices = Snn.Gpu.GpuDevices.Simulated(4);
        using var engine = new GpuEngine(devices, devices.Found[0], EngineChoice.Request(experiment, tree, [5], 2) with { GroupSize = 1 });
        var store = new Tiny.Store();
        Assert.True(TrialRunner.Run(experiment, tree, [5], store, engine, new RunProgress(1), default));
        Assert.Equal(Tiny.Digest(Tiny.Live(experiment), tree, [5], states: false), Tiny.Digest(store, tree, [5], states: false));
    }

    [Fact]
    public void A_grid_is_written_as_it_is_read()
    {
        var experiment = Read(Toml);
        var again = Read(ExperimentWriter.Write(experiment));
        Assert.Equal(ExperimentWriter.Write(experiment), ExperimentWriter.Write(again));
        Assert.Equal(ExperimentWriter.Parameters(experiment), ExperimentWriter.Parameters(again));
        Assert.NotEqual(ExperimentWriter.Parameters(experiment), ExperimentWriter.Parameters(Read(Toml, null, "grid.world.density=[0.05, 0.1]")));
    }

    [Fact]
    public void What_is_not_a_grid_is_refused()
    {
        Assert.Contains("nearest known key is grid.sleep.wake_cycles", Refused(Toml.Replace("sleep.wake_cycles", "sleep.wake_cycle", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("grid.schedule.train must be a list", Refused(Toml, "grid.schedule.train=5"), StringComparison.Ordinal);
        Assert.Contains("grid.schedule.train has no values", Refused(Toml, "grid.schedule.train=[]"), StringComparison.Ordinal);
        Assert.Contains("grid.schedule.train has a value twice", Refused(Toml, "grid.schedule.train=[5, 5]"), StringComparison.Ordinal);
        Assert.Contains("schedule.train is the number 0 but must lie in", Refused(Toml, "grid.schedule.train=[0]"), StringComparison.Ordinal);
        Assert.Contains("has sleep.wake_cycles in its [grid]", Refused(Toml, "sleep.wake_cycles=5"), StringComparison.Ordinal);
        Assert.Contains("grid point 2 (sleep.wake_cycles=50 sleep.sleep_cycles=10 world.density=0.4): world: ", Refused(Toml, "grid.world.density=[0.1, 0.4]"), StringComparison.Ordinal);
        Assert.Contains("grid must be a table", Refused("grid = 3\n" + Toml[..Toml.IndexOf("[grid]", StringComparison.Ordinal)]), StringComparison.Ordinal);
        Assert.Contains("needs a [grid] of two settings", Refused(Toml, "analyses=[\"phase-map\"]", "grid.schedule.train=[50]"), StringComparison.Ordinal);
        Assert.Contains("has points 1 to 6", Assert.Throws<UserErrorException>(() => Read(Toml, 7)).Message, StringComparison.Ordinal);
        Assert.Contains("has no [grid]", Assert.Throws<UserErrorException>(() => BuiltInExperiments.Load("quickstart", [], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_map_is_what_the_scores_say()
    {
        var experiment = Read(Toml, null, "analyses=[\"phase-map\"]", "seeds=5-6");
        var tree = new PhaseTree(experiment);
        var store = Tiny.Live(experiment);
        int[] seeds = [5, 6];
        var trials = new Dictionary<(string, int), TrialResult>();
        foreach (var condition in experiment.Conditions)
        {
            foreach (int seed in seeds)
            {
                var records = tree.Nodes.ToDictionary(n => n, n => store.Load(seed, n)!);

                // Made-up tests: T1 is at 0.9, falls to 0.5 without sleep and to less with less of it; T2 is not learnt at point 6.
                foreach (var node in tree.Path(condition.Name))
                {
                    var (first, last) = node.Phase.Name switch { "T1" => (90, 50), "T2" => (50, 80), "sleep+T2" => (50 + (7 * condition.Point) + seed - 5, condition.Point == 6 ? 70 : 80), _ => (50, 50) };
                    records[node].Tests.Clear();
                    records[node].Tests.AddRange([new(node.Cycles, 0, new(first, 100 - first, 100)), new(node.Cycles, 1, new(last, 100 - last, 100))]);
                }

                trials.Add((condition.Name, seed), TrialResult.Of(experiment, tree.Path(condition.Name), records, []));
            }
        }

        var document = PhaseMap.Of(experiment, seeds, trials);
        Assert.Equal(("sleep.wake_cycles", "sleep.sleep_cycles"), (document.RowKey, document.ColumnKey));
        Assert.Equal([50, 100], document.Rows);
        Assert.Equal([10, 20, 40], document.Columns);
        Assert.Equal(["T1", "T2"], document.Tasks);
        var cells = Assert.Single(document.Maps).Cells;
        Assert.Equal([1, 2, 3, 4, 5, 6], cells.Select(c => c.Point));
        Assert.Equal(0.145, cells[1].GainFirst!.MeanDifference, 9); // 0.64 and 0.65 against 0.50
        Assert.Equal(0.145 / 0.4, cells[1].Kept!.Value, 9);
        Assert.Equal([Rescue.Partly, Rescue.Partly, Rescue.Rescued, Rescue.Rescued, Rescue.Rescued, Rescue.Unlearnt], cells.Select(c => c.Rescue));
        Assert.Equal(20, cells[4].SleepCycles - cells[3].SleepCycles, 9); // 2 x 20 against 2 x 10
        Assert.Equal(document.Write(), PhaseMap.Of(experiment, seeds, trials).Write());

        // The last row as one: 0.85 and 0.86 in the mean of its three places, against 0.50; t of one degree of freedom at 97.5 % is 12.7062.
        var row = document.Maps[0].RowGains![1];
        Assert.Equal([0.355, 0.355 - (12.7062 * 0.005), 0.355 + (12.7062 * 0.005)], new[] { row.Mean!.Value, row.Ci95![0], row.Ci95[1] }, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(2 * 2 * Math.Atan(0.005 / 0.355) / Math.PI, row.PHolm!.Value, 1e-9); // Student's t with one degree of freedom is Cauchy's; the lesser of two p values counts twice

        // Place by place: at the first 0.57 and 0.58 against 0.50; the six p values are corrected together. Cost is the whole trial's, a network.
        Assert.Equal(0.075, cells[0].GainFirst!.MeanDifference, 9);
        Assert.Equal(Holm.Correct([.. new[] { 7.5, 14.5, 21.5, 28.5, 35.5, 42.5 }.Select(gain => (double?)(2 * Math.Atan(0.5 / gain) / Math.PI))]), cells.Select(c => c.PHolm), (a, b) => Math.Abs(a!.Value - b!.Value) < 1e-9);
        Assert.All(cells, c => Assert.Equal(c.SleepCycles, c.Cost!.ExtraCycles));
        Assert.Equal(seeds.Average(s => trials[("sleep-p3", s)].Cost.SynapticEvents), cells[2].Cost!.SynapticEvents);

        Assert.Contains("all 3 places of it together, T1 gains +0.36 (+0.29 to +0.42): not all of it is gone for good. At 1 of them T2 was not learnt as well.", string.Join(' ', PhaseMapFindings.Of(document, document.Maps[0])), StringComparison.Ordinal);
        var nothing = document.Maps[0] with { RowGains = [row, new(0.02, [-0.03, 0.07], 0.4)] };
        Assert.Contains("gains +0.02 (-0.03 to +0.07): no gain is shown, and more than +0.07 is ruled out.", string.Join(' ', PhaseMapFindings.Of(document, nothing)), StringComparison.Ordinal);
        Assert.Contains("up to wake episode, cycles 100 (with sleep, cycles 10; 20)", string.Join(' ', PhaseMapFindings.Of(document, document.Maps[0])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, 0.2, 0.6, 0.80, Rescue.Rescued)]
    [InlineData(0.1, 0.2, 0.4, 0.80, Rescue.Partly)]
    [InlineData(-0.1, 0.2, 0.6, 0.80, Rescue.Gone)]
    [InlineData(0.1, 0.2, 0.6, 0.75, Rescue.Rescued)]
    [InlineData(0.1, 0.2, 0.6, 0.73, Rescue.Unlearnt)]
    public void Verdicts_by_rule(double low, double high, double kept, double last, Rescue expected) =>
        Assert.Equal(expected, PhaseMap.Judge(new PairedComparison(3, (low + high) / 2, [low, high], null), kept, last, 0.8));
}
