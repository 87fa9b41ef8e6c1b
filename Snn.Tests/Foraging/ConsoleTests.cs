using System.Globalization;
using System.Text.Json;
using PureHDF;
using Snn.Foraging.Commands;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Tests.Foraging;

/// <summary>The program from the outside: command line in; exit code, streams and run folder out.</summary>
[Collection("console")]
public class ConsoleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string toml;

    public ConsoleTests()
    {
        toml = folder.Of("tiny.toml");
        File.WriteAllText(toml, ExperimentWriter.Write(Tiny.Experiment));
    }

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static (int Exit, string Out, string Error) Snn(params string[] args)
    {
        var (oldOut, oldError) = (Console.Out, Console.Error);
        var (output, error) = (new StringWriter(), new StringWriter());
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            return (CommandLineApp.Run(args), output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(oldOut);
            Console.SetError(oldError);
        }
    }

    private string Refused(params string[] args)
    {
        var before = Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories);
        var (exit, output, error) = Snn(args);
        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
        return error;
    }

    private string Run(string name, params string[] more)
    {
        var (exit, output, error) = Snn(["run", toml, "--out", folder.Of(name), .. more]);
        Assert.True(exit == 0, error);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 80 || line.StartsWith("folder", StringComparison.Ordinal), line));
        return output;
    }

    [Fact]
    public void ARunFolderHoldsWhatTheContractSays()
    {
        var output = Run("a");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Of("a/checkpoint")));
        Assert.DoesNotContain(Directory.GetFiles(folder.Of("a")), f => f.EndsWith(".partial", StringComparison.Ordinal));

        var run = JsonDocument.Parse(File.ReadAllText(folder.Of("a/run.json"))).RootElement;
        Assert.Equal("cpu", run.GetProperty("engine").GetString());
        Assert.NotEmpty(run.GetProperty("device").GetString()!);
        Assert.Equal("finished", run.GetProperty("status").GetString());
        Assert.Equal(300, run.GetProperty("parameters").GetProperty("schedule").GetProperty("train").GetInt32());
        Assert.Equal(11, run.GetProperty("phases").GetArrayLength());
        Assert.Contains(run.GetProperty("weights_checksum").GetString()!, output, StringComparison.Ordinal);

        var lines = File.ReadAllLines(folder.Of("a/scores.csv"));
        Assert.Equal("condition,seed,phase,cycle,task,score,food_per_move", lines[0]);
        Assert.Equal(2 * 11 * 2 * 2, lines.Length - 1); // seeds x phases x tests x tasks
        var keys = lines.Skip(1).Select(l => l.Split(',')).Select(c => (c[0], int.Parse(c[1], CultureInfo.InvariantCulture), long.Parse(c[3], CultureInfo.InvariantCulture), c[4])).ToList();
        Assert.Equal(keys.OrderBy(k => k.Item1, StringComparer.Ordinal).ThenBy(k => k.Item2).ThenBy(k => k.Item3).ThenBy(k => k.Item4, StringComparer.Ordinal), keys);
        Assert.Equal("sleep,2,sleep+T2,1200,T2", string.Join(',', lines.Last(l => l.StartsWith("sleep,2,", StringComparison.Ordinal)).Split(',')[..5]));

        using var weights = H5File.OpenRead(folder.Of("a/weights.h5"));
        Assert.Equal([12UL, 784UL, 8UL], weights.Dataset("/sleep/2/w").Space.Dimensions);
        Assert.Equal([75L, 150, 225, 300, 375, 450, 525, 600, 750, 900, 1050, 1200], weights.Dataset("/sleep/2/cycle").Read<long[]>());
        Assert.Equal("sleep+T2", weights.Dataset("/sleep/2/phase").Read<string[]>()[^1]);
        Assert.StartsWith("condition,seed,phase,task,step,x,y,ate", File.ReadAllText(folder.Of("a/walks.csv")), StringComparison.Ordinal);
        Assert.StartsWith("condition,seed,phase,task,type,x1,y1,x2,y2", File.ReadAllText(folder.Of("a/particles.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void MetricsFollowTheSchema()
    {
        Run("m");
        var metrics = JsonDocument.Parse(File.ReadAllText(folder.Of("m/metrics.json"))).RootElement;
        Assert.Equal("snn.metrics/1", metrics.GetProperty("schema").GetString());
        var sleep = metrics.GetProperty("conditions").GetProperty("sleep");
        Assert.Equal(2, sleep.GetProperty("scores").GetArrayLength());
        Assert.Equal(3, sleep.GetProperty("scores")[0].GetArrayLength());
        Assert.Equal(2, sleep.GetProperty("food_per_move")[1][2].GetArrayLength());
        foreach (var name in (string[])["acc", "bwt", "fwt", "forgetting", "intransigence"])
            Assert.True(sleep.GetProperty("metrics").GetProperty(name).TryGetProperty("ci95", out _));
        Assert.Equal(JsonValueKind.Null, sleep.GetProperty("metrics").GetProperty("intransigence").GetProperty("mean").ValueKind); // no T2 alone
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("conditions").GetProperty("interleaved").GetProperty("metrics").GetProperty("bwt").GetProperty("mean").ValueKind);
        Assert.Equal(2 * 3 * 2 * 2 * 100, sleep.GetProperty("cost").GetProperty("test_cycles").GetInt64());
        Assert.True(sleep.GetProperty("cost").GetProperty("extra_state_bytes").GetInt64() > 0);
        Assert.Equal(0, metrics.GetProperty("conditions").GetProperty("interleaved").GetProperty("cost").GetProperty("extra_state_bytes").GetInt64());
        Assert.Equal(2, sleep.GetProperty("cycles_to_criterion")[0].GetArrayLength());
        Assert.Equal(3, sleep.GetProperty("weight_distance").GetProperty("2").GetArrayLength());
    }

    [Fact]
    public void ThreadsDoNotChangeTheScores()
    {
        Run("one", "--threads", "1");
        Run("many", "--threads", "3", "--resume"); // a missing folder is created, also with --resume
        Assert.Equal(File.ReadAllText(folder.Of("one/scores.csv")), File.ReadAllText(folder.Of("many/scores.csv")));
        Assert.Equal(Checksum("one"), Checksum("many"));

        string? Checksum(string run) => JsonDocument.Parse(File.ReadAllText(folder.Of(run + "/run.json"))).RootElement.GetProperty("weights_checksum").GetString();
    }

    [Fact]
    public void AFolderIsGuarded()
    {
        Run("g");
        var was = File.ReadAllText(folder.Of("g/run.json"));
        Assert.Contains("--resume", Refused("run", toml, "--out", folder.Of("g")), StringComparison.Ordinal);
        Assert.Contains("learning.reward_rate is 0.3", Refused("run", toml, "--out", folder.Of("g"), "--resume", "--set", "learning.reward_rate=0.3"), StringComparison.Ordinal);
        Assert.Contains("seeds is 5", Refused("run", toml, "--out", folder.Of("g"), "--resume", "--seeds", "5"), StringComparison.Ordinal);
        Assert.Equal(0, Snn("run", toml, "--out", folder.Of("g"), "--resume", "--threads", "2").Exit);
        Assert.Equal(was, File.ReadAllText(folder.Of("g/run.json")));

        Directory.CreateDirectory(folder.Of("empty"));
        Run("empty");
        Directory.CreateDirectory(folder.Of("thesis"));
        File.WriteAllText(folder.Of("thesis/chapter1.txt"), "precious");
        Assert.Contains("not a run's", Refused("run", toml, "--out", folder.Of("thesis"), "--resume"), StringComparison.Ordinal);
        Assert.Contains("is a file", Refused("run", toml, "--out", toml), StringComparison.Ordinal);
        Assert.Contains("names no folder", Refused("run", toml, "--out", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedCheckpointIsNamedAndTheFolderLeftAlone()
    {
        Directory.CreateDirectory(folder.Of("d/checkpoint"));
        new RunManifest(Tiny.Experiment, [1, 2], Tiny.Tree, "cpu", "a device", 1).Save(folder.Of("d"));
        var was = File.ReadAllText(folder.Of("d/run.json"));
        var damaged = folder.Of("d/checkpoint/seed-2-phase-001.ckpt");
        File.WriteAllText(damaged, "SNNCKPT2 and then nothing");
        File.WriteAllText(folder.Of("d/checkpoint/lock"), "");
        Assert.Contains("seed-2-phase-001.ckpt' is damaged", Refused("run", toml, "--out", folder.Of("d"), "--resume"), StringComparison.Ordinal);
        Assert.Equal(was, File.ReadAllText(folder.Of("d/run.json")));
        File.Delete(damaged);
        Directory.CreateDirectory(damaged);
        Assert.Contains("seed-2-phase-001.ckpt' is a folder", Refused("run", toml, "--out", folder.Of("d"), "--resume"), StringComparison.Ordinal);
        Directory.Delete(damaged);
        Run("d", "--resume");
    }

    [Fact]
    public void ADiskThatIsTooSmallIsRefused()
    {
        var size = RunSize.Of(Tiny.Experiment, Tiny.Tree, [1, 2]);

        // Weights: 784 x 8 floats, 4 snapshots a phase, 11 phases of conditions. With what checkpoints really take, and at most three times as much;
        // beside them room for figures and report.
        Assert.Equal(2L * 11 * 4 * 784 * 8 * 4, size.Weights);
        using var engine = new CpuEngine(1);
        Assert.True(TrialRunner.Run(Tiny.Experiment, Tiny.Tree, [1, 2], new CheckpointStore(folder.Path, Tiny.Experiment), engine, new RunProgress(1), default));
        long written = Directory.GetFiles(folder.Path).Sum(f => new FileInfo(f).Length);
        Assert.InRange(size.Running - size.Weights - RunSize.Pages, written, 3 * written);
        size.CheckRoom(folder.Path, size.Running);
        Assert.Contains("nothing was written", Assert.Throws<Snn.Foraging.UserErrorException>(() => size.CheckRoom(folder.Path, size.Running - 1)).Message, StringComparison.Ordinal);
        size.CheckRoom(folder.Of("not/there/yet")); // this disk has room
    }

    [Fact]
    public void ADamagedRunIsOneLine()
    {
        Run("d");
        File.WriteAllBytes(folder.Of("d/weights.h5"), File.ReadAllBytes(folder.Of("d/weights.h5"))[..3000]);
        Assert.Contains("weights.h5", Refused("figures", folder.Of("d")), StringComparison.Ordinal);
        File.WriteAllText(folder.Of("d/run.json"), "{");
        Assert.Contains("run.json", Refused("figures", folder.Of("d")), StringComparison.Ordinal);
    }

    [Fact]
    public void BadInputIsOneLineAndCreatesNothing()
    {
        var to = folder.Of("never");
        Assert.Contains("--engine", Refused("run", toml, "--out", to, "--engine", "cuda"), StringComparison.Ordinal);
        Assert.Contains("--threads", Refused("run", toml, "--out", to, "--threads", "0"), StringComparison.Ordinal);
        Assert.Contains("seeds", Refused("run", toml, "--out", to, "--seeds", "0"), StringComparison.Ordinal);
        Assert.Contains("key=value", Refused("run", toml, "--out", to, "--set", "nonsense"), StringComparison.Ordinal);
        Assert.Contains("nearest known key is learning.reward_rate", Refused("run", toml, "--out", to, "--set", "learning.reward_rat=1"), StringComparison.Ordinal);
        Assert.Contains("--set world.size is given twice", Refused("run", toml, "--out", to, "--set", "world.size=50", "--set", "world.size = 60"), StringComparison.Ordinal);
        Assert.Contains("must be a finite number", Refused("run", toml, "--out", to, "--set", "learning.reward_rate=NaN"), StringComparison.Ordinal);
        Assert.Contains("analyses must be a list", Refused("run", toml, "--out", to, "--set", "analyses=[published]"), StringComparison.Ordinal);
        Assert.Contains("has no [grid]", Refused("run", toml, "--out", to, "--index", "1"), StringComparison.Ordinal);
        Assert.Contains("cannot be placed", Refused("run", toml, "--out", to, "--set", "world.density=0.4"), StringComparison.Ordinal);
        Assert.Contains("too short for windows of", Refused("run", toml, "--out", to, "--set", "learning.trace_tau=1"), StringComparison.Ordinal);
        Assert.Contains("homeostatic gain of 900", Refused("run", toml, "--out", to, "--set", "network.output_gain=900"), StringComparison.Ordinal);
        Assert.Contains("nearest is quickstart", Refused("run", "quickstrt", "--out", to), StringComparison.Ordinal);
        Refused("run", "absent.toml", "--out", to);
        Refused("run", toml, "--threads", "many");
        Assert.Contains("nearest is run", Refused("rum"), StringComparison.Ordinal);
        Refused("run", toml, "--resume");
        Refused("compare", to);
        Refused("figures", folder.Path);
    }

    [Fact]
    public void ADryRunPrintsAnExperimentThatReadsBackAndWritesNothing()
    {
        var (exit, output, _) = Snn("run", toml, "--dry-run", "--set", "learning.reward_rate=0.15", "--out", folder.Of("dry"));
        Assert.Equal(0, exit);
        Assert.False(Path.Exists(folder.Of("dry")));
        var expected = Tiny.Experiment with { Learning = Tiny.Experiment.Learning with { RewardRate = 0.15 } };
        Assert.Equal(ExperimentWriter.Write(expected), ExperimentWriter.Write(ExperimentReader.Parse(output, "dry", [])));
    }

    [Fact]
    public void SleepThatIsCalledForStandsInAFileAFigureAndTheReport()
    {
        File.WriteAllText(toml, ExperimentWriter.Write(Tiny.Experiment with
        {
            Conditions = [new() { Name = "sleep", Phases = ["T1", "sleep+T2"] }, new() { Name = "random", Phases = ["T1", "sleep+T2 random-sleep=1"] }],
        }));
        Run("called");
        Assert.Equal(
            ["condition,seed,phase,start,cycles", .. new[] { 1, 2 }.SelectMany(s => new[] { 400, 550, 700 }.Select(at => $"random,{s},sleep+T2,{at},{(at == 700 ? 200 : 50)}"))],
            File.ReadAllLines(folder.Of("called/sleeps.csv")));
        Assert.True(File.Exists(folder.Of("called/figures/sleeps.png")));
        var report = File.ReadAllText(folder.Of("called/report.html"));
        Assert.Contains("slept equally much: 300 cycles a network", report, StringComparison.Ordinal);
        Assert.Contains("<td>100 ± 0 % of training</td>", report, StringComparison.Ordinal);
    }

    [Fact]
    public void AGridIsOneRunWithAMapAndAPointIsARunOfItsOwn()
    {
        var (grid, sleep) = ("grid.sleep.wake_cycles=[50,100]", "grid.sleep.sleep_cycles=[20,40]");
        File.WriteAllText(toml, ExperimentWriter.Write(Tiny.Experiment with { Conditions = [Tiny.Experiment.Conditions[0], Tiny.Experiment.Conditions[2]] }));
        var output = Run("map", "--set", "analyses=[\"phase-map\"]", "--set", grid, "--set", sleep);
        Assert.Contains("of the map", output, StringComparison.Ordinal);
        Assert.Contains("sleep: scores on T1/T2", output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.Of("map/figures/phase-map.svg")));
        Assert.Contains("Where sleep rescues", File.ReadAllText(folder.Of("map/report.html")), StringComparison.Ordinal);
        var conditions = JsonDocument.Parse(File.ReadAllText(folder.Of("map/run.json"))).RootElement.GetProperty("parameters").GetProperty("conditions");
        var fourth = conditions.EnumerateArray().Single(c => c.GetProperty("name").GetString() == "sleep-p4");
        Assert.Equal("""{"sleep.wake_cycles":100,"sleep.sleep_cycles":40}""", JsonSerializer.Serialize(fourth.GetProperty("settings")));

        Run("point", "--set", grid, "--set", sleep, "--index", "4");
        IEnumerable<string> Scores(string run, string condition) =>
            File.ReadLines(folder.Of(run + "/scores.csv")).Where(l => l.StartsWith(condition + ",", StringComparison.Ordinal)).Select(l => l[condition.Length..]);
        Assert.NotEmpty(Scores("point", "sleep"));
        Assert.Equal(Scores("map", "sleep-p4"), Scores("point", "sleep"));
        Assert.Equal(Scores("map", "sequential"), Scores("point", "sequential"));
        Assert.Equal(0, Snn("run", toml, "--set", grid, "--set", sleep, "--index", "4", "--out", folder.Of("point"), "--resume").Exit);
        Assert.Contains("but was", Refused("run", toml, "--set", grid, "--set", sleep, "--index", "3", "--out", folder.Of("point"), "--resume"), StringComparison.Ordinal);
    }

    [Fact]
    public void RunsAreComparedAndReported()
    {
        Run("a");
        Run("b", "--seeds", "2-3");
        var (exit, output, _) = Snn("compare", folder.Of("a"), folder.Of("b"), "--out", folder.Of("c"));
        Assert.Equal(0, exit);
        Assert.True(File.Exists(folder.Of("c/compare.png")) && File.Exists(folder.Of("c/compare.svg")));
        Assert.Contains("learning acc.", output, StringComparison.Ordinal);
        Assert.Contains("b/sleep-frozen", output, StringComparison.Ordinal);

        // Runs with other tasks: a table each, all tasks in it, whichever comes first.
        Assert.Equal(0, Snn("run", toml, "--set", "world.colours=2", "--out", folder.Of("four")).Exit);
        foreach (var order in new[] { new[] { "a", "four" }, ["four", "a"] })
        {
            (exit, output, _) = Snn(["compare", .. order.Select(folder.Of), "--out", folder.Of("c")]);
            Assert.Equal(0, exit);
            Assert.Contains("T1 after T1", output, StringComparison.Ordinal);
            Assert.Matches(@"\n +T1 +T2 +T3 +T4\n", output);
            Assert.Equal(2, output.Split("minus a/sequential").Length); // no row of the other run beside it
        }

        Assert.Equal(0, Snn("report", folder.Of("a")).Exit);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(folder.Of("a/report.html")), StringComparison.Ordinal);
        Assert.Equal(0, Snn("experiments").Exit);
        Assert.Equal(0, Snn("devices").Exit);
        Assert.Equal(0, Snn("--help").Exit);
    }
}

/// <summary>Tests that capture the console run one at a time.</summary>
[CollectionDefinition("console", DisableParallelization = true)]
public sealed class ConsoleGroup;
