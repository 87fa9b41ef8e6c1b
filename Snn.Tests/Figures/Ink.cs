using SkiaSharp;

namespace Snn.Tests.Figures;

/// <summary>Measures how much of a picture is drawn on.</summary>
internal static class Ink
{
    /// <summary>Share of dark pixels in a region, right and bottom edges excluded.</summary>
    public static double Share(SKBitmap picture, int left, int top, int right, int bottom)
    {
        int dark = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                var c = picture.GetPixel(x, y);
                dark += c.Red + c.Green + c.Blue < 3 * 128 ? 1 : 0;
            }
        }

        return (double)dark / ((right - left) * (bottom - top));
    }
}
