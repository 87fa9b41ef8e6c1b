using System.Globalization;
using System.Net;
using System.Text;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>The page <c>report.html</c> of a run folder: its table and its figures in one file, made from files only.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
        table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .25rem .8rem; text-align: right; border-bottom: 1px solid #ddd; }
        th:first-child, td:first-child { text-align: left; } figure { margin: 2rem 0; } img { max-width: 100%; } figcaption, small { color: #666; }
        """;

    /// <summary>Writes the page and returns its path.</summary>
    public static string Write(string runFolder)
    {
        var document = MetricsDocument.Load(runFolder);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Text(document.Experiment)}</title><style>{Style}</style></head><body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Text(document.Experiment)}</h1>\n<p>{document.Seeds.Count} seeds, engine {Text(document.Engine)}, {Text(document.Device)}</p>\n");
        AppendTable(html, [.. ResultRow.Of(document, "")]);
        AppendFigures(html, Path.Combine(runFolder, "figures"));
        html.Append("</body></html>\n");
        var path = Path.Combine(runFolder, "report.html");
        AtomicFile.WriteText(path, html.ToString());
        return path;
    }

    private static void AppendTable(StringBuilder html, IReadOnlyList<ResultRow> rows)
    {
        html.Append("<table><tr><th>condition</th><th>T1 after T1</th><th>T2 after T1</th><th>T1 at end</th><th>T2 at end</th><th>ACC</th><th>forgetting</th></tr>\n");
        foreach (var row in rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(row.Label)}</td>");
            for (var task = 0; task < Phase.TaskCount; task++)
                html.Append(CultureInfo.InvariantCulture, $"<td>{Cell(row.ScoresAfter("T1", task) is { } scores ? Summary.Of([.. scores]) : null)}</td>");
            for (var task = 0; task < Phase.TaskCount; task++)
                html.Append(CultureInfo.InvariantCulture, $"<td>{Cell(Summary.Of([.. row.FinalScores(task)]))}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td>{Cell(row.Results.Metrics["acc"])}</td><td>{Cell(row.Results.Metrics["forgetting"])}</td></tr>\n");
        }
        html.Append("</table>\n<p><small>Share of rewarded particles in frozen tests; chance is 0.5; mean ± sd over seeds. Forgetting: best score before the last task, minus the score at the end. A dash is undefined.</small></p>\n");
    }

    private static void AppendFigures(StringBuilder html, string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal))
        {
            var name = Text(Path.GetFileNameWithoutExtension(file));
            html.Append(CultureInfo.InvariantCulture, $"<figure><img alt=\"{name}\" src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(file))}\"><figcaption>{name}</figcaption></figure>\n");
        }
    }

    private static string Cell(Summary? s) => s?.Mean is not double mean ? "–"
        : mean.ToString("0.00", CultureInfo.InvariantCulture) + (s.Sd is double sd ? " ± " + sd.ToString("0.00", CultureInfo.InvariantCulture) : "");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
