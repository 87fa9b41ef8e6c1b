using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>The neuron's rate against current, beside the closed form; and that of a noisy population, beside a logistic curve.</summary>
internal static class TransferFigure
{
    /// <summary>Draws the figure; null without plasticity-rules.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Rules is not { } rules)
            return null;
        var curves = rules.Seeds.Select(s => s.Transfer).ToArray();
        var sheet = new Sheet($"{run.Experiment}: rate against current", 2, 620, 400)
        {
            Notes = ["Closed form: 1 / (t_ref + tau ln(I / (I - threshold))). Logistic: height, middle and width fitted by least squares, mean over seeds."],
        };
        sheet.Key.Add(new("simulated", KeySymbol.Marker, Style.Blue));
        sheet.Key.Add(new("closed form", KeySymbol.Line, Style.Vermilion));
        sheet.Key.Add(new("logistic", KeySymbol.Line, Style.Green) { Pattern = Style.Pattern(1) });
        sheet.Add(Panel("one neuron", curves[0].Current, curves[0].Rate, curves[0].ClosedForm, Style.Vermilion, LinePattern.Solid));
        int n = curves[0].Current.Count;
        double[] noisy = [.. Enumerable.Range(0, n).Select(k => curves.Average(c => c.NoisyRate[k]))], logistic = [.. Enumerable.Range(0, n).Select(k => curves.Average(c => c.Logistic[k]))];
        sheet.Add(Panel("population with noise", curves[0].Current, noisy, logistic, Style.Green, Style.Pattern(1)));
        return sheet;
    }

    private static Plot Panel(string title, IReadOnlyList<double> x, IReadOnlyList<double> points, IReadOnlyList<double> curve, Color color, LinePattern pattern)
    {
        var plot = Style.NewPlot(title, "current (thresholds)", "rate (Hz)");
        plot.Add.Plottable(new PatternedLine([.. x.Zip(curve, (a, b) => new Coordinates(a, b))], color, Style.Curve, pattern));
        foreach (var (a, b) in x.Zip(points))
            plot.Add.Marker(a, b, MarkerShape.FilledCircle, 8, Style.Blue);
        plot.Axes.SetLimits(-0.05, x[^1] * 1.03, 0, Math.Max(points.Max(), curve.Max()) * 1.1);
        return plot;
    }
}
