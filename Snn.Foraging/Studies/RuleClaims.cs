using System.Globalization;
using Snn.Foraging.Metrics;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Studies;

/// <summary>What is claimed about the rules and the neuron, each with a bar set before it was measured.</summary>
internal static class RuleClaims
{
    /// <summary>False-alarm rate of each test on each seed.</summary>
    public const double Alarm = 0.01;

    private const int LeastSeeds = 3;
    private const double LargestAngle = 10, LargestAmari = 0.2, LargestError = 0.01;

    /// <summary>Judges all claims. With so many tests at 1 %, one false alarm among seeds is no surprise: a claim that a test must not reject is
    /// let off as many rejections as chance gives with 1 % or more.</summary>
    public static IReadOnlyList<GeometryClaim> Judge(IReadOnlyList<RulesOfSeed> seeds)
    {
        int spare = Spare(seeds.Count);
        string tolerated = (spare == 0 ? "on every seed" : $"on all seeds but {spare} at most") + $"; false alarm of them all {FalseAlarm(seeds.Count, spare):P1}";
        return
        [
            OfShape("log", $"Log-STDP: the logarithms of the weights pass a test of normality (at {Alarm:P0}, {tolerated})", seeds, s => s.LogNormal.P, p => p > Alarm, spare),
            OfShape("log", $"Log-STDP: the weights themselves do not (every seed)", seeds, s => s.Normal.P, p => p <= Alarm, 0),
            OfShape("log", $"Log-STDP: one mode (test at {Alarm:P0}, {tolerated})", seeds, s => s.Unimodality.P, p => p > Alarm, spare),
            OfShape("additive", $"Additive STDP: more than one mode (test at {Alarm:P0}, every seed)", seeds, s => s.Unimodality.P, p => p <= Alarm, 0),
            OfShape("multiplicative", $"Multiplicative STDP: one mode (test at {Alarm:P0}, {tolerated})", seeds, s => s.Unimodality.P, p => p > Alarm, spare),
            Claim($"STDP with normalisation comes within {LargestAngle} degrees of the first principal component, nearer than shuffled weights (1 %, every seed)",
                seeds, s => s.Principal.Angle < LargestAngle && s.Principal.P <= Alarm, s => $"{Number(s.Principal.Angle)}° (p {s.Principal.P:G2})", 0),
            Claim($"Two mixed sources are separated: Amari index of the answers at most {LargestAmari}, smaller than with exchanged labels (1 %; four of five seeds: on trial seeds about one network in twenty got stuck, both neurons on one source)",
                seeds, s => s.Unmixing.Amari <= LargestAmari && s.Unmixing.P <= Alarm, s => $"{Number(s.Unmixing.Amari)} (p {s.Unmixing.P:G2})", seeds.Count / 5),
            Claim($"The neuron's rate is the closed form's within {LargestError:P0} at every current (every seed)",
                seeds, s => s.Transfer.LargestError <= LargestError, s => (100 * s.Transfer.LargestError).ToString("0.000", CultureInfo.InvariantCulture) + " %", 0),
        ];
    }

    /// <summary>Most rejections that false alarms alone give with a probability of 1 % or more.</summary>
    internal static int Spare(int seeds)
    {
        int most = 0;
        while (FalseAlarm(seeds, most) >= Alarm)
            most++;
        return most;
    }

    /// <summary>Probability that a claim which is true fails by chance: more rejections than it is let off.</summary>
    internal static double FalseAlarm(int seeds, int spare) => 1 - MathNet.Numerics.Distributions.Binomial.CDF(Alarm, seeds, spare);

    private static GeometryClaim OfShape(string rule, string claim, IReadOnlyList<RulesOfSeed> seeds, Func<WeightShape, double> p, Func<double, bool> met, int spare)
    {
        WeightShape Of(RulesOfSeed s) => s.Shapes.Single(x => x.Rule == rule);
        return Claim(claim, seeds, s => met(p(Of(s))), s => $"p {p(Of(s)):G2}", spare);
    }

    private static GeometryClaim Claim(string claim, IReadOnlyList<RulesOfSeed> seeds, Func<RulesOfSeed, bool> met, Func<RulesOfSeed, string> measured, int spare)
    {
        var verdict = seeds.Count(s => !met(s)) > spare ? Verdict.Fails : seeds.Count < LeastSeeds ? Verdict.Undecided : Verdict.Holds;
        return new(claim, string.Join("; ", seeds.Select(s => FormattableString.Invariant($"seed {s.Seed}: {measured(s)}"))), verdict);
    }

    private static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "undefined";
}
