using System.Globalization;
using Snn.Foraging.Recordings;

namespace Snn.Foraging.Report;

/// <summary>What sleep replays, from replay.json.</summary>
internal static class ReplayPart
{
    private const double Level = 0.05;

    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.Replay is not { Records.Count: > 0 } replay)
            return;
        page.Heading("What sleep replays");
        page.Paragraph($"At the end of each phase a copy of the agent slept {Html.Count(replay.SleepCycles, "cycle")} with its weights held. A pair is a spike of a hidden neuron that is selective for a task and a spike of an output "
            + $"at most {replay.WindowMs.ToString("0.#", CultureInfo.InvariantCulture)} ms later in the same cycle: what sleep's plasticity acts on. The match of a task is the mean, over its pairs asleep, of how much more often than "
            + "other neurons the neuron fired with that output awake, at the end of the phase that first trained the task. Where it exceeds the shuffles, asleep the task's features drive the moves that they drove awake: the task is replayed. "
            + $"Null distribution: the output spikes of whole cycles dealt out anew over the cycles, {replay.Shuffles} times; one-sided p.");
        if (Verdict(replay) is { } verdict)
            page.Paragraph(verdict);
        var stations = replay.Records.GroupBy(r => (r.Path, r.Sleep)).ToArray();
        page.Table(["slept after", "sleep", "networks", .. replay.Tasks.SelectMany(t => new[] { $"match {t}", "shuffled", $"p < {Level.ToString(CultureInfo.InvariantCulture)} in" })], stations.Select(s => (IReadOnlyList<string>)
            [s.Key.Path, s.Key.Sleep, $"{s.Count()}", .. Enumerable.Range(0, replay.Tasks.Count).SelectMany(task => Match([.. s], task))]));
        var both = stations.Where(s => s.Any(r => r.Cycles is not null)).ToArray();
        if (both.Length > 0)
        {
            page.Subheading("Mixed replay: sleep cycles in which a feature fired with its best awake partner");
            page.Table(["slept after", "only T1", "shuffled", "only T2", "shuffled", "both", "shuffled", "p < 0.05 for both in", "neither"], both.Select(s =>
            {
                ReplayCycles[] cycles = [.. s.Select(r => r.Cycles).OfType<ReplayCycles>()];
                string Share(Func<ReplayCycles, double> of) => (100 * cycles.Average(c => of(c) / (c.OnlyT1.Cycles + c.OnlyT2.Cycles + c.Both.Cycles + c.Neither))).ToString("0.0", CultureInfo.InvariantCulture) + " %";
                return new[]
                {
                    s.Key.Path, Share(c => c.OnlyT1.Cycles), Share(c => c.OnlyT1.Shuffled), Share(c => c.OnlyT2.Cycles), Share(c => c.OnlyT2.Shuffled),
                    Share(c => c.Both.Cycles), Share(c => c.Both.Shuffled), $"{cycles.Count(c => c.Both.P < Level)} of {cycles.Length}", Share(c => c.Neither),
                };
            }));
        }

        page.Note("Means over the run's first networks. The p values are not corrected for their number.");
    }

    /// <summary>Whether the networks that slept between stretches of the second task replay both tasks.</summary>
    private static string? Verdict(ReplayDocument replay)
    {
        ReplayRecord[] slept = [.. replay.Records.Where(r => r.Conditions.Contains("sleep") && r.Tasks.All(t => t?.MatchP is not null))];
        if (slept.Length == 0)
            return null;
        int both = slept.Count(r => r.Tasks.All(t => t!.MatchP < Level));
        return $"In the condition sleep, at its end, both tasks are replayed in the same sleep in {both} of {slept.Length} networks: "
            + (both == slept.Length ? "mixed replay, which the paper asserts, holds." : both == 0 ? "mixed replay, which the paper asserts, does not hold." : "mixed replay, which the paper asserts, holds in some networks only.");
    }

    private static string[] Match(ReplayRecord[] records, int task)
    {
        TaskReplay[] known = [.. records.Select(r => r.Tasks[task]).OfType<TaskReplay>().Where(t => t.Match is not null && t.MatchP is not null)];
        return known.Length == 0 ? [Html.None, Html.None, Html.None]
            : [Three(known.Average(t => t.Match!.Value)), Three(known.Average(t => t.MatchShuffled!.Value)), $"{known.Count(t => t.MatchP < Level)} of {known.Length}"];
    }

    private static string Three(double value) => (Math.Round(value, 3) + 0.0).ToString("0.000;−0.000;0.000", CultureInfo.InvariantCulture);
}
