using System.Text.Json;
using System.Text.RegularExpressions;
using Snn.Foraging.Experiments;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;
using Snn.Foraging.Report;
using Snn.Foraging.Runs;
using Snn.Tests.Figures;
using Snn.Tests.Foraging;

namespace Snn.Tests.Report;

/// <summary>Reports of whole, short and broken runs.</summary>
[Collection("console")]
public partial class ReportTests
{
    /// <summary>Figures of analyses and of sleep that is called for.</summary>
    private static readonly string[] Special = ["pruning", "learning-speed", "rule-weights", "rule-inputs", "transfer", "many-tasks", "plasticity", "kpca", "kpca3d", "svm", "manifolds", "phase-map", "sleeps"];

    private static string Report(string folder) => File.ReadAllText(HtmlReport.Write(folder));

    private static string Run(TemporaryFolder folder, Experiment experiment, string seeds)
    {
        string toml = folder.Of("e.toml"), run = folder.Of("run");
        File.WriteAllText(toml, ExperimentWriter.Write(experiment with { Seeds = seeds }));
        var (output, error) = (Console.Out, Console.Error);
        try
        {
            Console.SetOut(new StringWriter());
            Console.SetError(new StringWriter());
            Assert.Equal(0, Snn.Foraging.Commands.CommandLineApp.Run(["run", toml, "--out", run, "--threads", "2"]));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }

        return run;
    }

    private static void IsWhole(string html)
    {
        Assert.InRange(html.Length, 1_000, 5_000_000);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.EndsWith("</body></html>\n", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(OutsideLink(), html);
        Assert.DoesNotMatch(BadNumber(), Script().Replace(html, ""));
        foreach (Match data in DataBlock().Matches(html))
            JsonDocument.Parse(data.Groups[1].Value).Dispose();
    }

    /// <summary>Figures that only runs with certain analyses have.</summary>
    [Fact]
    public void A_run_with_sleep_has_every_figure_and_both_interactive_parts()
    {
        using var folder = new TemporaryFolder();
        string run = Run(folder, Tiny.Experiment with { Analyses = [Analysis.Remedies] }, "1-2");
        string html = File.ReadAllText(Path.Combine(run, "report.html"));
        IsWhole(html);
        Assert.Equal(FigureSet.Names.Except(Special).Order(), Directory.GetFiles(Path.Combine(run, "figures"), "*.png").Select(Path.GetFileNameWithoutExtension).Order());
        Assert.All(FigureSet.Names.Except(Special), name => Assert.Contains($"id=\"figure-{name}\"", html, StringComparison.Ordinal));
        foreach (string part in (string[])["trajectory-data", "world-data", "What sleep replays", "Conditions compared", "What differs from the paper", "Costs", "schedule.train"])
            Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.DoesNotContain("One network only", html, StringComparison.Ordinal);

        // Made again from the files alone, it is the same page.
        Assert.Equal(html, Report(run));
    }

    [Fact]
    public void Recordings_are_the_same_on_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var store = new Tiny.Store();
        Assert.True(Snn.Foraging.Protocols.TrialRunner.Run(Tiny.Experiment, Tiny.Tree, [1, 2], store, new Snn.Foraging.Engines.CpuEngine(2), new(1), default));
        string[] made = [.. new[] { 1, 3 }.Select(threads =>
        {
            string to = Directory.CreateDirectory(folder.Of($"threads-{threads}")).FullName;
            Snn.Foraging.Recordings.Recorder.Record(to, Tiny.Experiment, Tiny.Tree, [1, 2], store, threads);
            return to;
        })];
        Assert.Equal(File.ReadAllText(Path.Combine(made[0], "replay.json")), File.ReadAllText(Path.Combine(made[1], "replay.json")));
        string Content(string to) => JsonSerializer.Serialize(RecordedPhaseReader.Read(Path.Combine(to, "recordings.h5")));
        Assert.Equal(Content(made[0]), Content(made[1]));
        Assert.Equal(3 + 2 + 3 + 3, RecordedPhaseReader.Read(Path.Combine(made[0], "recordings.h5")).Count);
    }

