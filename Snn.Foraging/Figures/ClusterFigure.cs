using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>How many of a task's synapses are strong and how many weak, over time, one panel a condition.</summary>
internal static class ClusterFigure
{
    private const int PanelWidth = 680;

    private sealed record Course(string Condition, string Task, bool Strong, (long Cycle, double Share)[] Points);

    /// <summary>Draws the figure; null without weights of a task learnt alone.</summary>
    public static Sheet? Draw(RunData run)
    {
        var shown = Station.ConditionsShown(run);
        var courses = run.Tracks.Where(t => shown.Contains(t.Condition)).GroupBy(t => t.Seed).SelectMany(g => OfSeed([.. shown.SelectMany(c => g.Where(t => t.Condition == c)).Select(run.ReadTrack)])).ToArray();
        if (courses.Length == 0)
            return null;
        string[] tasks = [.. courses.Select(c => c.Task).Distinct()];
        int seeds = run.Tracks.Select(t => t.Seed).Distinct().Count();
        long last = courses.Max(c => c.Points[^1].Cycle);
        var axis = CycleAxis.For(last);
        string[] conditions = [.. shown.Where(c => courses.Any(x => x.Condition == c))];
        var sheet = new Sheet($"{run.Experiment}: strong and weak synapses", Math.Min(2, conditions.Length), PanelWidth, 350)
        {
            Notes =
            [
                SeedBand.Says(seeds) + " A task's synapses: the top 10 % by weight when it had been learnt alone.",
                "Strong: at least the smallest of these weights at that time. Weak: below the mean weight.",
            ],
        };
        foreach (string task in tasks)
        {
            sheet.Key.Add(new($"{task}'s, strong", KeySymbol.Line, Style.Task(task)));
            sheet.Key.Add(new($"{task}'s, weak", KeySymbol.Line, Style.Task(task)) { Pattern = Style.Pattern(1) });
        }

        sheet.Key.AddRange(CycleAxis.PhaseKey(conditions.SelectMany(run.PhasesOf)));
        foreach (string condition in conditions)
        {
            var plot = Style.NewPlot(condition, axis.Label, "share of the task's synapses");
            axis.Shade(plot, run.PhasesOf(condition), 0, 1.14, (PanelWidth - 110) / (last / axis.Unit));
            foreach (var group in courses.Where(c => c.Condition == condition).GroupBy(c => (c.Task, c.Strong)))
                SeedBand.Add(plot, group.SelectMany(c => c.Points).Select(p => (p.Cycle / axis.Unit, p.Share)), Style.Task(group.Key.Task), Style.Pattern(group.Key.Strong ? 0 : 1));
            plot.Axes.Left.SetTicks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"]);
            plot.Axes.SetLimits(0, last / axis.Unit, 0, 1.14);
            sheet.Add(plot);
        }

        return sheet;
    }

    private static IEnumerable<Course> OfSeed(WeightTrack[] tracks)
    {
        foreach (var set in TaskSynapses.Of(tracks))
        {
            foreach (var track in tracks)
            {
                yield return new(track.Id.Condition, set.Task, true, Share(track, set, w => w >= set.Threshold));
                yield return new(track.Id.Condition, set.Task, false, Share(track, set, w => w < 1));
            }
        }
    }

    private static (long, double)[] Share(WeightTrack track, TaskSynapses set, Func<float, bool> counts)
    {
        int all = set.Relevant.Count(r => r);
        return [.. Enumerable.Range(0, track.Count).Select(i => (track.Cycles[i], OfState(track.State(i)) / (double)all))];

        int OfState(ReadOnlySpan<float> state)
        {
            int n = 0;
            for (int k = 0; k < state.Length; k++)
                n += set.Relevant[k] && counts(state[k]) ? 1 : 0;
            return n;
        }
    }
}
