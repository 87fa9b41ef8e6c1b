using ScottPlot;
using SkiaSharp;

namespace Snn.Foraging.Figures;

/// <summary>The horizontal axis of figures over time: movement cycles in a readable unit, phases shaded and named.</summary>
/// <param name="Unit">Cycles in one unit of the axis.</param>
/// <param name="Label">Label of the axis.</param>
internal sealed record CycleAxis(double Unit, string Label)
{
    /// <summary>The axis for cycles up to a largest one.</summary>
    public static CycleAxis For(long largest) => largest switch
    {
        >= 2_000_000 => new(1e6, "movement cycles (millions)"),
        >= 2_000 => new(1e3, "movement cycles (thousands)"),
        _ => new(1, "movement cycles"),
    };

    /// <summary>Shades each phase and writes its name at the top, where there is room for it.</summary>
    /// <param name="plot">Plot; its limits are not changed.</param>
    /// <param name="phases">Phases.</param>
    /// <param name="origin">Cycle at the axis' 0.</param>
    /// <param name="top">Upper limit of the vertical axis.</param>
    /// <param name="pixelsPerUnit">Width of one unit of the axis, in pixels.</param>
    public void Shade(Plot plot, IEnumerable<PhaseSpan> phases, long origin, double top, double pixelsPerUnit)
    {
        using var font = new SKFont(ShippedFont.Typeface(bold: false), Style.Small);
        foreach (var phase in phases)
        {
            double start = (phase.Start - origin) / Unit, end = (phase.End - origin) / Unit;
            var span = plot.Add.HorizontalSpan(start, end, Style.PhaseFill(phase.Name));
            span.LineStyle.Width = 0;
            if (font.MeasureText(phase.Name) + 6 > (end - start) * pixelsPerUnit)
                continue;
            var text = plot.Add.Text(phase.Name, (start + end) / 2, top);
            text.LabelFontSize = Style.Small;
            text.LabelFontColor = Style.Mix(Style.PhaseInk(phase.Name), Colors.Black, 0.45);
            text.LabelAlignment = Alignment.UpperCenter;
            text.OffsetY = 3;
        }
    }

    /// <summary>Key entries for the phases that occur.</summary>
    public static IEnumerable<KeyEntry> PhaseKey(IEnumerable<PhaseSpan> phases) =>
        phases.Select(p => p.Name).Distinct().Select(name => new KeyEntry(name, KeySymbol.Patch, Style.PhaseFill(name)));
}
