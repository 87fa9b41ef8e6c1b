using Snn.Foraging;
using Snn.Foraging.Agent;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Foraging.Runs;
using Snn.Tests.Foraging;

namespace Snn.Tests.Remedies;

/// <summary>Whole runs with remedies: stopped and resumed they end in the same bits, and their costs are what was lived and laid out.</summary>
public sealed class RemedyRunTests
{
    private static readonly int[] Seeds = [3];

    private static readonly Experiment Experiment = ExperimentReader.Parse("""
        name = "remedies"
        seeds = "3"
        analyses = ["remedies"]
        [schedule]
        unsupervised = 500
        train = 5500
        test = 200
        tests = 2
        snapshots = 2
        [[condition]]
        name = "sequential"
        phases = ["unsupervised", "T1", "T2"]
        [[condition]]
        name = "told"
        phases = ["unsupervised", "T1", "T2 mas-local pull shy metaplasticity row-normalisation"]
        [[condition]]
        name = "untold"
        phases = ["unsupervised", "T1 si-local mas-noticed remember=50", "sleep+T2 si-local mas-noticed replay=7"]
        [[condition]]
        name = "own-network"
        phases = ["unsupervised", "T1 own-network", "T2 own-network"]
        [[condition]]
        name = "alone"
        phases = ["unsupervised", "T2"]
        [[condition]]
        name = "linear"
        phases = ["unsupervised linear", "T1", "T2"]
        """, "remedies", []);

    private static readonly PhaseTree Tree = new(Experiment);
    private static readonly Lazy<Tiny.Store> Through = new(() =>
    {
        var store = new Tiny.Store();
        Assert.True(Run(store));
        return store;
    });

    private static bool Run(IPhaseStore store, CancellationToken cancel = default) =>
        TrialRunner.Run(Experiment, Tree, Seeds, store, new CpuEngine(1), new RunProgress(1), cancel);

    private static PhaseRecord Last(string condition) => Through.Value.Load(3, Tree.Path(condition)[^1])!;

    [Fact]
    public void Stopped_again_and_again_is_run_through()
    {
        CancellationTokenSource? stop = null;
        var broken = new Tiny.Store { Saved = () => stop!.Cancel() };
        var ended = false;
        for (int sitting = 0; !ended; sitting++)
        {
            Assert.True(sitting < 200);
            using (stop = new())
                ended = Run(broken, stop.Token);
        }

        Assert.Equal(Tiny.Digest(Through.Value, Tree, Seeds), Tiny.Digest(broken, Tree, Seeds));
    }

    [Fact]
    public void One_network_a_task_keeps_the_old_one_and_learns_with_a_fresh_one()
    {
        var (own, alone) = (Last("own-network"), Last("alone"));
        var first = Through.Value.Load(3, Tree.Path("own-network")[1])!;
        Assert.Equal(alone.Snapshots[^1].Weights, own.Snapshots[^1].Weights);
        Assert.Equal(alone.Tests.Where(t => t.Task == 1).Select(t => t.Result), own.Tests.Where(t => t.Task == 1).Select(t => t.Result));
        Assert.All(own.Tests.Where(t => t.Task == 0), t => Assert.Equal(first.Tests.Last(f => f.Task == 0).Result, t.Result));
        Assert.Equal(5500, own.Work.WakeCycles);
    }

    [Fact]
    public void A_network_without_a_hidden_layer_learns_from_49_inputs()
    {
        var weights = Last("linear").Snapshots[^1].Weights;
        Assert.Equal(49 * 8, weights.Length);
        Assert.True(weights.Max() > 1.2f && weights.Min() < 0.8f);
        Assert.Equal(49.0, weights.Where((_, k) => k % 8 == 3).Sum(w => (double)w), 0.01);
        Assert.Contains("only the first phase", Refused("[\"unsupervised\", \"T1 linear\"]"), StringComparison.Ordinal);
        Assert.Contains("cannot sleep", Refused("[\"unsupervised linear\", \"T1\", \"sleep+T2\"]"), StringComparison.Ordinal);
        static string Refused(string phases) => Assert.Throws<Snn.Foraging.UserErrorException>(() => ExperimentReader.Parse($"name = \"x\"\n[[condition]]\nname = \"x\"\nphases = {phases}", "x", [])).Message;
    }

