using System.CommandLine;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Commands;

/// <summary><c>snn compare DIR...</c>: the conditions of one or more run folders in one table, and a figure of what they keep, learn and cost.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of finished runs.", Arity = ArgumentArity.OneOrMore };
        var to = new Option<string>("--out") { Description = "Folder for the figure.", DefaultValueFactory = _ => ".", HelpName = "DIR" };
        var command = new Command("compare", "Show one table over the conditions of one or more run folders, compared seed by seed, and draw what they keep, learn and cost.") { folders, to };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(folders);
            var runs = paths.Select(p => (Folder: p, Prefix: paths.Length > 1 ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))) + "/" : "", Document: MetricsDocument.Load(p))).ToList();
            List<ResultRow> results = [.. runs.SelectMany(r => ResultRow.Of(r.Document, r.Prefix))];
            if (results.Count == 0)
                throw new UserErrorException("these runs have no conditions to compare");
            ResultsTable.Write(Console.Out, results);
            foreach (var (folder, prefix, document) in runs.Where(_ => runs.Count > 1))
                Console.WriteLine($"{(folder == runs[0].Folder ? "\n" : "")}{prefix.TrimEnd('/')}: {document.Experiment}, {RunManifest.Load(folder)?.Description}");
            var rows = Comparison.Of(runs);
            ComparisonTable.Write(Console.Out, rows);
            if (rows.Any(r => r.Score.Mean is not null))
                Draw(parsed.GetRequiredValue(to), rows);
            return 0;
        });
        return command;
    }

    private static void Draw(string folder, IReadOnlyList<Comparison> rows)
    {
        Console.WriteLine();
        foreach (var file in RemedyFigure.Of("conditions compared", Comparison.Document(rows)).Write(Directory.CreateDirectory(folder).FullName, "compare"))
            Console.WriteLine($"figure    {Path.GetRelativePath(".", file)}");
    }
}
