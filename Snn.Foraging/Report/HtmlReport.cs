using System.Reflection;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Report;

/// <summary>The page <c>report.html</c> of a run folder: one file that needs nothing else, made from the files of the folder. One class a part of the page.</summary>
internal static class HtmlReport
{
    private static readonly Action<Html, RunFiles>[] Parts =
    [
        HeadPart.Write,
        StoryPart.Write,
        LearningSpeedPart.Write,
        ScorePart.Write,
        ManyTasksPart.Write,
        PlasticityPart.Write,
        RemedyPart.Write,
        PhaseMapPart.Write,
        SleepTimesPart.Write,
        PublishedPart.Write,
        ReplayPart.Write,
        GeometryPart.Write,
        PruningPart.Write,
        PlasticityRulesPart.Write,
        TrajectoryPart.Write,
        WorldPart.Write,
        FigurePart.Write,
        CostPart.Write,
        DeviationPart.Write,
        ParameterPart.Write,
    ];

    /// <summary>Writes the page and returns its path.</summary>
    public static string Write(string runFolder)
    {
        var files = RunFiles.Open(runFolder);
        var page = new Html();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Raw($"<link rel=\"icon\" href=\"data:,\"><title>{Html.Text(files.Data.Experiment)}</title><style>{Asset("report.css")}</style></head><body>");
        foreach (var part in Parts)
            part(page, files);
        page.Raw("</body></html>");
        string path = Path.Combine(runFolder, "report.html");
        AtomicFile.WriteText(path, page.ToString());
        return path;
    }

    /// <summary>A file that the program carries for its reports.</summary>
    public static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Report/" + name)
            ?? throw new InvalidOperationException($"{name} is not in the program: the build left out Report/Assets");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
