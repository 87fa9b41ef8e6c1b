using System.Globalization;
using ScottPlot;
using Snn.Foraging.Recordings;

namespace Snn.Foraging.Figures;

/// <summary>What sleep replays: how well features fire with their awake partners, with which outputs, and in how many cycles those of both tasks do.</summary>
internal static class ReplayFigure
{
    private const int Most = 8;
    private const int MostInDetail = 4;

    /// <summary>Draws the figure; null without replay.json.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Replay is not { Records.Count: > 0 } replay)
            return null;
        string[] story = [.. Station.ConditionsShown(run)];
        string[] paths = [.. replay.Records.OrderBy(r => r.Conditions.Min(c => story.Contains(c) ? Array.IndexOf(story, c) : story.Length)).Select(r => r.Path).Distinct().Take(Most)];
        var stations = paths.Select(p => replay.Records.Where(r => r.Path == p).ToArray()).ToArray();
        int seeds = replay.Records.Select(r => r.Seed).Distinct().Count(), first = replay.Records[0].Seed;
        var sheet = new Sheet($"{run.Experiment}: what sleep replays", 2, 690, 430)
        {
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"Frozen sleep of {replay.SleepCycles:N0} cycles at the end of each phase, {(seeds == 1 ? "one seed" : $"{seeds} seeds")} (single outputs: seed {first})."),
                string.Create(CultureInfo.InvariantCulture, $"Pair: a task's hidden neuron fires and an output follows within {replay.WindowMs:0} ms. Match, mean over pairs: how much more often than others the neuron fired with that output awake, when the task had been learnt."),
                string.Create(CultureInfo.InvariantCulture, $"Shuffles: output spikes of whole cycles dealt out anew over the cycles, {replay.Shuffles} times. Filled: p < 0.05, one-sided."),
                .. stations.Any(s => s.All(r => r.Cycles is null)) ? (string[])["Cycles are told apart only where both tasks had been learnt: elsewhere there are no bars."] : [],
            ],
        };
        foreach (string task in replay.Tasks)
            sheet.Key.Add(new($"{task}'s features", KeySymbol.Marker, Style.Task(task)));
        sheet.Key.Add(new("both tasks in one cycle", KeySymbol.Patch, Style.Green));
        sheet.Key.Add(new("shuffled", KeySymbol.Line, Style.Grey) { Pattern = LinePattern.Dotted });
        sheet.Add(Matches(stations, replay));
        sheet.Add(Cycles(stations));
        foreach (var station in stations.Take(MostInDetail))
            sheet.Add(Outputs(station.First(r => r.Seed == first), replay));
        return sheet;
    }

    private static string Title(ReplayRecord record) =>
        "after " + record.Phase + (record.Sleep == "measured" ? "" : $" ({record.Sleep})");

    private static Plot Matches(ReplayRecord[][] stations, ReplayDocument replay)
    {
        var plot = Style.NewPlot("features with their awake partners", "", "match");
        double top = 0.05, bottom = -0.02;
        for (int s = 0; s < stations.Length; s++)
        {
            for (int task = 0; task < replay.Tasks.Count; task++)
            {
                foreach (var (n, record) in stations[s].Index())
                {
                    if (record.Tasks[task] is not { Match: double match } found)
                        continue;
                    double x = s + (task - 0.5) * 0.36 + (n - (stations[s].Length - 1) / 2.0) * 0.06;
                    bool clear = found.MatchP < 0.05;
                    var dot = plot.Add.Marker(x, match, clear ? MarkerShape.FilledCircle : MarkerShape.OpenCircle, 11, Style.Task(replay.Tasks[task]));
                    dot.MarkerStyle.LineWidth = 2.2f;
                    (top, bottom) = (Math.Max(top, match), Math.Min(bottom, match));
                }
            }
        }

        plot.Add.Plottable(new PatternedLine([new(-0.6, 0), new(stations.Length - 0.4, 0)], Style.Grey, 1.8f, LinePattern.Dotted));
        Categories(plot, stations);
        plot.Axes.SetLimits(-0.6, stations.Length - 0.4, bottom * 1.2, top * 1.15);
        return plot;
    }

    private static Plot Cycles(ReplayRecord[][] stations)
    {
        var plot = Style.NewPlot("sleep cycles by what they replay", "", "share of the cycles");
        double top = 0.1;
        for (int s = 0; s < stations.Length; s++)
        {
            ReplayCycles[] counts = [.. stations[s].Select(r => r.Cycles).OfType<ReplayCycles>()];
            if (counts.Length == 0)
                continue;
            (Func<ReplayCycles, ReplayCount> Of, Color Color)[] kinds = [(c => c.OnlyT1, Style.Task("T1")), (c => c.OnlyT2, Style.Task("T2")), (c => c.Both, Style.Green)];
            for (int k = 0; k < kinds.Length; k++)
            {
                var (of, color) = kinds[k];
                double all = counts[0].OnlyT1.Cycles + counts[0].OnlyT2.Cycles + counts[0].Both.Cycles + counts[0].Neither;
                double mean = counts.Average(c => of(c).Cycles) / all, shuffled = counts.Average(c => of(c).Shuffled) / all, x = s + (k - 1) * 0.27;
                var bar = plot.Add.Rectangle(x - 0.12, x + 0.12, 0, mean);
                (bar.FillColor, bar.LineColor, bar.LineWidth) = (Style.Mix(Colors.White, color, 0.75), color, 1);
                plot.Add.Plottable(new PatternedLine([new(x - 0.135, shuffled), new(x + 0.135, shuffled)], Style.Ink, 2.4f, LinePattern.Dotted));
                top = Math.Max(top, Math.Max(mean, shuffled));
            }
        }

        Categories(plot, stations);
        plot.Axes.SetLimits(-0.6, stations.Length - 0.4, 0, top * 1.15);
        return plot;
    }

    private static void Categories(Plot plot, ReplayRecord[][] stations) =>
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, stations.Length).Select(i => (double)i)], [.. stations.Select(s => $"after\n{s[0].Phase.Replace("sleep+", "sleep\n+", StringComparison.Ordinal)}" + (s[0].Sleep == "measured" ? "" : $"\n{s[0].Sleep}"))]);

    private static Plot Outputs(ReplayRecord record, ReplayDocument replay)
    {
        var plot = Style.NewPlot($"pairs with each output, {Title(record)}", "output (direction of movement)", "pairs / shuffled");
        double top = 1.5;
        for (int task = 0; task < replay.Tasks.Count; task++)
        {
            if (record.Tasks[task] is not { } found)
                continue;
            for (int j = 0; j < found.Pairs.Count; j++)
            {
                if (found.PairsShuffled[j] == 0)
                    continue;
                double ratio = found.Pairs[j] / found.PairsShuffled[j];
                var dot = plot.Add.Marker(j + (task - 0.5) * 0.3, ratio, found.PairsP[j] < 0.05 ? MarkerShape.FilledCircle : MarkerShape.OpenCircle, 13, Style.Task(replay.Tasks[task]));
                dot.MarkerStyle.LineWidth = 2.2f;
                top = Math.Max(top, ratio);
            }
        }

        plot.Add.Plottable(new PatternedLine([new(-0.6, 1), new(7.6, 1)], Style.Grey, 1.8f, LinePattern.Dotted));
        plot.Axes.Bottom.SetTicks([0, 1, 2, 3, 4, 5, 6, 7], ["NW", "N", "NE", "W", "E", "SW", "S", "SE"]);
        plot.Axes.SetLimits(-0.6, 7.6, 0, top * 1.12);
        return plot;
    }
}
