using Snn.Foraging.Metrics;

namespace Snn.Foraging.Recordings;

/// <summary>Whether the condition <c>sleep</c> shows, at its end, the mixed replay that Golden et al. 2022 assert: both tasks in one sleep, and the old task
/// because of sleep.
/// <para>That features of a task fire with their awake partners more often than in shuffles says no more than that something of the task is left in the
/// weights. Networks that never slept pass that too. So the match of the task trained first must also be higher than in the same networks trained without
/// sleep, and than in those whose sleep changes no weight, as far as a run has them.</para></summary>
/// <param name="Networks">Networks that slept.</param>
/// <param name="Both">Of these, those in which both tasks are replayed, one-sided p below <see cref="Level"/>.</param>
/// <param name="Controls">The same without sleep, and with sleep that changes no weight.</param>
/// <param name="Verdict">It holds when both tasks are replayed in every network and the old task's match is higher than in every control.</param>
internal sealed record ReplayVerdict(int Networks, int Both, IReadOnlyList<ReplayControl> Controls, Verdict Verdict)
{
    /// <summary>Level of the test against shuffles.</summary>
    public const double Level = 0.05;

    /// <summary>Judges what was measured; null where no network slept between stretches of a second task.</summary>
    public static ReplayVerdict? Of(ReplayDocument replay)
    {
        var slept = Ends(replay, "sleep");
        if (slept.Count == 0)
            return null;
        var controls = new List<ReplayControl>();
        foreach (var name in new[] { "sequential", "sleep-frozen" })
        {
            var others = Ends(replay, name);
            int[] seeds = [.. slept.Keys.Where(others.ContainsKey)];
            if (seeds.Length > 0)
                controls.Add(new(name, seeds.Length, seeds.Count(s => BothIn(others[s])), PairedComparison.Of([.. seeds.Select(s => slept[s].Tasks[0]!.Match)], [.. seeds.Select(s => others[s].Tasks[0]!.Match)])));
        }
        int both = slept.Values.Count(BothIn);
        var shuffles = both == slept.Count ? Verdict.Holds : Verdict.Fails;
        return new(slept.Count, both, controls, controls.Count == 0 ? Verdict.Undecided : Ordering.All([shuffles, .. controls.Select(c => Ordering.Above(c.Match))]));
    }

    /// <summary>The end of a condition in every network, where both tasks have been trained and have pairs asleep.</summary>
    private static Dictionary<int, ReplayRecord> Ends(ReplayDocument replay, string condition) => replay.Records.Where(r => r.Conditions.Contains(condition))
        .GroupBy(r => r.Seed).Select(seed => seed.Last()).Where(r => r.Tasks.All(t => t?.MatchP is not null)).ToDictionary(r => r.Seed);

    private static bool BothIn(ReplayRecord record) => record.Tasks.All(t => t!.MatchP < Level);
}

/// <summary>Networks that replay is held against.</summary>
/// <param name="Condition">Their condition.</param>
/// <param name="Networks">How many, of those that slept.</param>
/// <param name="Both">Of these, those in which both tasks are replayed.</param>
/// <param name="Match">Match of the task trained first in the condition <c>sleep</c>, minus theirs, network by network.</param>
internal sealed record ReplayControl(string Condition, int Networks, int Both, PairedComparison? Match);
