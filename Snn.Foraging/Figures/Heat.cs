using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Colours of heat maps: evenly from one colour over white to another, or from white to one.</summary>
/// <param name="low">Colour of the lowest value.</param>
/// <param name="high">Colour of the highest value.</param>
internal sealed class Heat(Color low, Color high) : IColormap
{
    /// <summary>Below and above a middle value.</summary>
    public static readonly Heat Diverging = new(Style.Blue, Style.Vermilion);

    /// <summary>More and more.</summary>
    public static readonly Heat Rising = new(Colors.White, Style.Mix(Style.Blue, Colors.Black, 0.3));

    /// <inheritdoc/>
    public string Name => "snn";

    /// <inheritdoc/>
    public Color GetColor(double position)
    {
        if (low == Colors.White)
            return Style.Mix(low, high, position);
        return position < 0.5 ? Style.Mix(Colors.White, low, 1 - 2 * position) : Style.Mix(Colors.White, high, 2 * position - 1);
    }

    /// <summary>Adds a heat map to a plot; row 0 of the values is at the bottom.</summary>
    public void Add(Plot plot, double[,] values, CoordinateRect place, double from, double to)
    {
        var map = plot.Add.Heatmap(values);
        map.Colormap = this;

        // ScottPlot takes the middles of the outermost cells.
        double x = place.Width / values.GetLength(1) / 2, y = place.Height / values.GetLength(0) / 2;
        map.Extent = new CoordinateRect(place.Left + x, place.Right - x, place.Bottom + y, place.Top - y);
        map.FlipVertically = true;
        map.Smooth = false;
        map.ManualRange = new ScottPlot.Range(from, to);
        map.NaNCellColor = Colors.White;
    }
}
