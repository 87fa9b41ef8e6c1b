using System.Diagnostics;
using System.Globalization;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Recordings;
using Snn.Foraging.Report;
using Snn.Foraging.Runs;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Commands;

/// <summary>A run as asked for on the command line, already checked.</summary>
internal sealed record RunRequest
{
    /// <summary>What to run.</summary>
    public required Experiment Experiment { get; init; }

    /// <summary>The engine asked for: auto, cpu or gpu.</summary>
    public required string Engine { get; init; }

    /// <summary>Worker threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Folder asked for; null for a new one under runs/.</summary>
    public required string? Folder { get; init; }

    /// <summary>True to go on with the run in the folder.</summary>
    public required bool Resume { get; init; }

    /// <summary>The command line, to say how to go on.</summary>
    public required string CommandLine { get; init; }
}

/// <summary>One sitting of a run, from the look at its folder to the table on the console.</summary>
internal static class RunSession
{
    /// <summary>Exit code of a run that was stopped after a checkpoint.</summary>
    public const int ExitInterrupted = 130;

    /// <summary>Runs and returns the exit code.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="open">Opens the engine; null for <see cref="EngineChoice"/>.</param>
    public static int Run(RunRequest request, Func<IEngine>? open = null)
    {
        if (request.Resume && request.Folder is null)
            throw new UserErrorException("--resume needs --out DIR, the folder of the run to go on with");
        if (request.Experiment.Conditions.Count == 0)
            return StudySession.Run(request);
        var experiment = request.Experiment;
        var seeds = SeedList.Parse(experiment.Seeds);
        var tree = new PhaseTree(experiment);
        using var folder = RunFolder.Inspect(request.Folder ?? NewFolder(experiment.Name), experiment, request.Resume);
        if (folder.Manifest is { Finished: true } finished && !folder.HasCheckpoints)
        {
            Console.WriteLine($"{folder.Path} is finished and was left alone (weights checksum {finished.WeightsChecksum})");
            return 0;
        }
        if (folder.Manifest is null)
            RunSize.Of(experiment, tree, seeds).CheckRoom(folder.Path);
        using var interrupt = new Interrupt();
        var store = folder.Open(experiment, tree, seeds);
        var engine = open?.Invoke() ?? EngineChoice.Open(request.Engine, experiment, tree, seeds, request.Threads, Console.Error.WriteLine);
        var manifest = folder.Manifest;
        if (manifest is null)
            manifest = new RunManifest(experiment, seeds, tree, engine.Name, engine.Device, request.Threads);
        else
            manifest.Resumed(engine.Name, engine.Device, request.Threads);
        manifest.Save(folder.Path);
        var progress = new RunProgress(RunProgress.CyclesOfSeed(tree) * seeds.Count);
        var clock = Stopwatch.StartNew();
        bool ended;
        try
        {
            ended = Simulate();
        }
        catch (EngineLostException lost)
        {
            Console.Error.WriteLine($"warning: {lost.Message}; going on with the CPU engine from the last checkpoints");
            engine.Dispose();
            engine = new CpuEngine(request.Threads);
            manifest.RunsOn(engine.Name, engine.Device);
            manifest.Save(folder.Path);
            progress.Restart();
            ended = Simulate();
        }

        engine.Dispose();
        if (!ended || interrupt.Token.IsCancellationRequested)
        {
            manifest.Interrupted();
            manifest.Save(folder.Path);
            Console.Error.WriteLine($"interrupted at {100.0 * progress.Done / progress.Total:F1} %; go on with: {HowToResume(request, folder.Path)}");
            return ExitInterrupted;
        }
        var simulated = clock.Elapsed;

        // The checkpoints stay until the report stands: whoever ends the process before that can have it all from them.
        Console.Error.WriteLine("100.0 %  all cycles lived; now the scores, figures and report");
        interrupt.EndAtOnce(HowToResume(request, folder.Path));
        var checksum = RunResults.Write(folder.Path, experiment, tree, seeds, store, engine.Name, engine.Device, request.Threads);
        if (!experiment.Analyses.Contains(Analysis.RemedySearch))
            Recorder.Record(folder.Path, experiment, tree, seeds, store, request.Threads);
        manifest.End(checksum);
        manifest.Save(folder.Path);
        var figures = FigureSet.Draw(folder.Path);
        var report = HtmlReport.Write(folder.Path);
        folder.RemoveCheckpoints();
        var mapped = experiment.Conditions.Where(c => c.Point > 1 && experiment.Analyses.Contains(Analysis.PhaseMap)).Select(c => c.Name).ToHashSet();
        ResultsTable.Write(Console.Out, [.. ResultRow.Of(MetricsDocument.Load(folder.Path), "").Where(r => !mapped.Contains(r.Condition))], compare: !experiment.Analyses.Any(Compared.Contains));
        WriteAnalyses(folder.Path, charged: experiment.Analyses.Any(a => a is Analysis.Pruning or Analysis.Lesion or Analysis.Plasticity));
        WriteEnd(engine, progress, simulated, checksum, folder.Path, [.. figures, report]);
        return 0;

        bool Simulate() => ProgressDisplay.During(progress, () => TrialRunner.Run(experiment, tree, seeds, store, engine, progress, interrupt.Token));
    }

