namespace Snn.Foraging.Report;

/// <summary>How the model differs from the paper: the table of docs/deviations.md, which the program carries.</summary>
internal static class DeviationPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.Rules is not null)
            return;
        page.Heading("What differs from the paper");
        var rows = HtmlReport.Asset("deviations.md").Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith('|'))
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim().Replace("`", "", StringComparison.Ordinal)).ToArray()).ToArray();
        page.Table(rows[0], rows.Skip(2), words: true);
        page.Note("The paper: Golden, Delanois, Sanda and Bazhenov (2022), PLoS Comput Biol 18(11): e1010628.");
    }
}
