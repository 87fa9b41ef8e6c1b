using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Ticks of an axis whose values are decadic logarithms.</summary>
internal static class LogAxis
{
    /// <summary>One tick a decade, lettered with the value itself.</summary>
    public static void Ticks(IAxis axis, int from, int to)
    {
        double[] places = [.. Enumerable.Range(from, to - from + 1).Select(d => (double)d)];
        axis.SetTicks(places, [.. places.Select(d => Math.Pow(10, d).ToString("0.####", CultureInfo.InvariantCulture))]);
    }
}
