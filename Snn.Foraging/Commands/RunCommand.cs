using System.CommandLine;
using System.Globalization;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Commands;

/// <summary><c>snn run EXPERIMENT</c>: its options, and everything that is checked before anything is written.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var experiment = new Argument<string>("EXPERIMENT") { Description = "A built-in experiment (snn experiments) or a file ending in .toml.", DefaultValueFactory = _ => "quickstart" };
        var seeds = new Option<string?>("--seeds") { Description = "Seeds instead of the experiment's: whole numbers >= 1, with commas and ranges, such as 7 or 3,5,8 or 1-1000.", HelpName = "LIST" };
        var engine = new Option<string>("--engine") { Description = "Where to simulate: auto, cpu or gpu. The results are the same bits.", DefaultValueFactory = _ => "auto", HelpName = "auto|cpu|gpu" };
        var threads = new Option<int>("--threads") { Description = "Worker threads. The results are the same bits.", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };
        var folder = new Option<string?>("--out") { Description = "Folder for the results [default: runs/EXPERIMENT-TIME].", HelpName = "DIR" };
        var set = new Option<string[]>("--set") { Description = "Change a setting, such as --set learning.reward_rate=0.1; can be repeated. --dry-run shows all.", HelpName = "KEY=VALUE" };
        var index = new Option<int?>("--index") { Description = "Run one point of the experiment's [grid] alone, as a cluster's job array does; --dry-run lists the points.", HelpName = "N" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in --out, from its last checkpoint." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the resolved experiment as TOML with an estimate of time and memory; write nothing." };

        var command = new Command("run", "Run an experiment and write its run folder.") { experiment, seeds, engine, threads, folder, set, index, resume, dryRun };
        command.SetAction(parsed =>
        {
            var request = new RunRequest
            {
                Experiment = Load(parsed.GetRequiredValue(experiment), parsed.GetValue(set) ?? [], parsed.GetValue(seeds), parsed.GetValue(index)),
                Engine = Engine(parsed.GetRequiredValue(engine)),
                Threads = Threads(parsed.GetValue(threads)),
                Folder = parsed.GetValue(folder),
                Resume = parsed.GetValue(resume),
                CommandLine = string.Join(' ', parsed.Tokens.Select(t => t.Value.Contains(' ', StringComparison.Ordinal) ? $"\"{t.Value}\"" : t.Value)),
            };
            if (parsed.GetValue(dryRun))
            {
                DryRun.Write(Console.Out, request.Experiment, new PhaseTree(request.Experiment), SeedList.Parse(request.Experiment.Seeds), request.Threads, request.Engine);
                return 0;
            }
            return RunSession.Run(request);
        });
        return command;
    }

    private static Experiment Load(string name, IReadOnlyList<string> set, string? seeds, int? index)
    {
        if (seeds is not null)
            set = [.. set, $"seeds=\"{SeedList.Write(SeedList.Parse(seeds))}\""];
        return name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) ? ExperimentReader.Load(name, set, index) : BuiltInExperiments.Load(name, set, index);
    }

    private static string Engine(string engine) => EngineChoice.Names.Contains(engine)
        ? engine
        : throw new UserErrorException($"--engine '{engine}' is unknown; it is auto, cpu or gpu");

    private static int Threads(int threads) => threads is >= 1 and <= 1024
        ? threads
        : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"--threads {threads} must lie in 1 to 1024; this machine has {Environment.ProcessorCount} cores"));
}
