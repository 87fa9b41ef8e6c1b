using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>What STDP learns of correlated inputs: weights against their first principal component, and weights of two neurons against the mixing of
/// two sources.</summary>
internal static class RuleInputsFigure
{
    /// <summary>Draws the figure; null without plasticity-rules.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Rules is not { } rules)
            return null;
        var first = rules.Seeds[0];
        var sheet = new Sheet($"{run.Experiment}: what STDP finds in its inputs", 2, 620, 420)
        {
            Notes =
            [
                "Left: one point an input and seed; on the line a weight is the input's part in the first principal component.",
                FormattableString.Invariant($"Right: seed {first.Seed}; an input at 0 degrees hears source 1 alone, one at 90 degrees source 2 alone. Amari index of the answers {first.Unmixing.StartAmari:0.00} before, {first.Unmixing.Amari:0.00} after learning."),
            ],
        };
        sheet.Key.Add(new("input", KeySymbol.Marker, Style.Blue));
        sheet.Key.Add(new("first neuron", KeySymbol.Marker, Style.Vermilion));
        sheet.Key.Add(new("second neuron", KeySymbol.Marker, Style.Green) { Shape = MarkerShape.FilledSquare });
        var principal = Style.NewPlot("weights and principal component", "part in the component", "weight, scaled to length 1");
        double most = rules.Seeds.Max(s => Math.Max(s.Principal.Component.Max(), s.Principal.Weights.Max())) * 1.08;
        principal.Add.Plottable(new PatternedLine([new(0, 0), new(most, most)], Style.Grey, 1.8f, LinePattern.Dotted));
        foreach (var seed in rules.Seeds)
        {
            foreach (var (x, y) in seed.Principal.Component.Zip(seed.Principal.Weights))
                principal.Add.Marker(x, y, MarkerShape.FilledCircle, 7, Style.Blue.WithAlpha(0.6));
        }

        principal.Axes.SetLimits(Math.Min(0, rules.Seeds.Min(s => s.Principal.Component.Min())) - 0.01, most, -0.01, most);
        sheet.Add(principal);
        var mixed = Style.NewPlot("weights and mixing", "direction of the input's mixing (degrees)", "weight / mean weight");
        for (int j = 0; j < 2; j++)
        {
            foreach (var (m, w) in first.Unmixing.Mixing.Zip(first.Unmixing.Weights[j]))
                mixed.Add.Marker(Math.Atan2(m[1], m[0]) * 180 / Math.PI, w, j == 0 ? MarkerShape.FilledCircle : MarkerShape.FilledSquare, 8, j == 0 ? Style.Vermilion : Style.Green);
        }

        mixed.Axes.SetLimits(-2, 92, -0.1, first.Unmixing.Weights.Max(w => w.Max()) * 1.1);
        sheet.Add(mixed);
        return sheet;
    }
}
