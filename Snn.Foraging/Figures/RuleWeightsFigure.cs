using ScottPlot;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Figures;

/// <summary>The weights that each rule leaves on one neuron, with the normal and the log-normal density of the same moments.</summary>
internal static class RuleWeightsFigure
{
    private const int Bins = 48;

    /// <summary>Draws the figure; null without plasticity-rules.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Rules is not { } rules)
            return null;
        string[] names = [.. rules.Seeds[0].Shapes.Select(s => s.Rule)];
        var sheet = new Sheet($"{run.Experiment}: weights that rules leave", 2, 620, 360)
        {
            Notes =
            [
                $"Histograms: all inputs of one neuron, {rules.Seeds.Count} seeds together. Curves: densities with the mean and standard deviation of the weights, or of their logarithms.",
                "p: smallest and largest of the seeds; small means that the test rejects.",
            ],
        };
        sheet.Key.Add(new("weights", KeySymbol.Patch, Style.Sky));
        sheet.Key.Add(new("normal", KeySymbol.Line, Style.Vermilion) { Pattern = Style.Pattern(1) });
        sheet.Key.Add(new("log-normal", KeySymbol.Line, Style.Green));
        foreach (string name in names)
        {
            WeightShape[] shapes = [.. rules.Seeds.Select(s => s.Shapes.Single(x => x.Rule == name))];
            double[] w = [.. shapes.SelectMany(s => s.Weights).Select(x => (double)x)];
            sheet.Add(Panel($"{name}: one mode, p {Range(shapes, s => s.Unimodality.P)}", name == "log" ? "weight / J0" : "weight / largest weight", w, alsoLog: true));
            if (name == "log")
                sheet.Add(Panel($"log: log-normal, p {Range(shapes, s => s.LogNormal.P)}", "ln(weight / J0)", [.. w.Where(x => x > 0).Select(x => Math.Log(x))], alsoLog: false));
        }

        return sheet;
    }

    private static Plot Panel(string title, string label, double[] values, bool alsoLog)
    {
        var plot = Style.NewPlot(title, label, "density");
        double low = values.Min(), width = (values.Max() - low) / Bins, top = 0;
        foreach (var bin in values.GroupBy(v => Math.Min(Bins - 1, (int)((v - low) / width))))
        {
            double density = bin.Count() / (values.Length * width);
            var bar = plot.Add.Rectangle(low + (bin.Key * width), low + ((bin.Key + 1) * width), 0, density);
            (bar.FillColor, bar.LineWidth) = (Style.Sky, 0);
            top = Math.Max(top, density);
        }

        var normal = MathNet.Numerics.Distributions.Normal.Estimate(values);
        Curve(plot, low, width, normal.Density, Style.Vermilion, Style.Pattern(1));
        if (alsoLog)
        {
            var logs = MathNet.Numerics.Distributions.Normal.Estimate(values.Where(v => v > 0).Select(v => Math.Log(v)));
            Curve(plot, low, width, x => x <= 0 ? 0 : Math.Min(2 * top, logs.Density(Math.Log(x)) / x), Style.Green, LinePattern.Solid);
        }

        plot.Axes.SetLimits(low - width, low + ((Bins + 1) * width), 0, top * 1.15);
        return plot;
    }

    private static void Curve(Plot plot, double low, double width, Func<double, double> density, Color color, LinePattern pattern) =>
        plot.Add.Plottable(new PatternedLine([.. Enumerable.Range(0, (4 * Bins) + 1).Select(k => low + (k * width / 4)).Select(x => new Coordinates(x, density(x)))], color, Style.Curve, pattern));

    private static string Range(WeightShape[] shapes, Func<WeightShape, double> p) => FormattableString.Invariant($"{shapes.Min(p):0.000} to {shapes.Max(p):0.000}");
}