    // Analyses with comparisons of their own, corrected for their number.
    private static readonly Analysis[] Compared = [Analysis.Remedies, Analysis.Pruning, Analysis.Lesion];

    private static void WriteAnalyses(string folder, bool charged)
    {
        WriteTable(PublishedDocument.Load(folder), PublishedTable.Write);
        WriteTable(RemedyDocument.Load(folder), RemedyTable.Write);
        WriteTable(RemedySearchDocument.Load(folder), RemedySearchTable.Write);
        WriteTable(PlasticityDocument.Load(folder), PlasticityTable.Write);
        WriteTable(VitalityDocument.Load(folder), VitalityTable.Write);
        WriteTable(LearningSpeedDocument.Load(folder), LearningSpeedTable.Write);
        WriteTable(PhaseMapDocument.Load(folder), PhaseMapTable.Write);
        WriteTable(PruningDocument.Load(folder), PruningTable.Write);
        WriteTable(charged ? MetricsDocument.Load(folder) : null, CostTable.Write);
        WriteTable(GeometryDocument.Load(folder), GeometryTable.Write);
    }

    private static void WriteTable<T>(T? document, Action<TextWriter, T> write)
        where T : class
    {
        if (document is null)
            return;
        Console.WriteLine();
        write(Console.Out, document);
    }

    private static void WriteEnd(IEngine engine, RunProgress progress, TimeSpan simulated, string checksum, string folder, IReadOnlyList<string> files)
    {
        var rate = progress.DoneNow / simulated.TotalSeconds;
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time      {ProgressDisplay.Duration(simulated)}, {rate:N0} cycles/s (tests included) on {(engine is CpuEngine ? $"{ProgressDisplay.Threads(engine.Workers)} of the cpu" : engine.Device)}"));
        Console.WriteLine($"weights   checksum {checksum}");
        Console.WriteLine($"folder    {folder}");
        foreach (var file in files)
            Console.WriteLine($"          {Path.GetRelativePath(folder, Path.GetFullPath(file))}");
    }

    /// <summary>A folder under runs/ that is not there yet.</summary>
    internal static string NewFolder(string name)
    {
        var path = Path.Combine("runs", $"{name}-{DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        var free = path;
        for (var n = 2; Path.Exists(free); n++)
            free = $"{path}-{n}";
        return free;
    }

    /// <summary>The command that goes on with a run.</summary>
    internal static string HowToResume(RunRequest request, string folder) =>
        $"{ProgramName()} {request.CommandLine}" + (request.Folder is null ? $" --out {folder}" : "") + (request.Resume ? "" : " --resume");

    /// <summary>How the program was started, as far as that can be seen: from its sources, or as an installed tool.</summary>
    private static string ProgramName()
    {
        var build = AppContext.BaseDirectory.IndexOf(Path.Combine("Snn.Foraging", "bin"), StringComparison.Ordinal);
        return build < 0 ? "snn" : $"dotnet run -c Release --project {Path.GetRelativePath(".", Path.Combine(AppContext.BaseDirectory[..build], "Snn.Foraging"))} --";
    }
}
