using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.WeightSpace;

/// <summary>What is claimed about the geometry of forgetting, each with a bar set before it was measured. A claim fails as soon as what was measured
/// misses the bar, and holds only on enough networks or lives.</summary>
/// <param name="leastNetworks">Networks that a claim about networks needs.</param>
/// <param name="leastLives">Lives that a claim about lives needs.</param>
public sealed class GeometryClaims(int leastNetworks = 3, int leastLives = 10)
{
    private const double LeastAccuracy = 0.95, LeastShareOfLives = 0.9, LeastTimesChance = 10, LargestShareOfDistance = 0.5;

    /// <summary>Judges all claims.</summary>
    public IReadOnlyList<GeometryClaim> Judge(IReadOnlyList<NetworkGeometry> networks) =>
    [
        OnNetworks(
            "A boundary drawn by other lives tells Task 1 and Task 2 states of an unseen life apart (at least 95 %, every network)",
            networks, n => n.SvmAccuracy is { } a ? (a >= LeastAccuracy, Percent(a)) : null),
        .. Sleeps.Where(sleep => sleep.Condition == "sleep" || networks.Any(n => n.Ends.Any(e => e.Condition == sleep.Condition))).SelectMany(sleep => OfSleep(networks, sleep)),
        OnNetworks(
            "Axes fitted on the sets of other lives carry at least 10 times as much of a life's own spread as random axes (every network)",
            networks, n => n.PcaHeldOut is { } share ? (share >= LeastTimesChance * n.PcaChance, $"{Percent(share)} (chance {Percent(n.PcaChance)})") : null),
    ];

    // Sleep sharpens the weights, which alone takes a state farther from every other. One that sharpens less stands beside it, where an experiment has it;
    // and a correlation does not see how sharp they are.
    private static readonly (string Condition, string Says)[] Sleeps = [("sleep", "sleep"), ("sleep-gentle", "gentle sleep")];

    private IEnumerable<GeometryClaim> OfSleep(IReadOnlyList<NetworkGeometry> networks, (string Condition, string Says) sleep)
    {
        GeometryClaim Farther(string from, Func<LifeEnd, double?> distance, string name = "distance", string format = "F1") =>
            OnLives($"Without sleep a life ends farther from {from} than with {sleep.Says} (at least 9 of 10 lives)", networks, distance, name, format, sleep);
        yield return Boundary(networks, sleep);
        yield return Farther("M_T1 without its interleaved states, of the other lives,", e => e.ToT1Alone);
        yield return Farther("M_T1 of the other lives", e => e.ToT1);
        yield return Farther("M_T1&T2 of the other lives", e => e.ToBoth);
        yield return Farther("the Task 1 states of the other lives in direction (1 - correlation)", e => 1 - e.CorrelationT1, "1 - correlation", "F2");
        yield return Joint(networks, sleep);
    }

    private GeometryClaim OnNetworks(string claim, IReadOnlyList<NetworkGeometry> networks, Func<NetworkGeometry, (bool Met, string Measured)?> measure)
    {
        var measured = networks.Select(n => (n.Network, Result: measure(n))).ToList();
        var known = measured.Where(m => m.Result is not null).ToList();
        var text = known.Count == 0 ? "not measured" : string.Join("; ", known.Select(m => $"network {m.Network}: {m.Result!.Value.Measured}"));
        var verdict = known.Any(m => !m.Result!.Value.Met) ? Verdict.Fails : known.Count < leastNetworks || known.Count < measured.Count ? Verdict.Undecided : Verdict.Holds;
        return new(claim, text, verdict);
    }

    // A life that never slept can end a little nearer to the boundary than its task's states are on average, which says nothing. Sleep has to halve the distance,
    // also that of the same life without it.
    private GeometryClaim Boundary(IReadOnlyList<NetworkGeometry> networks, (string Condition, string Says) sleep)
    {
        string claim = $"With {sleep.Says} a life ends between Task 1 and Task 2, at most half as far from the boundary as the states of either, as without sleep, and as with sleep that "
            + "changes no weight (at least 9 of 10 lives)";
        var lives = networks.Where(n => n.SvmT1 is not null && n.SvmT2 is not null)
            .SelectMany(n => Lives(n, e => e.Svm is { } svm ? Math.Abs(svm) : null, sleep.Condition, "sequential", "sleep-frozen").Select(of => (T1: -n.SvmT1!.Value, T2: n.SvmT2!.Value, Of: of))).ToList();
        if (lives.Count == 0)
            return new(claim, "not measured", Verdict.Undecided);
        var nearer = lives.Count(l => l.Of[0] <= LargestShareOfDistance * Math.Min(Math.Min(l.T1, l.T2), Math.Min(l.Of[1], l.Of[2])));
        var text = string.Create(CultureInfo.InvariantCulture, $"{nearer} of {lives.Count} lives; mean distance {lives.Average(l => l.Of[0]):F3} with {sleep.Says}, {lives.Average(l => l.Of[1]):F3} without, ")
            + string.Create(CultureInfo.InvariantCulture, $"{lives.Average(l => l.Of[2]):F3} with sleep that changes nothing; Task 1 {lives.Average(l => l.T1):F3}, Task 2 {lives.Average(l => l.T2):F3}");

        // What the measure can tell: a state that is like neither task is near the boundary too.
        var untrained = networks.Where(n => n.SvmT1 is not null && n.SvmT2 is not null)
            .SelectMany(n => Lives(n, e => e.Svm is { } svm ? Math.Abs(svm) : null, "untrained", "sequential", "sleep-frozen").Select(of => (T1: -n.SvmT1!.Value, T2: n.SvmT2!.Value, Of: of))).ToList();
        if (untrained.Count > 0)
            text += $"; by the same measure a network before any task passes in {untrained.Count(l => l.Of[0] <= LargestShareOfDistance * Math.Min(Math.Min(l.T1, l.T2), Math.Min(l.Of[1], l.Of[2])))} of {untrained.Count}";
        return new(claim, text, OfLives(nearer, lives.Count));
    }

