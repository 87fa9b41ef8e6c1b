using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Snn.Foraging.Experiments;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Report;
using Snn.Foraging.Runs;
using Snn.Foraging.Studies;

namespace Snn.Foraging.Commands;

/// <summary>One sitting of an experiment without conditions: the study of rules and neuron.</summary>
internal static class StudySession
{
    /// <summary>Runs and returns the exit code.</summary>
    public static int Run(RunRequest request)
    {
        var experiment = request.Experiment;
        var seeds = SeedList.Parse(experiment.Seeds);
        var tree = new PhaseTree(experiment);
        using var folder = RunFolder.Inspect(request.Folder ?? RunSession.NewFolder(experiment.Name), experiment, request.Resume);
        if (folder.Manifest is { Finished: true })
        {
            Console.WriteLine($"{folder.Path} is finished and was left alone");
            return 0;
        }

        if (request.Engine == "gpu")
            Console.Error.WriteLine("warning: this study runs on the CPU engine only");
        using var interrupt = new Interrupt();
        folder.Open(experiment, tree, seeds);
        string device = HostInfo.Processor();
        var manifest = folder.Manifest;
        if (manifest is null)
            manifest = new RunManifest(experiment, seeds, tree, "cpu", device, request.Threads);
        else
            manifest.Resumed("cpu", device, request.Threads);
        manifest.Save(folder.Path);
        var clock = Stopwatch.StartNew();
        if (PlasticityRules.Run(seeds, folder.Checkpoints, request.Threads, PlasticityRules.Seconds, Console.Error.WriteLine, interrupt.Token) is not { } document)
        {
            manifest.Interrupted();
            manifest.Save(folder.Path);
            Console.Error.WriteLine($"interrupted; go on with: {RunSession.HowToResume(request, folder.Path)}");
            return RunSession.ExitInterrupted;
        }

        AtomicFile.WriteText(Path.Combine(folder.Path, PlasticityRulesDocument.FileName), document.Write());
        AtomicFile.WriteText(Path.Combine(folder.Path, "scores.csv"), CsvFiles.Scores([], []));
        AtomicFile.WriteText(Path.Combine(folder.Path, "metrics.json"), new MetricsDocument
        {
            Experiment = experiment.Name,
            Engine = "cpu",
            Device = device,
            Seeds = seeds,
            Tasks = [],
            Conditions = new Dictionary<string, ConditionMetrics>(),
            Measures = Measures(document),
        }.Write());
        manifest.End(Checksum(document));
        manifest.Save(folder.Path);
        folder.RemoveCheckpoints();
        string[] files = [.. FigureSet.Draw(folder.Path), HtmlReport.Write(folder.Path)];
        PlasticityRulesTable.Write(Console.Out, document);
        Console.WriteLine($"\ntime      {ProgressDisplay.Duration(clock.Elapsed)} on {ProgressDisplay.Threads(request.Threads)} of the cpu");
        Console.WriteLine($"weights   checksum {Checksum(document)}\nfolder    {folder.Path}");
        foreach (string file in files)
            Console.WriteLine($"          {Path.GetRelativePath(folder.Path, Path.GetFullPath(file))}");
        return 0;
    }

    private static Dictionary<string, Summary> Measures(PlasticityRulesDocument document)
    {
        Summary Of(Func<RulesOfSeed, double?> value) => Summary.Of([.. document.Seeds.Select(value)]);
        var measures = new Dictionary<string, Summary>();
        foreach (string rule in document.Seeds[0].Shapes.Select(s => s.Rule))
        {
            measures[$"{rule}_exponent"] = Of(s => s.Shapes.Single(x => x.Rule == rule).Exponent);
            measures[$"{rule}_log_sd"] = Of(s => s.Shapes.Single(x => x.Rule == rule).LogSd);
        }

        measures["principal_angle"] = Of(s => s.Principal.Angle);
        measures["amari"] = Of(s => s.Unmixing.Amari);
        measures["amari_before"] = Of(s => s.Unmixing.StartAmari);
        measures["amari_without_inhibition"] = Of(s => s.Unmixing.AloneAmari);
        measures["transfer_error"] = Of(s => s.Transfer.LargestError);
        return measures;
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of all weights of the first part, float32, seed by seed.</summary>
    private static string Checksum(PlasticityRulesDocument document)
    {
        float[] weights = [.. document.Seeds.SelectMany(s => s.Shapes).SelectMany(s => s.Weights)];
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(weights)))[..16];
    }
}
