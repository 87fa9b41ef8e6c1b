using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>The study of rules and neuron on the console.</summary>
internal static class PlasticityRulesTable
{
    /// <summary>Writes the tables and the claims.</summary>
    public static void Write(TextWriter to, PlasticityRulesDocument document)
    {
        to.WriteLine($"Weights that rules leave on one neuron, mean ± sd of {document.Seeds.Count} seeds; p: smallest and largest of the seeds");
        var shapes = new TextTable("", "p one mode", "p normal", "p log-normal", "sd of log", "exponent", "stronger half", "output Hz");
        foreach (string rule in document.Seeds[0].Shapes.Select(s => s.Rule))
        {
            WeightShape[] all = [.. document.Seeds.Select(s => s.Shapes.Single(x => x.Rule == rule))];
            shapes.Add(
                rule, Range(all, s => s.Unimodality.P), Range(all, s => s.Normal.P), Range(all, s => s.LogNormal.P), MeanSd([.. all.Select(s => (double?)s.LogSd)]),
                MeanSd([.. all.Select(s => (double?)s.Exponent)]), MeanSd([.. all.Select(s => (double?)s.PrunedExponent)]), MeanSd([.. all.Select(s => (double?)s.Rate)], "0.0"));
        }

        shapes.Write(to);
        to.WriteLine();
        var rest = new TextTable("", "before", "after", "control");
        rest.Add("angle to the first principal component, degrees", Of(s => s.Principal.StartAngle, "0.0"), Of(s => s.Principal.Angle, "0.0"), "-");
        rest.Add("Amari index of two mixed sources (1 mixed, 0 separated)", Of(s => s.Unmixing.StartAmari), Of(s => s.Unmixing.Amari), Of(s => s.Unmixing.AloneAmari) + " without inhibition");
        rest.Add("the same of the weights alone", "-", Of(s => s.Unmixing.LinearAmari), "-");
        rest.Add("rate against the closed form, largest error in %", "-", Of(s => 100 * s.Transfer.LargestError, "0.000"), "-");
        foreach (string curve in document.Seeds[0].Transfer.Fits.Keys)
            rest.Add($"noisy population from a fitted {curve}, rms in % of its largest rate", "-", Of(s => 100 * s.Transfer.Fits[curve], "0.0"), "-");
        rest.Write(to);
        to.WriteLine();
        foreach (var claim in document.Claims)
            to.WriteLine($"{claim.Verdict.ToString().ToLowerInvariant(),-10}{claim.Claim}\n          {claim.Measured}");

        string Of(Func<RulesOfSeed, double?> value, string format = "0.00") => MeanSd([.. document.Seeds.Select(value)], format);
    }

    /// <summary>Smallest and largest.</summary>
    internal static string Range(WeightShape[] all, Func<WeightShape, double> value) => FormattableString.Invariant($"{all.Min(value):0.000}-{all.Max(value):0.000}");

    /// <summary>Mean and standard deviation.</summary>
    internal static string MeanSd(IReadOnlyCollection<double?> values, string format = "0.00")
    {
        var s = Summary.Of(values);
        return s.Mean is not { } mean ? "-" : mean.ToString(format, CultureInfo.InvariantCulture) + (s.Sd is { } sd ? " ± " + sd.ToString(format, CultureInfo.InvariantCulture) : "");
    }
}
