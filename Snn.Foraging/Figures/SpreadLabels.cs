using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Short texts beside the points of a scatter, moved out to where none lies on another text or on a point; one that had to go far has a line to its
/// point. The same points always give the same places.</summary>
internal static class SpreadLabels
{
    private const int Directions = 16, Rings = 14;
    private const float First = 15, Step = 7, Letter = 9.5f, Height = 17, Marker = 13;

    /// <summary>Adds the texts to a plot whose limits are set.</summary>
    /// <param name="plot">Plot.</param>
    /// <param name="points">Points, each with its text; empty for a point that has none.</param>
    /// <param name="width">Width of the area of the data, in pixels at scale 1.</param>
    /// <param name="height">Its height.</param>
    public static void Add(Plot plot, IReadOnlyList<(Coordinates At, string Text)> points, float width, float height)
    {
        var limits = plot.Axes.GetLimits();
        double right = width / limits.Rect.Width, up = height / limits.Rect.Height;
        (float X, float Y)[] pixels = [.. points.Select(p => ((float)((p.At.X - limits.Left) * right), (float)((limits.Top - p.At.Y) * up)))];
        List<(float Left, float Top, float Right, float Bottom)> taken = [.. pixels.Select(p => Box(p.X, p.Y, Marker, Marker))];
        foreach (var (k, (at, text)) in points.Index())
        {
            if (text.Length == 0)
                continue;
            var (x, y) = pixels[k];
            var (dx, dy) = Places().Where(place => Free(Box(x + place.X, y + place.Y, Letter * text.Length, Height))).Append((X: First, Y: -First)).First();
            taken.Add(Box(x + dx, y + dy, Letter * text.Length, Height));
            if (MathF.Sqrt((dx * dx) + (dy * dy)) is var far && far > First + Step)
                plot.Add.Plottable(new PatternedLine([at, new(at.X + (dx * (1 - (9 / far)) / right), at.Y - (dy * (1 - (9 / far)) / up))], Style.Grey, 1, LinePattern.Solid));
            var label = plot.Add.Text(text, at);
            (label.LabelFontSize, label.LabelFontColor, label.LabelAlignment, label.OffsetX, label.OffsetY) = (Style.Small, Style.Ink, Alignment.MiddleCenter, dx, dy);
        }

        bool Free((float Left, float Top, float Right, float Bottom) box) => box.Left >= 0 && box.Right <= width && box.Top >= 0 && box.Bottom <= height && !taken.Exists(t => Meet(t, box));
    }

    // Ring after ring, each from the upper right round.
    private static IEnumerable<(float X, float Y)> Places() => Enumerable.Range(0, Rings).SelectMany(ring => Enumerable.Range(0, Directions).Select(d =>
    {
        var (sin, cos) = MathF.SinCos((0.25f + (2f * d / Directions)) * MathF.PI);
        return ((First + (ring * Step)) * cos, -(First + (ring * Step)) * sin);
    }));

    private static (float Left, float Top, float Right, float Bottom) Box(float x, float y, float width, float height) => (x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    private static bool Meet((float Left, float Top, float Right, float Bottom) a, (float Left, float Top, float Right, float Bottom) b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
