using System.Globalization;
using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>On which side of the boundary between the tasks' states the states of unseen lives lie: a box plot a network.</summary>
internal static class SvmFigure
{
    /// <summary>Draws the figure; null without such distances in geometry.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        var networks = run.Geometry.Svm.Where(s => s.Values.Any(v => !double.IsNaN(v))).GroupBy(s => s.Network).OrderBy(g => g.Key).ToArray();
        if (networks.Length == 0)
            return null;
        string[] states = [.. networks.SelectMany(n => n).Select(s => s.State).Distinct()];
        var sheet = new Sheet($"{run.Experiment}: sides of the boundary between tasks", Math.Min(3, networks.Length), Math.Max(440, 120 + 110 * states.Length), 440)
        {
            Notes =
            [
                "Signed distance of weight states from the boundary that a support vector machine draws between states of T1 and of T2; states of lives that it was not trained on.",
                "Box: quartiles and median; whiskers: smallest and largest. Dotted: the boundary.",
            ],
        };
        sheet.Key.AddRange(states.Select(s => new KeyEntry(s, KeySymbol.Patch, Fill(s))));
        foreach (var network in networks)
        {
            var plot = Style.NewPlot(string.Create(CultureInfo.InvariantCulture, $"network {network.Key}"), "", "signed distance");
            plot.Add.Plottable(new PatternedLine([new(-0.6, 0), new(states.Length - 0.4, 0)], Style.Grey, 1.8f, LinePattern.Dotted));
            double low = 0, high = 0;
            foreach (var state in network.GroupBy(s => s.State))
            {
                double[] values = [.. state.SelectMany(s => s.Values).Where(v => !double.IsNaN(v)).Order()];
                if (values.Length == 0)
                    continue;
                Box(plot, Array.IndexOf(states, state.Key), values, state.Key);
                (low, high) = (Math.Min(low, values[0]), Math.Max(high, values[^1]));
            }

            plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, states.Length).Select(i => (double)i)], states);
            plot.Axes.SetLimits(-0.6, states.Length - 0.4, low - 0.06 * (high - low), high + 0.06 * (high - low));
            sheet.Add(plot);
        }

        return sheet;
    }

    private static Color Fill(string state) => Style.Mix(Colors.White, Style.PhaseInk(state), 0.6);

    private static void Box(Plot plot, double x, double[] sorted, string state)
    {
        double q1 = Bootstrap.Quantile(sorted, 0.25), median = Bootstrap.Quantile(sorted, 0.5), q3 = Bootstrap.Quantile(sorted, 0.75);
        void Line(double fromX, double fromY, double toX, double toY, float width) =>
            plot.Add.Plottable(new PatternedLine([new(fromX, fromY), new(toX, toY)], Style.Ink, width, LinePattern.Solid));

        Line(x, sorted[0], x, q1, 1.8f);
        Line(x, q3, x, sorted[^1], 1.8f);
        Line(x - 0.14, sorted[0], x + 0.14, sorted[0], 1.8f);
        Line(x - 0.14, sorted[^1], x + 0.14, sorted[^1], 1.8f);
        var box = plot.Add.Rectangle(x - 0.3, x + 0.3, q1, q3);
        (box.FillColor, box.LineColor, box.LineWidth) = (Fill(state), Style.Ink, 1.8f);
        Line(x - 0.3, median, x + 0.3, median, 3.2f);
    }
}
