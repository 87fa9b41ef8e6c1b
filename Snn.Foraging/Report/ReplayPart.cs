using System.Globalization;
using Snn.Foraging.Metrics;
using Snn.Foraging.Recordings;

namespace Snn.Foraging.Report;

/// <summary>What sleep replays, from replay.json.</summary>
internal static class ReplayPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.Replay is not { Records.Count: > 0 } replay)
            return;
        page.Heading("What sleep replays");
        page.Paragraph($"At the end of each phase a copy of the agent slept {Html.Count(replay.SleepCycles, "cycle")} with its weights held. A pair is a spike of a hidden neuron that is selective for a task and a spike of an output "
            + $"at most {replay.WindowMs.ToString("0.#", CultureInfo.InvariantCulture)} ms later in the same cycle: what sleep's plasticity acts on. The match of a task is the mean, over its pairs asleep, of how much more often than "
            + "other neurons the neuron fired with that output awake, at the end of the phase that first trained the task. Where it exceeds the shuffles, asleep the task's features drive the moves that they drove awake: something of the task is left in the weights and is replayed. "
            + $"Null distribution: the output spikes of whole cycles dealt out anew over the cycles, {replay.Shuffles} times; one-sided p.");
        if (ReplayVerdict.Of(replay) is { } found)
            page.Paragraph(Words(files, found, replay.Tasks[0]));
        var stations = replay.Records.GroupBy(r => (r.Path, r.Sleep)).ToArray();
        page.Table(["slept after", "sleep", files.Seeds, .. replay.Tasks.SelectMany(t => new[] { $"match {t}", "shuffled", $"p < {ReplayVerdict.Level.ToString(CultureInfo.InvariantCulture)} in" })], stations.Select(s => (IReadOnlyList<string>)
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
                    Share(c => c.Both.Cycles), Share(c => c.Both.Shuffled), $"{cycles.Count(c => c.Both.P < ReplayVerdict.Level)} of {cycles.Length}", Share(c => c.Neither),
                };
            }));
        }

        page.Note("Means over the run's first " + files.Seeds + ". The p values are not corrected for their number.");
    }

    private static string Words(RunFiles files, ReplayVerdict found, string first)
    {
        string Of(ReplayControl c) => $"{c.Both} of {c.Networks} after {c.Condition}";
        string Higher(ReplayControl c) => c.Match is not { } match ? $"not comparable with {c.Condition}"
            : $"{Signed(match.MeanDifference)}{(match.Ci95 is { } ci ? $" ({Signed(ci[0])} to {Signed(ci[1])})" : "")} against {c.Condition}";
        string text = $"In the condition sleep, at its end, both tasks are replayed in one sleep in {found.Both} of {files.Count(found.Networks)}";
        if (found.Controls.Count > 0)
            text += $"; the same test is passed by {string.Join(" and ", found.Controls.Select(Of))}{(found.Controls.Any(c => c.Both > 0) ? ", so that alone it does not show what sleep does" : "")}. The match of {first}, seed by seed: {string.Join(", ", found.Controls.Select(Higher))}";
        return text + ". " + found.Verdict switch
        {
            Verdict.Holds => "That sleep replays both tasks, and keeps up the replay of the old one, holds.",
            Verdict.Fails => "That sleep replays both tasks, and keeps up the replay of the old one, fails.",
            _ => $"Whether sleep replays both tasks, and keeps up the replay of the old one, is undecided{(found.Networks < Ordering.LeastPairs ? $": it takes {Ordering.LeastPairs} {files.Seeds}" : found.Controls.Count == 0 ? ": there is nothing to compare with" : "")}.",
        };
    }

    private static string[] Match(ReplayRecord[] records, int task)
    {
        TaskReplay[] known = [.. records.Select(r => r.Tasks[task]).OfType<TaskReplay>().Where(t => t.Match is not null && t.MatchP is not null)];
        return known.Length == 0 ? [Html.None, Html.None, Html.None]
            : [Three(known.Average(t => t.Match!.Value)), Three(known.Average(t => t.MatchShuffled!.Value)), $"{known.Count(t => t.MatchP < ReplayVerdict.Level)} of {known.Length}"];
    }

    private static string Signed(double value) => (Math.Round(value, 3) + 0.0).ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);

    private static string Three(double value) => (Math.Round(value, 3) + 0.0).ToString("0.000;−0.000;0.000", CultureInfo.InvariantCulture);
}
