using ScottPlot;
using ScottPlot.DataSources;
using ScottPlot.Plottables;

namespace Snn.Foraging.Figures;

/// <summary>A line without markers that takes its dashes back from the shared paint. ScottPlot leaves them on it,
/// and Skia then complains on stderr about every marker that follows in an SVG.</summary>
internal sealed class PatternedLine : Scatter
{
    /// <summary>Makes a line.</summary>
    public PatternedLine(Coordinates[] points, Color color, float width, LinePattern pattern)
        : base(new ScatterSourceCoordinatesArray(points))
    {
        LineColor = color;
        LineWidth = width;
        LinePattern = pattern;
        MarkerSize = 0;
    }

    /// <inheritdoc/>
    public override void Render(RenderPack rp)
    {
        base.Render(rp);
        rp.Paint.SKPathEffect = LinePattern.Solid.GetPathEffect();
    }
}