    [Fact]
    public void Costs_are_what_was_laid_out_and_lived()
    {
        using var folder = new TemporaryFolder();
        RunResults.Write(folder.Path, Experiment, Tree, Seeds, Through.Value, "cpu", "test", 1);
        var rows = RemedyDocument.Load(folder.Path)!.Rows.ToDictionary(r => r.Condition);
        int hidden = Experiment.Network.Hidden;
        long frozen = 4 * ((16L * hidden) + 16); // held parts and their sums, rows padded to 16
        Assert.Equal((0, 0, 0), (rows["sequential"].Cost.StoredBytes, rows["sequential"].Cost.ExtraStateBytes, rows["sequential"].Cost.ExtraCycles));
        Assert.Equal(3 * 8 * (50 + 1), rows["untold"].Cost.StoredBytes);
        Assert.Equal(5500 + (55 * 3 * 7), Last("untold").Work.SleepCycles);
        Assert.Equal(10_000, rows["told"].Cost.ExtraCycles); // shy is not due in so short a phase
        Assert.Equal(frozen + (3 * (4 + (8L * hidden * 4))), rows["told"].Cost.ExtraStateBytes); // mobilities, anchor, last weights
        Assert.Equal(2.0 * (new Forager(Experiment, 3, 3).State.Length + 4) + 8, rows["own-network"].Cost.ExtraStateBytes);
        Assert.True(rows["told"].Cost.SynapticEvents > rows["sequential"].Cost.SynapticEvents);
        Assert.Equal("boundary, a walk in each old world", rows["told"].Needs);
        Assert.Equal(rows["linear"].Old.Mean, Last("linear").Tests.Last(t => t.Task == 0).Result.Score);
    }

    [Fact]
    public void A_search_takes_the_best_mean_and_writes_what_can_be_read()
    {
        var experiment = ExperimentReader.Parse("""
            name = "search"
            seeds = "1-2"
            [[condition]]
            name = "mas-local"
            phases = ["unsupervised", "T2", "T1 mas-local={}"]
            tries = ["0.5", "7"]
            [[condition]]
            name = "mixed"
            phases = ["unsupervised", "T2", "T1 {}"]
            tries = ["decay=0.1", "decay=0.2 pull=0.1"]
            """, "search", []);
        Assert.Equal(["mas-local_0.5", "mas-local_7", "mixed_1", "mixed_2"], experiment.Conditions.Select(c => c.Name));
        Assert.Equal("T1 decay=0.2 pull=0.1", experiment.Conditions[3].Phases[2]);
        Assert.Equal(experiment.Conditions.Select(c => (c.Name, c.Tried)), ExperimentReader.Parse(ExperimentWriter.Write(experiment), "again", []).Conditions.Select(c => (c.Name, c.Tried)));

        Assert.Contains("no {} in its phases", Assert.Throws<Snn.Foraging.UserErrorException>(() => ExperimentReader.Parse(
            "name = \"x\"\n[[condition]]\nname = \"a\"\nphases = [\"T1\", \"T2 mas-local\"]\ntries = [\"1\", \"5\"]", "x", [])).Message, StringComparison.Ordinal);

        // Scores on (T1, T2): the second of each is better in the mean, though not on T1.
        double[][] ends = [[0.9, 0.5], [0.8, 0.8], [0.9, 0.4], [0.6, 0.9]];
        var trials = new Dictionary<(string, int), TrialResult>();
        foreach (var (k, condition) in experiment.Conditions.Index())
        {
            foreach (int seed in new[] { 1, 2 })
            {
                double?[] end = [.. ends[k].Select(e => (double?)e)];
                trials[(condition.Name, seed)] = new()
                {
                    Tests = [],
                    Matrix = new([.. condition.Phases.Select(Phase.Parse)], [end, end, end]),
                    FoodPerMove = [],
                    CyclesToCriterion = [],
                    WeightDistance = [],
                    Cost = new(),
                };
            }
        }

        var search = RemedySearch.Of(experiment, [1, 2], trials);
        Assert.Equal([("mas-local", "7"), ("mixed", "decay=0.2 pull=0.1")], search.Remedies.Select(r => (r.Name, r.Best)));
        Assert.Equal((0.8, 0.8, 0.8), (search.Remedies[0].Trials[1].Score.Mean!.Value, search.Remedies[0].Trials[1].Old.Mean!.Value, search.Remedies[0].Trials[1].New.Mean!.Value));
        var values = Tomlyn.TomlSerializer.Deserialize<Tomlyn.Model.TomlTable>(RemedySearch.Values(experiment, search))!;
        Assert.Equal(7L, values["mas-local"]);
        Assert.Equal("decay=0.2 pull=0.1", values["mixed"]);
    }

