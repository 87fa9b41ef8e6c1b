using System.Globalization;
using System.Text;
using System.Text.Json;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>The few pieces of HTML that the report is made of. Text and cells are escaped; numbers are written the same everywhere.</summary>
internal sealed class Html
{
    /// <summary>Stands for what is undefined.</summary>
    public const string None = "–";

    private readonly StringBuilder page = new();

    /// <summary>Adds markup as it stands.</summary>
    public Html Raw(string markup)
    {
        page.Append(markup).Append('\n');
        return this;
    }

    /// <summary>Adds a section's heading.</summary>
    public Html Heading(string text) => Raw($"<h2>{Text(text)}</h2>");

    /// <summary>Adds a smaller heading.</summary>
    public Html Subheading(string text) => Raw($"<h3>{Text(text)}</h3>");

    /// <summary>Adds a paragraph.</summary>
    public Html Paragraph(string text) => Raw($"<p>{Text(text)}</p>");

    /// <summary>Adds a remark in small print.</summary>
    public Html Note(string text) => Raw($"<p class=\"note\">{Text(text)}</p>");

    /// <summary>Adds a list.</summary>
    public Html List(IEnumerable<string> items) => Raw($"<ul>{string.Concat(items.Select(i => $"<li>{Text(i)}</li>"))}</ul>");

    /// <summary>Adds a table; the first column is left-aligned, the others as numbers unless it is a table of words.</summary>
    public Html Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool words = false) => Raw(
        $"<div class=\"wide\"><table{(words ? " class=\"words\"" : "")}><thead><tr>{string.Concat(header.Select(c => $"<th>{Text(c)}</th>"))}</tr></thead>\n<tbody>"
        + string.Concat(rows.Select(r => $"<tr>{string.Concat(r.Select(c => $"<td>{Text(c)}</td>"))}</tr>\n")) + "</tbody></table></div>");

    /// <summary>Adds data for a script of the page.</summary>
    public Html Data(string id, object data) => Raw($"<script type=\"application/json\" id=\"{id}\">{JsonSerializer.Serialize(data)}</script>"); // escapes < and >

    /// <inheritdoc/>
    public override string ToString() => page.ToString();

    /// <summary>Text with what means something in HTML escaped.</summary>
    public static string Text(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Mean and standard deviation.</summary>
    public static string MeanSd(Summary? s) => s?.Mean is not double mean ? None : Two(mean) + (s.Sd is double sd ? $" ± {Two(sd)}" : "");

    /// <summary>Mean and interval, for running text.</summary>
    public static string MeanInterval(Summary? s) => s?.Mean is not double mean ? "undefined" : Two(mean) + (s.Ci95 is { } ci ? $" ({Two(ci[0])} to {Two(ci[1])})" : "");

    /// <summary>A difference with its interval, for running text.</summary>
    public static string Difference(PairedComparison? c) => c is null ? "undefined" : Signed(c.MeanDifference) + (c.Ci95 is { } ci ? $" ({Signed(ci[0])} to {Signed(ci[1])})" : "");

    /// <summary>An interval for a table.</summary>
    public static string Interval(IReadOnlyList<double>? ci) => ci is null ? None : $"{Signed(ci[0])} to {Signed(ci[1])}";

    /// <summary>An interval of a score for a table.</summary>
    public static string Range(IReadOnlyList<double>? ci) => ci is null ? None : $"{Two(ci[0])} to {Two(ci[1])}";

    /// <summary>Two decimals.</summary>
    public static string Two(double? value) => value is { } v ? (Math.Round(v, 2) + 0.0).ToString("0.00;−0.00", CultureInfo.InvariantCulture) : None;

    /// <summary>Two decimals and a sign.</summary>
    public static string Signed(double? value) => value is { } v ? (Math.Round(v, 2) + 0.0).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) : None;

    /// <summary>A p value.</summary>
    public static string P(double? p) => p?.ToString("0.000", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A whole number in groups of three.</summary>
    public static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number and its noun.</summary>
    public static string Count(int n, string what) => string.Create(CultureInfo.InvariantCulture, $"{n:N0} {what}{(n == 1 ? "" : "s")}");
}
