using Snn.Foraging.Figures;

namespace Snn.Tests.Figures;

public class RunDataTests
{
    [Fact]
    public void Reads_what_was_written()
    {
        using var folder = new SyntheticRun(SyntheticRun.Paper, seeds: 2, hidden: 20, phaseLength: 1000);
        var run = RunData.Open(folder.Folder);

        Assert.Equal("synthetic", run.Experiment);
        Assert.Equal(["sequential", "interleaved", "sleep"], run.Conditions);
        Assert.Equal([("unsupervised", 0L, 1000L), ("T1", 1000, 2000), ("sleep+T2", 2000, 4000)], run.PhasesOf("sleep").Select(p => (p.Name, p.Start, p.End)));
        Assert.Equal((3 + 4 + 3) * 2 * 10 * 2, run.Scores.Count);
        Assert.True(double.IsNaN(run.Scores[0].Score), "an empty cell is undefined, not 0");
        Assert.InRange(run.Scores[^1].Score, 0.5, 1);
        Assert.Equal(["unsupervised", "T1", "T2", "T1+T2"], run.Matrices.Single(m => m.Condition == "interleaved").Phases);
        Assert.Equal(10, run.Walks.Count);
        Assert.All(run.Walks, w => Assert.Equal((401, 124), (w.Steps.Count, w.Particles.Count)));
    }

    [Fact]
    public void Reads_weights_in_row_order()
    {
        using var folder = new SyntheticRun(SyntheticRun.Paper, seeds: 2, hidden: 20, phaseLength: 1000);
        var run = RunData.Open(folder.Folder);
        Assert.Equal(6, run.Tracks.Count);
        var track = run.ReadTrack(new("sequential", 2));
        Assert.Equal((60, 160), (track.Count, track.Dimension));
        Assert.Equal((20, 40), track.FirstRunOf("T1"));
        Assert.Equal((60, 60), track.FirstRunOf("sleep"));
        Assert.Equal(2000, track.Cycles[39]);
        Assert.Equal(track.Weights[39 * 160 + 7], track.State(39)[7]);
    }
}
