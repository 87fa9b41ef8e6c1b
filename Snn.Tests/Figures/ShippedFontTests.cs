using ScottPlot;
using SkiaSharp;
using Snn.Foraging.Figures;

namespace Snn.Tests.Figures;

/// <summary>On a machine without fonts ScottPlot draws figures without any text and reports nothing: these turn red then.</summary>
public class ShippedFontTests
{
    [Fact]
    public void Axis_labels_put_ink_where_an_unlabelled_plot_has_none()
    {
        using var labelled = Render(Style.NewPlot("Title", "cycles (thousands)", "score ± sd"));
        using var bare = Render(Style.NewPlot("Title", " ", " "));
        Assert.Equal(0, Ink.Share(bare, 0, 575, 800, 600));
        Assert.True(Ink.Share(labelled, 0, 575, 800, 600) > 0.01, "no label below the horizontal axis");
        Assert.Equal(0, Ink.Share(bare, 0, 0, 20, 600));
        Assert.True(Ink.Share(labelled, 0, 0, 20, 600) > 0.01, "no label beside the vertical axis");
        Assert.True(Ink.Share(labelled, 0, 0, 800, 30) > 0.005, "no title");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Has_every_letter_the_figures_use(bool bold)
    {
        const string Letters = "ABCxyz 0123456789 ± − × ≥ ≤ → ° – — αβγτσμ Ωéü";
        using var font = new SKFont(ShippedFont.Typeface(bold), 20);
        Assert.True(font.ContainsGlyphs(Letters), Letters);
    }

    [Fact]
    public void Plots_use_the_shipped_font_and_not_the_machines()
    {
        ShippedFont.Use();
        Assert.Equal(ShippedFont.Name, ScottPlot.Fonts.Default);
        Assert.Same(ShippedFont.Typeface(bold: false), ScottPlot.Fonts.GetTypeface(ShippedFont.Name, bold: false, italic: false));
        Assert.Same(ShippedFont.Typeface(bold: true), ScottPlot.Fonts.GetTypeface(ShippedFont.Name, bold: true, italic: false));
        Assert.Equal(ShippedFont.Name, Style.NewPlot("", "x", "y").Axes.Bottom.TickLabelStyle.FontName);
    }

    private static SKBitmap Render(Plot plot)
    {
        plot.Axes.SetLimits(0, 1, 0, 1);
        return SKBitmap.Decode(plot.GetImage(800, 600).GetImageBytes(ScottPlot.ImageFormat.Png));
    }
}
