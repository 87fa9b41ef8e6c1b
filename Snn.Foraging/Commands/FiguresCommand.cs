using System.CommandLine;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary><c>snn figures DIR</c>: draws the figures of a run folder again.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of a finished run." };
        var command = new Command("figures", "Draw the figures of a run folder, from its files alone.") { folder };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            _ = MetricsDocument.Load(path);
            foreach (var file in FigureSet.Draw(path))
                Console.WriteLine(file);
            return 0;
        });
        return command;
    }
}
