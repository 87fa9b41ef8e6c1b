using System.CommandLine;
using Snn.Foraging.Figures;
using Snn.Foraging.Report;

namespace Snn.Foraging.Commands;

/// <summary><c>snn report DIR</c>: draws the figures of a run folder and writes its report.html.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of a run; of one that has not finished, the report says so." };
        var command = new Command("report", "Draw the figures of a run folder and write its self-contained report.html.") { folder };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            FigureSet.Draw(path);
            Console.WriteLine(HtmlReport.Write(path));
            return 0;
        });
        return command;
    }
}
