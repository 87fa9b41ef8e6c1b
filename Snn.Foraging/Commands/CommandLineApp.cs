using System.CommandLine;
using Snn.Core.Networks;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;

namespace Snn.Foraging.Commands;

/// <summary>The console app <c>snn</c>: its verbs, and how it ends. Exit codes: 0 done, 1 bad input or a failed write
/// (one line on stderr), 130 interrupted after a checkpoint.</summary>
public static class CommandLineApp
{
    /// <summary>Runs a command line and returns the exit code.</summary>
    public static int Run(string[] args)
    {
        var root = new RootCommand("""
            An agent that forages in a grid world with a spiking network, forgets, sleeps and remembers.
            Without a verb it runs the experiment quickstart: snn = snn run quickstart.
            """);
        root.Add(RunCommand.Create());
        root.Add(ExperimentsCommand.Create());
        root.Add(FiguresCommand.Create());
        root.Add(ReportCommand.Create());
        root.Add(CompareCommand.Create());
        root.Add(DevicesCommand.Create());
        root.Add(BenchCommand.Create());
        root.Add(VerifyGpuCommand.Create());
        try
        {
            var parsed = root.Parse(NoVerb(args) ? ["run", "quickstart", .. args] : args);
            if (parsed.Errors.Count > 0)
                throw new UserErrorException($"{NotUnderstood(root, parsed)}; 'snn -h' and 'snn VERB -h' show what there is");
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e) when (Explain(e) is { } line)
        {
            Console.Error.WriteLine($"error: {line.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static bool NoVerb(string[] args) =>
        args.Length == 0 || (args[0].StartsWith('-') && args[0] is not ("-h" or "--help" or "-?" or "--version"));

    private static string NotUnderstood(RootCommand root, ParseResult parsed)
    {
        if (parsed.CommandResult.Command != root || parsed.UnmatchedTokens.Count == 0)
            return parsed.Errors[0].Message.TrimEnd('.');
        var word = parsed.UnmatchedTokens[0];
        return $"'{word}' is not a verb; the nearest is {Nearest.To(word, root.Subcommands.Select(c => c.Name))}";
    }

    // What a user can put right; anything else is a defect and keeps its stack trace.
    private static string? Explain(Exception e) => e switch
    {
        UserErrorException or NetworkException or InvalidDataException or EngineLostException => e.Message,
        UnauthorizedAccessException => $"{e.Message.TrimEnd('.')}; usual cause: the folder belongs to someone else or is read-only",
        IOException => $"{e.Message.TrimEnd('.')}; usual cause: a full disk or a lost drive; what was written before is whole, and --resume goes on from it",
        _ => null,
    };
}
