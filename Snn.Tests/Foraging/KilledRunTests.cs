using System.Diagnostics;
using System.Text.Json.Nodes;
using Snn.Foraging.Commands;
using Snn.Foraging.Experiments;

namespace Snn.Tests.Foraging;

/// <summary>The program as a process of its own that is killed without warning while it works.</summary>
public sealed class KilledRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_killed_run_goes_on_to_the_same_bits()
    {
        var longer = Tiny.Experiment with
        {
            Conditions = [Tiny.Experiment.Conditions.Single(c => c.Name == "sleep")],
            Schedule = Tiny.Experiment.Schedule with { Train = 20_000, Tests = 10 },
        };
        string toml = folder.Of("longer.toml"), whole = folder.Of("whole"), killed = folder.Of("killed");
        File.WriteAllText(toml, ExperimentWriter.Write(longer));
        using (var run = Start("run", toml, "--out", whole))
            Finish(run);

        using (var run = Start("run", toml, "--out", killed))
        {
            string checkpoints = Path.Combine(killed, "checkpoint");
            while (!run.HasExited && !(Directory.Exists(checkpoints) && Directory.EnumerateFiles(checkpoints, "*.ckpt").Any()))
                Thread.Sleep(5);
            Assert.False(run.HasExited, "the run ended before it could be killed");
            run.Kill();
            run.WaitForExit();
        }

        Assert.False(File.Exists(Path.Combine(killed, "metrics.json")));
        using (var run = Start("run", toml, "--out", killed, "--resume"))
            Finish(run);
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "scores.csv")), File.ReadAllText(Path.Combine(killed, "scores.csv")));
        Assert.Equal(Checksum(whole), Checksum(killed));
    }

    /// <summary>What is killed while it draws has its checkpoints still, and is drawn anew.</summary>
    [Fact]
    public void A_run_killed_while_it_draws_is_drawn_anew()
    {
        string toml = folder.Of("tiny.toml"), killed = folder.Of("drawing");
        File.WriteAllText(toml, ExperimentWriter.Write(Tiny.Experiment));
        using (var run = Start("run", toml, "--out", killed))
        {
            string figures = Path.Combine(killed, "figures");
            while (!run.HasExited && !(Directory.Exists(figures) && Directory.EnumerateFiles(figures).Any()))
                Thread.Sleep(2);
            run.Kill();
            run.WaitForExit();
        }

        Assert.False(File.Exists(Path.Combine(killed, "report.html")));
        string checksum = Checksum(killed);
        using (var run = Start("run", toml, "--out", killed, "--resume"))
            Finish(run);
        Assert.True(File.Exists(Path.Combine(killed, "report.html")));
        Assert.Equal(checksum, Checksum(killed));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(killed, "checkpoint")));
    }

    private static string Checksum(string run) => (string)JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["weights_checksum"]!;

    private static void Finish(Process run)
    {
        string error = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, error);
    }

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", [typeof(CommandLineApp).Assembly.Location, .. args])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