    [Fact]
    public void An_experiment_has_in_braces_what_its_search_found()
    {
        foreach (string search in RemedyValues.Searches)
        {
            // What it found can be read again as one of the values that it tries, and for all that it searches.
            var tried = BuiltInExperiments.Load(search, []).Conditions.Where(c => c.Tried is not null).ToLookup(c => c.Name[..c.Name.LastIndexOf('_')], c => c.Tried);
            var found = RemedyValues.FoundBy(search);
            Assert.Equal(tried.Select(t => t.Key).Order(), found.Keys.Order());
            Assert.All(found, v => Assert.Contains(v.Value, tried[v.Key]));
            Assert.Single(tried.Select(t => t.Count()).Distinct());
        }

        const string Toml = "name = \"x\"\nvalues = \"plasticity-search\"\n[[condition]]\nname = \"a\"\nphases = [\"unsupervised\", \"C1..C2 decay={l2}\"]";
        Assert.Equal($"C1 decay={RemedyValues.FoundBy("plasticity-search")["l2"]}", ExperimentReader.Parse(Toml, "x", []).Conditions[0].Phases[1]);
        Assert.Contains("decay={l3}", Assert.Throws<UserErrorException>(() => ExperimentReader.Parse(Toml.Replace("l2", "l3", StringComparison.Ordinal), "x", [])).Message, StringComparison.Ordinal);
        Assert.Contains("many-tasks-search", Assert.Throws<UserErrorException>(() => ExperimentReader.Parse(Toml.Replace("plasticity-search", "no-search", StringComparison.Ordinal), "x", [])).Message, StringComparison.Ordinal);
    }

    /// <summary>In a series of tasks that change, the learning speed over the last fifth decides.</summary>
    [Fact]
    public void A_search_over_conflicting_tasks_goes_by_late_learning_speed()
    {
        var experiment = ExperimentReader.Parse("""
            name = "search"
            analyses = ["remedy-search"]
            [[condition]]
            name = "l2"
            phases = ["unsupervised", "C1..C10 decay={}"]
            tries = ["0.1", "0.2"]
            """, "search", []);

        // With 0.2 all but the last two tasks are learnt worse, and these in the end; but they are learnt sooner.
        static int Food(string tried, int task, bool end) => tried == "0.1" ? (end ? 90 : 50) : task < 9 ? 10 : end ? 85 : 65;
        var trials = experiment.Conditions.ToDictionary(c => (c.Name, 1), c => new TrialResult
        {
            Tests = [.. Enumerable.Range(1, 10).SelectMany(task => new[] { false, true }.Select(end => new TrialTest($"C{task}", task, 0, new(Food(c.Tried!, task, end), 100 - Food(c.Tried!, task, end), 1000))))],
            Matrix = new([], []),
            FoodPerMove = [],
            CyclesToCriterion = [],
            WeightDistance = [],
            Cost = new(),
        });
        var found = RemedySearch.Of(experiment, [1], trials).Remedies.Single();
        Assert.Equal("0.2", found.Best);
        Assert.Equal([0.7, 0.75], found.Trials.Select(t => Math.Round(t.Score.Mean!.Value, 9)));
    }
}
