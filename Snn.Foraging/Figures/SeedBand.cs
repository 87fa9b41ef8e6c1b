using MathNet.Numerics.Statistics;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>A curve over seeds: the mean, and a band of one standard deviation to either side.</summary>
internal static class SeedBand
{
    /// <summary>Adds mean and band to a plot.</summary>
    /// <param name="plot">Plot.</param>
    /// <param name="points">One point for each seed and place; undefined (NaN) values are left out.</param>
    /// <param name="color">Colour of both.</param>
    /// <param name="pattern">Pattern of the mean's line.</param>
    /// <param name="band">False: the mean alone, where a dozen curves leave no room for bands.</param>
    public static void Add(Plot plot, IEnumerable<(double X, double Y)> points, Color color, LinePattern pattern, bool band = true)
    {
        var places = points.Where(p => !double.IsNaN(p.Y)).GroupBy(p => p.X, p => p.Y).OrderBy(g => g.Key)
            .Select(g => (X: g.Key, Mean: g.Mean(), Sd: g.Count() > 1 ? g.StandardDeviation() : 0)).ToArray();
        if (places.Length == 0)
            return;
        if (band && places.Any(p => p.Sd > 0))
        {
            var area = plot.Add.FillY(places.Select(p => (p.X, p.Mean + p.Sd, p.Mean - p.Sd)).ToArray());
            area.FillColor = color.WithAlpha(0.25);
            area.LineWidth = 0;
        }

        plot.Add.Plottable(new PatternedLine([.. places.Select(p => new Coordinates(p.X, p.Mean))], color, Style.Curve, pattern));
        if (places.Length == 1)
            plot.Add.Marker(places[0].X, places[0].Mean, MarkerShape.FilledCircle, 9, color);
    }

    /// <summary>What the note of a figure says about its curves.</summary>
    public static string Says(int seeds, bool band = true) => seeds == 1 ? "Lines: the one seed." : $"Lines: mean over {seeds} seeds{(band ? "; bands: ±1 standard deviation" : "; the tables have the deviations")}.";

    /// <summary>Upper end of the values after averaging, band included.</summary>
    public static double Top(IEnumerable<(double X, double Y)> points) => points.Where(p => !double.IsNaN(p.Y)).GroupBy(p => p.X, p => p.Y)
        .Select(g => g.Mean() + (g.Count() > 1 ? g.StandardDeviation() : 0)).DefaultIfEmpty(0).Max();
}
