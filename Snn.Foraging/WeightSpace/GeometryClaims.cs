using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.WeightSpace;

/// <summary>What is claimed about the geometry of forgetting, each with a bar set before it was measured. A claim fails as soon as what was measured
/// misses the bar, and holds only on enough networks or lives.</summary>
/// <param name="leastNetworks">Networks that a claim about networks needs.</param>
/// <param name="leastLives">Lives that a claim about lives needs.</param>
public sealed class GeometryClaims(int leastNetworks = 3, int leastLives = 10)
{
    private const double LeastAccuracy = 0.95, LeastShareOfLives = 0.9, LeastTimesChance = 10;

    /// <summary>Judges all claims.</summary>
    public IReadOnlyList<GeometryClaim> Judge(IReadOnlyList<NetworkGeometry> networks) =>
    [
        OnNetworks(
            "A boundary drawn by other lives tells Task 1 and Task 2 states of an unseen life apart (at least 95 %, every network)",
            networks, n => n.SvmAccuracy is { } a ? (a >= LeastAccuracy, Percent(a)) : null),
        OnNetworks(
            "The state after sleep lies between Task 1 and Task 2, nearer to the boundary than either (every network)",
            networks, n => n.SvmStates.GetValueOrDefault("sleep") is { } s && n.SvmT1 is { } a && n.SvmT2 is { } b ? (Math.Abs(s) < Math.Min(-a, b), $"{Signed(a)} / {Signed(s)} / {Signed(b)}") : null),
        OnLives("Without sleep a life ends farther from M_T1 of the other lives than with sleep (at least 9 of 10 lives)", networks, e => e.ToT1),
        OnLives("Without sleep a life ends farther from M_T1&T2 of the other lives than with sleep (at least 9 of 10 lives)", networks, e => e.ToBoth),
        OnNetworks(
            "Axes fitted on the sets of other lives carry at least 10 times as much of a life's own spread as random axes (every network)",
            networks, n => n.PcaHeldOut is { } share ? (share >= LeastTimesChance * n.PcaChance, $"{Percent(share)} (chance {Percent(n.PcaChance)})") : null),
    ];

    private GeometryClaim OnNetworks(string claim, IReadOnlyList<NetworkGeometry> networks, Func<NetworkGeometry, (bool Met, string Measured)?> measure)
    {
        var measured = networks.Select(n => (n.Network, Result: measure(n))).ToList();
        var known = measured.Where(m => m.Result is not null).ToList();
        var text = known.Count == 0 ? "not measured" : string.Join("; ", known.Select(m => $"network {m.Network}: {m.Result!.Value.Measured}"));
        var verdict = known.Any(m => !m.Result!.Value.Met) ? Verdict.Fails : known.Count < leastNetworks || known.Count < measured.Count ? Verdict.Undecided : Verdict.Holds;
        return new(claim, text, verdict);
    }

    private GeometryClaim OnLives(string claim, IReadOnlyList<NetworkGeometry> networks, Func<LifeEnd, double?> distance)
    {
        var pairs = networks.SelectMany(n => n.Ends).GroupBy(e => e.Life)
            .Select(life => (Without: life.FirstOrDefault(e => e.Condition == "sequential"), With: life.FirstOrDefault(e => e.Condition == "sleep")))
            .Where(p => p.Without is not null && p.With is not null)
            .Select(p => (Without: distance(p.Without!), With: distance(p.With!)))
            .Where(p => p.Without is not null && p.With is not null).ToList();
        if (pairs.Count == 0)
            return new(claim, "not measured", Verdict.Undecided);
        var farther = pairs.Count(p => p.Without > p.With);
        var text = string.Create(CultureInfo.InvariantCulture, $"{farther} of {pairs.Count} lives; mean distance {pairs.Average(p => p.Without):F1} without, {pairs.Average(p => p.With):F1} with sleep");
        var verdict = farther < LeastShareOfLives * pairs.Count ? Verdict.Fails : pairs.Count < leastLives ? Verdict.Undecided : Verdict.Holds;
        return new(claim, text, verdict);
    }

    private static string Percent(double share) => (100 * share).ToString(share < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %";

    private static string Signed(double value) => value.ToString("+0.000;-0.000", CultureInfo.InvariantCulture);
}
