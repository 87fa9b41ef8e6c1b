using Snn.Foraging.Metrics;
using Snn.Foraging.Studies;
using Snn.Foraging.WeightSpace;

namespace Snn.Tests.Studies;

/// <summary>What the study of rules says of made-up results.</summary>
public sealed class RuleClaimsTests
{
    private const double Passes = 0.5, Rejected = 0.001;

    private static readonly RulesOfSeed Good = new(
        1,
        [Shape("additive", modes: Rejected), Shape("multiplicative"), Shape("log", normal: Rejected)],
        new([], [], [], 0.5, Angle: 3, StartAngle: 30, P: 0.001),
        new([], [], [], Amari: 0.05, StartAmari: 0.8, AloneAmari: 0.6, LinearAmari: 0.5, P: 0.001),
        new([], [], [], LargestError: 0.002, [], [], new Dictionary<string, double>()));

    private static WeightShape Shape(string rule, double modes = Passes, double normal = Passes, double logNormal = Passes) =>
        new(rule, [], 20, new Unimodality(0.1, modes), new Normality(0.1, normal), new Normality(0.1, logNormal), 0, 0, 0.2, 2, 2);

    private static RulesOfSeed With(string rule, WeightShape shape) => Good with { Shapes = [.. Good.Shapes.Select(s => s.Rule == rule ? shape : s)] };

    private static Verdict[] Judge(RulesOfSeed bad, int often) =>
        [.. RuleClaims.Judge([.. Enumerable.Range(1, 5).Select(k => (k <= often ? bad : Good) with { Seed = k })]).Select(c => c.Verdict)];

    [Fact]
    public void Each_claim_falls_with_what_it_is_about_and_with_nothing_else()
    {
        // What is bad, which claim falls with it, and on how many of five seeds it may be bad.
        (RulesOfSeed Bad, int Claim, int Spare)[] cases =
        [
            (With("log", Shape("log", normal: Rejected, logNormal: Rejected)), 0, 1),
            (With("log", Shape("log")), 1, 0),
            (With("log", Shape("log", modes: Rejected, normal: Rejected)), 2, 1),
            (With("additive", Shape("additive")), 3, 0),
            (With("multiplicative", Shape("multiplicative", modes: Rejected)), 4, 1),
            (Good with { Principal = Good.Principal with { Angle = 11 } }, 5, 0),
            (Good with { Principal = Good.Principal with { P = 0.05 } }, 5, 0),
            (Good with { Unmixing = Good.Unmixing with { Amari = 0.3 } }, 6, 1),
            (Good with { Unmixing = Good.Unmixing with { P = 0.05 } }, 6, 1),
            (Good with { Transfer = Good.Transfer with { LargestError = 0.02 } }, 7, 0),
        ];
        Assert.All(Judge(Good, 0), v => Assert.Equal(Verdict.Holds, v));
        foreach (var (bad, claim, spare) in cases)
        {
            Assert.All(Judge(bad, spare), v => Assert.Equal(Verdict.Holds, v));
            Assert.All(Judge(bad, spare + 1).Index(), v => Assert.Equal(v.Index == claim ? Verdict.Fails : Verdict.Holds, v.Item));
        }

        Assert.All(RuleClaims.Judge([Good, Good]), c => Assert.Equal(Verdict.Undecided, c.Verdict));
    }
}
