using System.Globalization;
using System.Text.RegularExpressions;
using SkiaSharp;
using Snn.Foraging.Figures;

namespace Snn.Foraging.Report;

/// <summary>The figures of the folder <c>figures</c>, inside the page: as SVG where that is small, else as a picture of half the size. A page holds
/// <see cref="Budget"/> of them; what does not fit is named.</summary>
internal static partial class FigurePart
{
    private const int Budget = 3_400_000;
    private const int LargestSvg = 700_000;

    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        string folder = Path.Combine(files.Folder, "figures");
        var drawn = FigureSet.Names.Where(n => File.Exists(Path.Combine(folder, n + ".svg")) && File.Exists(Path.Combine(folder, n + ".png"))).ToArray();
        if (drawn.Length == 0)
            return;
        page.Heading("Figures");
        int left = Budget;
        foreach (string name in drawn)
        {
            string figure = Inline(Path.Combine(folder, name));
            if (figure.Length > left)
            {
                page.Note($"figures/{name}.png is too large for this page.");
                continue;
            }

            left -= figure.Length;
            page.Raw($"<figure id=\"figure-{name}\">{figure}<figcaption>figures/{Html.Text(name)}.png, .svg</figcaption></figure>");
        }
    }

    private static string Inline(string path)
    {
        string svg = File.ReadAllText(path + ".svg");
        if (svg.Length <= LargestSvg)
            return Root().Replace(svg[svg.IndexOf("<svg", StringComparison.Ordinal)..], "<svg viewBox=\"0 0 $1 $2\"", 1);
        using var picture = SKBitmap.Decode(path + ".png");
        using var half = picture.Resize(new SKImageInfo(picture.Width / 2, picture.Height / 2), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var data = half.Encode(SKEncodedImageFormat.Png, 100);
        return string.Create(CultureInfo.InvariantCulture, $"<img alt=\"{Html.Text(Path.GetFileName(path))}\" width=\"{half.Width}\" height=\"{half.Height}\" src=\"data:image/png;base64,{Convert.ToBase64String(data.AsSpan())}\">");
    }

    [GeneratedRegex(@"<svg(?=[^>]*?\bwidth=""([\d.]+)"")(?=[^>]*?\bheight=""([\d.]+)"")")]
    private static partial Regex Root();
}
