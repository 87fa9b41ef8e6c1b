using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>The study of rules and neuron, from plasticity-rules.json: claims with their verdicts, then each seed.</summary>
internal static class PlasticityRulesPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.Rules is not { } rules)
            return;
        page.Heading("Rules and neuron by themselves");
        int holding = rules.Claims.Count(c => c.Verdict == Verdict.Holds);
        page.Paragraph($"Small networks in which no forager lives: what a rule does to the weights of one neuron, what it finds in correlated inputs, and how the neuron answers a current. {holding} of {Html.Count(rules.Claims.Count, "claim")} hold.");
        page.Table(["claim", "measured", "verdict"], rules.Claims.Select(c => new[] { c.Claim, c.Measured, c.Verdict.ToString().ToLowerInvariant() }), words: true);
        page.Subheading("Weight distributions");
        page.Table(
            ["rule", "seed", "p one mode", "p normal", "p log-normal", "skewness", "of log", "sd of log", "exponent", "stronger half", "output Hz"],
            rules.Seeds.SelectMany(s => s.Shapes.Select(x => (s.Seed, Shape: x))).OrderBy(x => rules.Seeds[0].Shapes.Select(y => y.Rule).ToList().IndexOf(x.Shape.Rule)).Select(x => new[]
            {
                x.Shape.Rule, $"{x.Seed}", Three(x.Shape.Unimodality.P), Three(x.Shape.Normal.P), Three(x.Shape.LogNormal.P), Html.Two(x.Shape.Skewness), Html.Two(x.Shape.LogSkewness),
                Html.Two(x.Shape.LogSd), Html.Two(x.Shape.Exponent), Html.Two(x.Shape.PrunedExponent), Html.Two(x.Shape.Rate),
            }));
        page.Note("One mode: Silverman's test, 199 resamples. Normal, log-normal: Lilliefors' test, simulated. A test that gives p of 0.01 or less rejects; it does so falsely in 1 % of samples at most. "
            + "Exponent: of the generalised Gaussian density fitted to the weights (2 normal, 1 Laplace), and to the stronger half of them alone, as pruning would leave it.");
        page.Subheading("Principal component, two sources, currents");
        page.Table(
            ["seed", "angle before", "after (degrees)", "variance explained", "Amari before", "after", "without inhibition", "of the weights alone", "error of the rate", .. rules.Seeds[0].Transfer.Fits.Keys.Select(k => $"noise: {k}")],
            rules.Seeds.Select(s => (IReadOnlyList<string>)
            [
                $"{s.Seed}", Html.Two(s.Principal.StartAngle), Html.Two(s.Principal.Angle), Html.Two(s.Principal.Explained), Html.Two(s.Unmixing.StartAmari), Html.Two(s.Unmixing.Amari),
                Html.Two(s.Unmixing.AloneAmari), Html.Two(s.Unmixing.LinearAmari), (100 * s.Transfer.LargestError).ToString("0.000", CultureInfo.InvariantCulture) + " %", .. s.Transfer.Fits.Values.Select(v => Three(v)),
            ]));
        page.Note("Amari index: 0 if each neuron answers one source alone, 1 if both answer both alike. Of the weights alone: weights times mixing, both positive, so that it cannot be 0. "
            + "Noise: rms difference of a noisy population's rate from fitted curves, as a share of its largest rate. Our neuron sits at reset for its refractory period and climbs from there, which is what the closed form says.");
        page.List(rules.Constants);
    }

    private static string Three(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
