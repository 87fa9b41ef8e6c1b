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
        var data = files.Data;
        object[] seeds = [.. Fits(data).Take(MostSeeds).Select(Seed)];
        page.Heading("The way through weight space");
        page.Paragraph("All weights from the hidden layer to the outputs, as one point that moves while the agent lives, seen along the three directions in which trained weights vary most. Drag to turn; move the slider through time.");
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
            seeds,
            colors = data.Phases.Select(p => p.Name).Distinct().ToDictionary(p => p, p => Style.PhaseInk(p).ToHex()),
        });
        page.Raw($"<script>{HtmlReport.Asset("trajectory.js")}</script>");
    }

    /// <summary>True if the weights span a space that can be shown; of tasks that change what was learnt before they are not looked at.</summary>
    public static bool IsThere(RunFiles files) => !files.Data.Changes && Fits(files.Data).Any();

    private static IEnumerable<WeightPca> Fits(RunData data) => WeightPca.Fit(data, [.. Station.ConditionsShown(data).Where(c => data.Tracks.Any(t => t.Condition == c))], components: 3);

    private static object Seed(WeightPca fit) => new
    {
        seed = fit.Tracks[0].Id.Seed,
        source = fit.Source,
        explained = Enumerable.Range(0, 3).Select(k => Math.Round(100 * fit.Pca.Explained(k))),
        paths = fit.Tracks.Select(t => new
        {
            condition = t.Id.Condition,
            cycles = t.Cycles,
            phases = t.Phases,
            points = Enumerable.Range(0, t.Count).Select(i => fit.Pca.Project(t.State(i)).Select(x => Math.Round(x, 2))),
        }),
    };
}
