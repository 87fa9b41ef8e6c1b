using System.Text.Json;
using Snn.Foraging.Commands;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Tests.Foraging;

namespace Snn.Tests.Gpu;

/// <summary>A run whose device fails in the middle, from the outside: one line, and the results of a run that never had it.</summary>
[Collection("console")]
public class LostDeviceTests
{
    private static readonly Experiment Experiment = Tiny.Experiment with { Conditions = [Tiny.Experiment.Conditions[0], Tiny.Experiment.Conditions[2]] };

    private static (int Exit, string Error) Run(string folder, Func<IEngine>? open)
    {
        var (output, error, said) = (Console.Out, Console.Error, new StringWriter());
        try
        {
            Console.SetOut(new StringWriter());
            Console.SetError(said);
            return (RunSession.Run(new() { Experiment = Experiment, Engine = "cpu", Threads = 1, Folder = folder, Resume = false, CommandLine = "run" }, open), said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    private static string? Fact(string folder, string file, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement.GetProperty(name).GetString();

    [Fact]
    public void TheRunIsFinishedOnTheProcessor()
    {
        using var folder = new TemporaryFolder();
        string plain = folder.Of("plain"), lost = folder.Of("lost");
        Assert.Equal(0, Run(plain, null).Exit);

        // The card lives the first phases, then it is gone for good.
        int kept = 0;
        using var cpu = new CpuEngine(1);
        using var card = new WrappedEngine(cpu, (call, _) =>
        {
            if (call <= 30)
                return;
            kept = Directory.GetFiles(Path.Combine(lost, "checkpoint")).Length;
            throw new EngineLostException("a card failed: unplugged");
        })
        { Name = "gpu", Device = "a card" };
        var (exit, error) = Run(lost, () => card);

        Assert.Equal(0, exit);
        Assert.Equal("warning: a card failed: unplugged; going on with the CPU engine from the last checkpoints", Assert.Single(error.Split('\n'), l => l.StartsWith("warning", StringComparison.Ordinal)));
        Assert.True(kept > 1, "no phase had ended by then"); // beside the lock
        Assert.True(card.Disposed);
        foreach (string file in (string[])["run.json", "metrics.json"])
            Assert.Equal("cpu", Fact(lost, file, "engine"));
        Assert.Equal("finished", Fact(lost, "run.json", "status"));
        Assert.Equal(Fact(plain, "run.json", "weights_checksum"), Fact(lost, "run.json", "weights_checksum"));
        Assert.Equal(File.ReadAllText(Path.Combine(plain, "scores.csv")), File.ReadAllText(Path.Combine(lost, "scores.csv")));
    }
}
