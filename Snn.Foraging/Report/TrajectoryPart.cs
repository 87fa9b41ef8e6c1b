using Snn.Foraging.Figures;

namespace Snn.Foraging.Report;

/// <summary>The weight trajectories in three dimensions, to turn by hand and to scrub through time.</summary>
internal static class TrajectoryPart
{
    private const int MostSeeds = 4;

    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (!IsThere(files))
            return;
        WeightPaths[] networks = [.. WeightPaths.Pca(files.Data, components: 3).Take(MostSeeds)];
        page.Heading("The way through weight space");
        page.Paragraph($"All weights from the hidden layer to the outputs, as one point that moves while the agent lives, seen along the three directions in which trained weights vary most: principal components of {networks[^1].Source}. Drag to turn; move the slider through time.");
        page.Raw("""
            <div class="panel" id="trajectory">
              <div class="controls"><button id="trajectory-play">Play</button><input type="range" id="trajectory-time" min="0" max="1000" value="1000" aria-label="time">
              <output id="trajectory-now"></output></div>
              <div class="controls"><label>network <select id="trajectory-seed"></select></label><span id="trajectory-conditions"></span></div>
              <canvas id="trajectory-canvas" width="960" height="560"></canvas>
            </div>
            """);
        page.Data("trajectory-data", new
        {
            seeds = networks.Select(Seed),
            colors = networks.SelectMany(n => n.Paths).SelectMany(p => p.Phases).Distinct().ToDictionary(p => p, p => Style.PhaseInk(p).ToHex()),
        });
        page.Raw($"<script>{HtmlReport.Asset("trajectory.js")}</script>");
    }

    /// <summary>True if the weights span a space that can be shown; of tasks that change what was learnt before they are not looked at.</summary>
    public static bool IsThere(RunFiles files) => !files.Data.Changes && WeightPaths.Pca(files.Data, components: 3).Any();

    private static object Seed(WeightPaths network) => new
    {
        seed = network.Seed,
        source = network.Source,
        explained = network.Explained.Take(3).Select(share => Math.Round(100 * share)),
        paths = network.Paths.Select(p => new
        {
            condition = p.Condition,
            cycles = p.Cycles,
            phases = p.Phases,
            points = p.Points.Select(x => x.Select(v => Math.Round(v, 2))),
        }),
    };
}
