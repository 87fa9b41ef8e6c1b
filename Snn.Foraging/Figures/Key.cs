using ScottPlot;
using SkiaSharp;

namespace Snn.Foraging.Figures;

/// <summary>How a key entry shows what it names.</summary>
public enum KeySymbol
{
    /// <summary>A filled box: a phase, a band.</summary>
    Patch,

    /// <summary>A line.</summary>
    Line,

    /// <summary>A marker.</summary>
    Marker,

    /// <summary>A line with a marker on it.</summary>
    LineAndMarker,
}

/// <summary>One entry of a figure's key.</summary>
/// <param name="Text">What it names.</param>
/// <param name="Symbol">How it is shown.</param>
/// <param name="Color">Colour of the symbol.</param>
public sealed record KeyEntry(string Text, KeySymbol Symbol, Color Color)
{
    /// <summary>Marker, where there is one.</summary>
    public MarkerShape Shape { get; init; } = MarkerShape.FilledCircle;

    /// <summary>True: the marker is larger and has an outline.</summary>
    public bool Outlined { get; init; }

    /// <summary>Line pattern, where there is a line.</summary>
    public LinePattern Pattern { get; init; } = LinePattern.Solid;
}

/// <summary>The key of a figure: a strip of entries above the panels, off the data, wrapped to the figure's width.</summary>
internal static class Key
{
    /// <summary>Height of one line of entries, in pixels at scale 1.</summary>
    public const float LineHeight = 32;

    private const float SymbolWidth = 38;
    private const float Gap = 26;

    /// <summary>Number of lines the entries take.</summary>
    public static int Lines(IReadOnlyList<KeyEntry> entries, float width) => Place(entries, width).Select(p => p.Line).DefaultIfEmpty(-1).Max() + 1;

    /// <summary>Draws the entries from a point to the right and downwards.</summary>
    public static void Draw(SKCanvas canvas, IReadOnlyList<KeyEntry> entries, float left, float top, float width)
    {
        using var font = new SKFont(ShippedFont.Typeface(bold: false), Style.Medium) { Subpixel = true };
        using var ink = new SKPaint { Color = Style.Ink.ToSKColor(), IsAntialias = true };
        foreach (var (entry, x, line) in Place(entries, width))
        {
            using var paint = Paint.NewDisposablePaint();
            float middle = top + (line + 0.5f) * LineHeight;
            Symbol(canvas, paint, entry, left + x, middle);
            canvas.DrawText(entry.Text, left + x + SymbolWidth + 8, middle + Style.Medium * 0.36f, font, ink);
        }
    }

    private static void Symbol(SKCanvas canvas, Paint paint, KeyEntry entry, float x, float middle)
    {
        if (entry.Symbol == KeySymbol.Patch)
        {
            PixelRect box = new(x, x + SymbolWidth, middle + 10, middle - 10);
            Drawing.FillRectangle(canvas, box, paint, new FillStyle { Color = entry.Color, IsVisible = true });
            Drawing.DrawRectangle(canvas, box, paint, new LineStyle { Color = Style.Grey.WithAlpha(0.5), Width = 1 });
            return;
        }

        if (entry.Symbol != KeySymbol.Marker)
        {
            LineStyle style = new() { Color = entry.Color, Width = Style.Curve, Pattern = entry.Pattern };
            Drawing.DrawLine(canvas, paint, new PixelLine(x, middle, x + SymbolWidth, middle), style);
            paint.SKPathEffect = LinePattern.Solid.GetPathEffect();
        }

        if (entry.Symbol != KeySymbol.Line)
        {
            MarkerStyle style = new(entry.Shape, 13, entry.Color) { LineWidth = 2.2f };
            if (entry.Outlined)
                (style.Size, style.OutlineColor, style.OutlineWidth) = (17, Style.Ink, 2);
            Drawing.DrawMarker(canvas, paint, new Pixel(x + SymbolWidth / 2, middle), style);
        }
    }

    private static List<(KeyEntry Entry, float X, int Line)> Place(IReadOnlyList<KeyEntry> entries, float width)
    {
        using var font = new SKFont(ShippedFont.Typeface(bold: false), Style.Medium) { Subpixel = true };
        List<(KeyEntry, float, int)> placed = [];
        float x = 0;
        int line = 0;
        foreach (var entry in entries)
        {
            float needed = SymbolWidth + 8 + font.MeasureText(entry.Text);
            if (x > 0 && x + needed > width)
                (x, line) = (0, line + 1);
            placed.Add((entry, x, line));
            x += needed + Gap;
        }

        return placed;
    }
}
