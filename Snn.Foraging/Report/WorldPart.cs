using Snn.Foraging.Figures;

namespace Snn.Foraging.Report;

/// <summary>The agent in its world, step by step, with the network's spikes.</summary>
internal static class WorldPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        var data = files.Data;
        var stations = Station.Of(data).Select(s => (Station: s, Recording: data.Recordings.FirstOrDefault(r => r.Condition == s.Condition && r.Index == s.Index)))
            .Where(s => s.Recording is not null).ToArray();
        if (stations.Length == 0)
            return;
        page.Heading("The agent in its world");
        page.Paragraph($"Frozen walks of network {stations[0].Recording!.Seed}, with every spike of the network. In one movement cycle the inputs fire for what is in view, hidden neurons answer, and the output with most spikes in the first half of the cycle moves the agent.");
        page.Raw("""
            <div class="panel" id="world">
              <div class="controls"><button id="world-play">Play</button><input type="range" id="world-step" min="0" max="300" value="0" aria-label="step">
              <label>speed <select id="world-speed"><option value="2">2 steps/s</option><option value="6" selected>6 steps/s</option><option value="20">20 steps/s</option></select></label></div>
              <div class="controls"><label>when <select id="world-station"></select></label><label>in the world of <select id="world-task"></select></label><output id="world-now"></output></div>
              <canvas id="world-canvas" width="960" height="560"></canvas>
            </div>
            """);
        page.Data("world-data", new
        {
            size = data.WorldSize,
            cycle = data.CycleMs,
            rewarded = new Dictionary<string, int> { ["T1"] = 0, ["T2"] = 1 },
            colors = new { rewarded = Style.Green.ToHex(), punished = Style.Vermilion.ToHex(), agent = Style.Ink.ToHex(), path = Style.Blue.ToHex(), T1 = Style.Task("T1").ToHex(), T2 = Style.Task("T2").ToHex(), grey = Style.Grey.ToHex() },
            hidden = stations[^1].Recording!.Fields.Length / 49,
            selective = stations[^1].Recording!.Selective,
            stations = stations.Select(s => new { title = Title(s.Station), walks = s.Recording!.Walks.ToDictionary(w => w.Key, w => Walk(w.Value)) }),
        });
        page.Raw($"<script>{HtmlReport.Asset("world.js")}</script>");
    }

    private static string Title(Station station) => station.Phase switch
    {
        "unsupervised" when station.Index == 0 => "before training",
        "T2" when station.Condition == "sequential" => "after forgetting (sequential: T2 alone)",
        _ when station.Phase.StartsWith("sleep", StringComparison.Ordinal) => $"after sleep ({station.Condition}: {station.Phase})",
        _ => station.Title,
    };

    // Spikes are one flat list of numbers a step: neuron, ms, neuron, ms.
    private static object Walk(SpikingWalk walk)
    {
        var spikes = walk.Spikes.ToLookup(s => (s.Cycle, s.Population));
        int[][] Of(int population) => [.. Enumerable.Range(0, walk.Steps.Count - 1).Select(c => spikes[(c, population)].SelectMany(s => population == 0 ? new[] { s.Neuron } : [s.Neuron, (int)s.Time]).ToArray())];
        return new
        {
            steps = walk.Steps.Select(s => new[] { s.X, s.Y, s.Ate }),
            particles = walk.Particles.Select(Lying),
            moved = walk.Moved.Select(m => (int[])[m.Step, m.Particle, .. Lying(m.Place)]),
            view = Of(0),
            hidden = Of(1),
            motor = Of(2),
        };
    }

    private static int[] Lying(LyingParticle p) => [p.Type, p.X1, p.Y1, p.X2, p.Y2];
}
