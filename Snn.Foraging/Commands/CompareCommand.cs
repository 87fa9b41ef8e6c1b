using System.CommandLine;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary><c>snn compare DIR...</c>: one table over the conditions of one or more run folders.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of finished runs.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("compare", "Show one table over the conditions of one or more run folders, compared seed by seed.") { folders };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(folders);
            var rows = paths.Select(p => (Folder: Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))), Document: MetricsDocument.Load(p)))
                .SelectMany(f => ResultRow.Of(f.Document, paths.Length > 1 ? f.Folder + "/" : ""))
                .ToList();
            if (rows.Count == 0)
                throw new UserErrorException("these runs have no conditions to compare");
            ResultsTable.Write(Console.Out, rows);
            return 0;
        });
        return command;
    }
}