    [Fact]
    public void The_story_compares_within_one_order_of_the_tasks()
    {
        using var folder = new TemporaryFolder();
        var sequential = Tiny.Experiment.Conditions[0];
        var reversed = sequential with { Name = "sequential-reversed", Phases = ["unsupervised", "T2", "T1"] };
        string run = Run(folder, Tiny.Experiment with { Conditions = [sequential, reversed, reversed with { Name = "same-reversed" }] }, "1-2");
        string html = File.ReadAllText(Path.Combine(run, "report.html"));

        // The same phases under another name: no difference in their own order, and some in the other.
        Assert.Matches(@"same-reversed: [^;]*; no difference shown on Task 1, 0\.00 \(0\.00 to 0\.00\); no difference shown on Task 2, 0\.00 \(0\.00 to 0\.00\)", html);
    }

    [Fact]
    public void One_seed_without_sleep_says_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        string run = Run(folder, Tiny.Experiment with { Conditions = [.. Tiny.Experiment.Conditions.Take(2)] }, "5");
        string html = File.ReadAllText(Path.Combine(run, "report.html"));
        IsWhole(html);
        Assert.False(File.Exists(Path.Combine(run, "replay.json")));
        Assert.Contains("One network only", html, StringComparison.Ordinal);
        Assert.Contains("No condition of this run sleeps", html, StringComparison.Ordinal);
        Assert.DoesNotContain("What sleep replays", html, StringComparison.Ordinal);
        Assert.Contains("world-data", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_stand_as_in_TOML_and_the_map_neuron_does_not_differ_from_itself()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 1, hidden: 16);
        string path = Path.Combine(run.Folder, "run.json");
        Assert.Contains("two-variable map neuron", Report(run.Folder), StringComparison.Ordinal);
        File.WriteAllText(path, "{\"parameters\":{\"network\":{\"neuron\":\"map\",\"cycle\":300},\"world\":{\"size\":50,\"walls\":false}}," + File.ReadAllText(path)[1..]);
        string html = Report(run.Folder);
        Assert.Contains("<td>world.walls</td><td>false</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>network.neuron</td><td>map</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("two-variable map neuron", html, StringComparison.Ordinal);
        Assert.Contains("input STDP both ways", html, StringComparison.Ordinal);
        Assert.Contains("map neuron: strength of a synapse", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Lives_are_not_called_networks()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 4, hidden: 16);
        string path = Path.Combine(run.Folder, "run.json");
        string html = Report(run.Folder);
        Assert.Contains("4 networks (seeds", html, StringComparison.Ordinal);
        Assert.DoesNotContain("map neuron: strength of a synapse", html, StringComparison.Ordinal);
        File.WriteAllText(path, "{\"parameters\":{\"lives\":2,\"network\":{\"neuron\":\"lif\",\"cycle\":300},\"world\":{\"size\":50,\"walls\":false}}," + File.ReadAllText(path)[1..]);
        html = Report(run.Folder);
        Assert.Contains("2 networks with 4 lives in all (seeds", html, StringComparison.Ordinal);
        Assert.Contains("intervals of the mean over lives", html, StringComparison.Ordinal);
        Assert.Contains("Lives of one network are not independent", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_geometry_of_single_lives_says_what_it_lacks()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 1, hidden: 16);
        string path = Path.Combine(run.Folder, "geometry.json");
        string Geometry(string lives) => """{"networks":[{"network":1,"lives":LIVES,"ends":[],"courses":{"sequential":[[{"cycle":5,"phase":"T1","to_t1":null,"to_t2":null,"to_both":null,"svm":null,"pca":[],"kernel_pca":[]}]]}}]}"""
            .Replace("LIVES", lives, StringComparison.Ordinal);
        File.WriteAllText(path, Geometry("[1]"));
        Assert.Contains("one life only", Report(run.Folder), StringComparison.Ordinal);
        FigureSet.Draw(run.Folder);
        Assert.False(File.Exists(Path.Combine(run.Folder, "figures", "svm.png")));
        File.WriteAllText(path, Geometry("[1, 2]"));
        Assert.DoesNotContain("one life only", Report(run.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_opens_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var manifest = new RunManifest(Tiny.Experiment, [1, 2], Tiny.Tree, "cpu", "a device", 1);
        manifest.Interrupted();
        manifest.Save(folder.Path);
        var output = Console.Out;
        try
        {
            Console.SetOut(new StringWriter());
            Assert.Equal(0, Snn.Foraging.Commands.CommandLineApp.Run(["report", folder.Path]));
        }
        finally
        {
            Console.SetOut(output);
        }

        string html = File.ReadAllText(folder.Of("report.html"));
        IsWhole(html);
        Assert.Contains("has not finished (status: interrupted)", html, StringComparison.Ordinal);
        Assert.Contains("--resume", html, StringComparison.Ordinal);
        Assert.Contains("schedule.train", html, StringComparison.Ordinal);
        Assert.DoesNotContain("What happened", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_gone_are_named()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 2, hidden: 16);
        string html = Report(run.Folder);
        IsWhole(html);
        Assert.Contains("There is no recordings.h5", html, StringComparison.Ordinal);
        Assert.Contains("There is no replay.json", html, StringComparison.Ordinal);
        Assert.Contains("2 networks: the intervals", html, StringComparison.Ordinal);
        Assert.Contains("trajectory-data", html, StringComparison.Ordinal);
        File.Delete(Path.Combine(run.Folder, "weights.h5"));
        Assert.Contains("There is no weights.h5", Report(run.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void The_story_turns_with_the_numbers()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 4, hidden: 16);
        string told = Report(run.Folder);
        Assert.Contains("Task 1 was forgotten, at least in part.", told, StringComparison.Ordinal);
        Assert.Contains("sleep kept more of Task 1", told, StringComparison.Ordinal);

        // The same run with the two conditions' names exchanged: now sleep is what forgets.
        foreach (string file in (string[])["run.json", "metrics.json", "scores.csv"])
        {
            string path = Path.Combine(run.Folder, file);
            File.WriteAllText(path, Name().Replace(File.ReadAllText(path), m => m.Value == "sleep" ? "sequential" : "sleep"));
        }

        string turned = Report(run.Folder);
        Assert.Contains("sleep kept less of Task 1", turned, StringComparison.Ordinal);
        Assert.DoesNotContain("sleep kept more of Task 1", turned, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_results_and_geometry_are_shown_where_they_are()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 2, hidden: 16);
        File.WriteAllText(Path.Combine(run.Folder, "published.json"), """
            {"source": "a paper", "doi": "10.1/x", "margin": 0.06, "rows": [{"condition": "sleep", "reference": "sequential", "what": "Task 1, then sleep and Task 2 in turn", "verdict": "holds", "tasks": [
              {"published": {"mean": 0.70, "sd": 0.03}, "ours": {"mean": 0.81, "sd": 0.06, "ci95": null},
               "ordering": {"condition": "sleep", "reference": "sequential", "score": "T1", "published_difference": 0.18, "expected": "higher", "difference": 0.19, "ci95": [0.13, 0.24], "verdict": "holds"}}]}],
             "controls": [{"condition": "sleep", "reference": "freeze-5", "score": "mean", "published_difference": 0.06, "expected": "higher", "difference": 0.01, "ci95": [-0.02, 0.05], "verdict": "undecided"}]}
            """);
        File.WriteAllText(Path.Combine(run.Folder, "geometry.json"), """
            {"schema": "snn.geometry/1", "claims": [{"claim": "sleep stays near T1", "measured": "9 of 12 lives", "verdict": "holds"}], "networks": [{"network": 21, "lives": [1], "svm_accuracy": 0.97,
             "svm_states": {"sleep": -0.05}, "ends": [{"life": 1, "condition": "sleep", "to_t1": 3.0, "spacing_t1": 1.5, "to_t2": null, "spacing_t2": null, "to_both": null, "spacing_both": null}],
             "lines": [{"from": "T1", "to": "T2", "barriers": [0.25, null]}], "courses": {}}]}
            """);
        string html = Report(run.Folder);
        IsWhole(html);
        foreach (string cell in (string[])["0.70 ± 0.03", "0.81 ± 0.06", "+0.13 to +0.24", "holds", "9 of 12 lives", "Task 1, then sleep and Task 2 in turn", "<td>+0.06</td><td>+0.01</td><td>−0.02 to +0.05</td>", "0.97", "−0.05", "0.25"])
            Assert.Contains(cell, html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_compares_learning_speed_tells_of_nothing_else()
    {
        using var run = new SyntheticRun([("first", ["T2"]), ("after", ["T1", "T2"])], seeds: 4, hidden: 16);
        FigureSet.Draw(run.Folder);
        string Figure(string name) => Path.Combine(run.Folder, "figures", name + ".png");
        Assert.True(File.Exists(Figure("performance")) && File.Exists(Figure("distance")));
        LearningSpeedRow Row(string condition, int reached, double mean, string? reference, double? difference, double[]? ci) =>
            new(condition, "T2", 800_000, reached, new long?[4], new(mean, 100, [mean - 50, mean + 50]), reference, difference, ci);
        void Learnt(params LearningSpeedRow[] rows) => File.WriteAllText(Path.Combine(run.Folder, "learning-speed.json"), new LearningSpeedDocument { Rows = rows }.Write());

        Learnt(Row("first", 4, 1_000, null, null, null), Row("after", 3, 4_000, "first", 3_000, [2_000, 4_000]));
        FigureSet.Draw(run.Folder);
        string html = Report(run.Folder);
        IsWhole(html);
        Assert.Contains("first: T2 after unsupervised 800,000 was learnt in 1,000 cycles (950 to 1,050), 4 of 4 networks.", html, StringComparison.Ordinal);
        Assert.Contains("after: T2 after unsupervised 800,000, T1 800,000 was learnt in at least 4,000 cycles (3,950 to 4,050), 3 of 4 networks within 800,000; that is +3,000 (+2,000 to +4,000) against first: slower.", html, StringComparison.Ordinal);
        Assert.True(File.Exists(Figure("learning-speed")));
        Assert.False(File.Exists(Figure("performance")) || File.Exists(Figure("distance"))); // the old ones are gone
        foreach (string other in (string[])["What happened", "seed by seed</h3>", "networks that do", "There is no condition 'sequential'"])
            Assert.DoesNotContain(other, html, StringComparison.Ordinal);

        Learnt(Row("first", 4, 1_000, null, null, null), Row("after", 4, 1_100, "first", 100, [-200, 400]));
        Assert.Contains("against first: no difference shown.", Report(run.Folder), StringComparison.Ordinal);
        Learnt(Row("first", 4, 1_000, null, null, null), Row("after", 4, 600, "first", -400, [-500, -300]));
        Assert.Contains("against first: faster.", Report(run.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_through_weight_space_is_there_or_is_missed()
    {
        // One snapshot a phase: the first condition alone spans too few directions, all of them together span three.
        const string Missed = "there is no way through weight space to look at";
        using (var run = new SyntheticRun([("first", ["T2"]), ("after", ["T1", "T2"])], seeds: 1, hidden: 16, snapshots: 1))
        {
            string html = Report(run.Folder);
            Assert.Contains("trajectory-data", html, StringComparison.Ordinal);
            Assert.DoesNotContain(Missed, html, StringComparison.Ordinal);
        }

        using (var run = new SyntheticRun([("first", ["T2"])], seeds: 1, hidden: 16, snapshots: 1))
        {
            string html = Report(run.Folder);
            Assert.DoesNotContain("trajectory-data", html, StringComparison.Ordinal);
            Assert.Contains(Missed, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_is_escaped() => Assert.Contains("<td>&lt;b&gt; &amp; co</td>", new Html().Table(["x"], [["<b> & co"]]).ToString(), StringComparison.Ordinal);

    [GeneratedRegex(@"(?:src|href)\s*=\s*""(?!data:|#)|url\((?!#)|@import|fetch\(")]
    private static partial Regex OutsideLink();

    [GeneratedRegex(@">[^<]*\b(?:NaN|Infinity)\b[^<]*<")]
    private static partial Regex BadNumber();

    [GeneratedRegex(@"<script>.*?</script>|<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(@"<script type=""application/json"" id=""[^""]*"">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    [GeneratedRegex(@"\b(?:sequential|sleep)\b(?!\+)")]
    private static partial Regex Name();
}
