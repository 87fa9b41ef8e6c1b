using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using SkiaSharp;

namespace Snn.Foraging.Figures;

/// <summary>A figure: a title, a note, a key and a grid of panels, written as PNG and as SVG from the same drawing.</summary>
/// <param name="title">Title of the whole figure.</param>
/// <param name="columns">Panels side by side.</param>
/// <param name="panelWidth">Width of a panel, in pixels at scale 1.</param>
/// <param name="panelHeight">Height of a panel, in pixels at scale 1.</param>
public sealed partial class Sheet(string title, int columns, int panelWidth, int panelHeight)
{
    /// <summary>Pixels of the PNG for one pixel of the layout: sharp on fine screens and in print.</summary>
    public const int Scale = 2;

    private const int LargestScaled = 15_000_000; // pixels of layout; a longer figure is drawn at scale 1

    private const float Edge = 18;
    private const int Narrowest = 740; // the key and the notes need room even above a single panel
    private readonly List<Plot> panels = [];
    private bool settled;

    /// <summary>Height of the strip at the top that holds the title and nothing else.</summary>
    public static float TitleHeight => Edge + Style.Huge + 10;

    /// <summary>What the reader has to know, in lines below the title.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The key, below the notes.</summary>
    public List<KeyEntry> Key { get; } = [];

    /// <summary>Width at scale 1, in pixels.</summary>
    public int Width
    {
        get
        {
            using var heading = Lettering(bold: true, Style.Huge);
            int lettering = Math.Max(Narrowest, (int)heading.MeasureText(title) + 1);
            return (int)(2 * Edge) + Math.Max(lettering, GridWidth);
        }
    }

    /// <summary>Height at scale 1, in pixels.</summary>
    public int Height => (int)(HeadHeight + Edge) + panelHeight * ((panels.Count + columns - 1) / columns);

    private int GridWidth => panelWidth * Math.Min(columns, Math.Max(panels.Count, 1));

    private float HeadHeight => TitleHeight + NoteLines().Count * NoteHeight + Figures.Key.Lines(Key, Inner) * Figures.Key.LineHeight + 8;

    private float Inner => Width - 2 * Edge;

    private static float NoteHeight => Style.Medium * 1.4f;

    /// <summary>Adds a panel; rows are filled from the left.</summary>
    public void Add(Plot panel) => panels.Add(panel);

    /// <summary>Writes NAME.png and NAME.svg into a folder, each under a temporary name first.</summary>
    /// <returns>The two paths.</returns>
    public IReadOnlyList<string> Write(string folder, string name)
    {
        string png = Path.Combine(folder, name + ".png"), svg = Path.Combine(folder, name + ".svg");
        Replace(png, Png());
        Replace(svg, Svg(name));
        return [png, svg];
    }

    /// <summary>The figure as the bytes of a PNG.</summary>
    public byte[] Png()
    {
        int scale = (long)Width * Height > LargestScaled ? 1 : Scale;
        using var surface = SKSurface.Create(new SKImageInfo(Width * scale, Height * scale, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new InvalidOperationException($"no memory for a figure of {Width * scale} x {Height * scale} pixels");
        surface.Canvas.Scale(scale);
        Draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        using var data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, zLibLevel: 5))
            ?? throw new InvalidOperationException("the picture could not be encoded as PNG");
        return data.ToArray();
    }

    /// <summary>The figure as an SVG. Its letters stay text: a viewer without DejaVu Sans takes a sans-serif of its own.</summary>
    /// <param name="name">Begins every id in it, so that several figures can stand in one page.</param>
    public byte[] Svg(string name)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), stream))
            Draw(canvas);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        text = text.Replace("font-family=\"DejaVu Sans\"", "font-family=\"DejaVu Sans, Verdana, sans-serif\"", StringComparison.Ordinal);

        // The cells of a heat map have edges.
        text = text.Replace("<image ", "<image style=\"image-rendering:pixelated\" ", StringComparison.Ordinal);

        // Skia numbers ids through the life of the process; numbered from 1 here, equal figures are equal files.
        Dictionary<string, string> ids = [];
        text = Id().Replace(text, m => ids.TryGetValue(m.Value, out string? id)
            ? id : ids[m.Value] = string.Create(CultureInfo.InvariantCulture, $"{name}-{ids.Count + 1}"));
        return Encoding.UTF8.GetBytes(text);
    }

    [GeneratedRegex(@"(?<=id=""|url\(#|href=""#)[a-z]+_[0-9a-f]+(?=""|\))")]
    private static partial Regex Id();

    private void Draw(SKCanvas canvas)
    {
        using var paper = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 0, Width, Height, paper);
        using var ink = new SKPaint { Color = Style.Ink.ToSKColor(), IsAntialias = true };
        using var heading = Lettering(bold: true, Style.Huge);
        using var plain = Lettering(bold: false, Style.Medium);
        canvas.DrawText(title, Edge, Edge + Style.Huge * 0.85f, heading, ink);
        float y = TitleHeight;
        foreach (string note in NoteLines())
        {
            canvas.DrawText(note, Edge, y + Style.Medium, plain, ink);
            y += NoteHeight;
        }

        Figures.Key.Draw(canvas, Key, Edge, y + 2, Inner);
        for (int i = 0; i < panels.Count; i++)
        {
            float left = (Width - GridWidth) / 2 + i % columns * panelWidth, top = HeadHeight + i / columns * panelHeight;
            panels[i].RenderManager.ClearCanvasBeforeEachRender = false;
            if (!settled)
                panels[i].RenderInMemory(panelWidth, panelHeight); // settles the axis limits, so that the next one draws once
            panels[i].Render(canvas, new PixelRect(left, left + panelWidth, top + panelHeight, top));
        }

        settled = true;
    }

    /// <summary>The notes, broken between words where they are wider than the figure.</summary>
    private List<string> NoteLines()
    {
        using var font = Lettering(bold: false, Style.Medium);
        List<string> lines = [];
        foreach (string note in Notes)
        {
            string line = "";
            foreach (string word in note.Split(' '))
            {
                string longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && font.MeasureText(longer) > Inner)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }

    private static SKFont Lettering(bool bold, float size) => new(ShippedFont.Typeface(bold), size) { Subpixel = true };

    private static void Replace(string path, byte[] bytes)
    {
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