    // Near the boundary is also what is like neither task. The smaller of the correlations with both tasks' states is large only in what is like both.
    private GeometryClaim Joint(IReadOnlyList<NetworkGeometry> networks, (string Condition, string Says) sleep)
    {
        string claim = $"With {sleep.Says} a life ends like both tasks (the smaller of its correlations with the Task 1 and the Task 2 states of the other lives is larger) more than "
            + "without sleep in either order, and than with sleep that changes no weight or replays nothing (at least 9 of 10 lives)";
        string[] others = [.. new[] { "sequential", "sequential-reversed", "sleep-frozen", "sleep-shuffled" }.Where(c => networks.Any(n => n.Ends.Any(e => e.Condition == c)))];
        var lives = networks.SelectMany(n => Lives(n, e => e.CorrelationT1 is { } one && e.CorrelationT2 is { } two ? Math.Min(one, two) : null, [sleep.Condition, .. others])).ToList();
        if (lives.Count == 0 || !others.Contains("sequential"))
            return new(claim, "not measured", Verdict.Undecided);
        var more = lives.Count(l => l[0] > l.Skip(1).Max());
        var means = others.Select((name, k) => string.Create(CultureInfo.InvariantCulture, $"{name} {lives.Average(l => l[k + 1]):F2}"));
        return new(claim, string.Create(CultureInfo.InvariantCulture, $"{more} of {lives.Count} lives; mean smaller correlation {lives.Average(l => l[0]):F2} with {sleep.Says}; {string.Join(", ", means)}"), OfLives(more, lives.Count));
    }

    private GeometryClaim OnLives(string claim, IReadOnlyList<NetworkGeometry> networks, Func<LifeEnd, double?> distance, string name, string format, (string Condition, string Says) sleep)
    {
        var lives = networks.SelectMany(n => Lives(n, distance, "sequential", sleep.Condition)).ToList();
        if (lives.Count == 0)
            return new(claim, "not measured", Verdict.Undecided);
        var farther = lives.Count(l => l[0] > l[1]);
        var text = string.Create(CultureInfo.InvariantCulture, $"{farther} of {lives.Count} lives; mean {name} {lives.Average(l => l[0]).ToString(format, CultureInfo.InvariantCulture)} without, {lives.Average(l => l[1]).ToString(format, CultureInfo.InvariantCulture)} with {sleep.Says}");
        return new(claim, text + Yardstick(networks, distance), OfLives(farther, lives.Count));
    }

    // What the measure can tell at all: the same question about lives of which the answer is known.
    private static string Yardstick(IReadOnlyList<NetworkGeometry> networks, Func<LifeEnd, double?> distance)
    {
        string Nearer(string condition)
        {
            var lives = networks.SelectMany(n => Lives(n, distance, "sequential", condition)).ToList();
            return lives.Count == 0 ? "" : $"{lives.Count(l => l[0] > l[1])} of {lives.Count}";
        }

        var (both, never, before) = (Nearer("interleaved"), Nearer("alone-T2"), Nearer("untrained"));
        return (both.Length > 0 ? $"; by the same measure interleaved training, which solves both tasks, ends nearer in {both}" : "")
            + (never.Length > 0 ? $"; a life that was never trained on Task 1 in {never}" : "")
            + (before.Length > 0 ? $"; a network before any task in {before}" : "");
    }

    /// <summary>What was measured at the ends of some conditions, life by life; lives that lack one are left out.</summary>
    private static IEnumerable<double[]> Lives(NetworkGeometry network, Func<LifeEnd, double?> measure, params string[] conditions) => network.Ends.GroupBy(e => e.Life)
        .Select(life => conditions.Select(c => life.FirstOrDefault(e => e.Condition == c) is { } end ? measure(end) : null).ToArray())
        .Where(values => !values.Contains(null)).Select(values => Array.ConvertAll(values, v => v!.Value));

    private Verdict OfLives(int met, int lives) => met < LeastShareOfLives * lives ? Verdict.Fails : lives < leastLives ? Verdict.Undecided : Verdict.Holds;

    private static string Percent(double share) => (100 * share).ToString(share < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %";
}
