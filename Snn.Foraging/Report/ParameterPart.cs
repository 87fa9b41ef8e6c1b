using System.Text.Json;

namespace Snn.Foraging.Report;

/// <summary>Every parameter of the run, as run.json has it, and the experiment as TOML, from which it can be run again.</summary>
internal static class ParameterPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        page.Heading("Parameters");
        if (files.Data.Rules is null && files.Run.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object)
        {
            page.Raw("<details><summary>All settings</summary>");
            page.Table(["setting", "value"], parameters.EnumerateObject().Where(s => s.Value.ValueKind == JsonValueKind.Object)
                .SelectMany(s => s.Value.EnumerateObject().Select(p => new[] { $"{s.Name}.{p.Name}", p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText() })));
            page.Raw("</details>");
        }

        if (files.Fact("toml") is { Length: > 0 } toml)
            page.Raw($"<details><summary>The experiment as TOML: <code>snn run FILE.toml</code> runs it again</summary><pre>{Html.Text(toml)}</pre></details>");
        if (files.Run.TryGetProperty("versions", out var versions) && versions.ValueKind == JsonValueKind.Object)
        {
            page.Raw("<details><summary>Made with</summary>");
            page.Table(["package", "version"], versions.EnumerateObject().Select(v => new[] { v.Name, v.Value.ToString() }), words: true);
            page.Raw("</details>");
        }
    }
}
