namespace Snn.Foraging.Report;

/// <summary>How the model differs from the paper: the table of docs/deviations.md, which the program carries.</summary>
internal static class DeviationPart
{
    // Paper's neuron, which a run with the map-based one has; and what only such a run has.
    private static readonly string[] LifOnly = ["two-variable map neuron", "map neuron's synaptic current", "50,000 aeons"], MapOnly = ["map neuron: "];

    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.Rules is not null)
            return;
        page.Heading("What differs from the paper");
        var rows = HtmlReport.Asset("deviations.md").Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith('|'))
            .Select(l => l.Trim('|').Split('|').Select(c => c.Trim().Replace("`", "", StringComparison.Ordinal)).ToArray()).ToArray();
        bool map = files.Run.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("network", out var network) && network.TryGetProperty("neuron", out var neuron) && neuron.ValueEquals("map");
        page.Table(rows[0], rows.Skip(2).Where(r => !(map ? LifOnly : MapOnly).Any(r[0].StartsWith)), words: true);
        if (map)
            page.Note("This run has the paper's map-based neuron; what only its constants leave open stands in docs/model.md.");
        page.Note("The paper: Golden, Delanois, Sanda and Bazhenov (2022), PLoS Comput Biol 18(11): e1010628.");
    }
}
