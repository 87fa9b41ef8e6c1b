using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Weights of the synapses that matter for a task, after each phase: whether they are still strong.</summary>
internal static class SynapseFigure
{
    private const double Low = -4.2, High = 1.6; // decades: the floor of a weight is 1e-4
    private const int Bins = 29;
    private const int PanelWidth = 560;

    /// <summary>Draws the figure; null without weights of a task learnt alone.</summary>
    public static Sheet? Draw(RunData run)
    {
        var shown = Station.ConditionsShown(run);
        var seeds = run.Tracks.Where(t => shown.Contains(t.Condition)).GroupBy(t => t.Seed).OrderBy(g => g.Key)
            .Select(g => shown.SelectMany(c => g.Where(t => t.Condition == c)).Select(run.ReadTrack).ToArray()).ToArray();
        var sets = seeds.Select(tracks => TaskSynapses.Of(tracks)).ToArray();
        if (sets.All(s => s.Count == 0))
            return null;
        var stations = Station.Of(run).Where(s => s.Phase != "unsupervised").ToArray();
        var sheet = new Sheet($"{run.Experiment}: task-relevant synapses", Math.Min(2, stations.Length), PanelWidth, 360)
        {
            Notes =
            [
                $"Weights of {(seeds.Length == 1 ? "one seed" : $"{seeds.Length} seeds")}. A task's synapses: the top 10 % by weight when it had been learnt alone.",
                "All weights of an output have a mean of 1 (dotted) and a floor of 0.0001.",
            ],
        };
        string[] tasks = [.. sets.SelectMany(s => s).Select(s => s.Task).Distinct()];
        sheet.Key.AddRange(tasks.Select((t, i) => new KeyEntry($"{t}'s synapses", KeySymbol.Line, Style.Task(t)) { Pattern = Style.Pattern(i) }));
        sheet.Key.Add(new("all synapses", KeySymbol.Line, Style.Grey));
        foreach (var station in stations)
        {
            double[] all = new double[Bins];
            var byTask = tasks.ToDictionary(t => t, _ => new double[Bins]);
            foreach (var (tracks, own) in seeds.Zip(sets))
            {
                if (tracks.FirstOrDefault(t => t.Id.Condition == station.Condition) is not WeightTrack track)
                    continue;
                long end = run.PhasesOf(station.Condition)[station.Index].End;
                int snapshot = Enumerable.Range(0, track.Count).LastOrDefault(i => track.Cycles[i] <= end);
                var state = track.State(snapshot);
                for (int i = 0; i < state.Length; i++)
                {
                    int bin = Math.Clamp((int)((Math.Log10(state[i]) - Low) / (High - Low) * Bins), 0, Bins - 1);
                    all[bin]++;
                    foreach (var set in own)
                        byTask[set.Task][bin] += set.Relevant[i] ? 1 : 0;
                }
            }

            sheet.Add(Panel(station.Title, all, tasks, byTask));
        }

        return sheet;
    }

    private static Plot Panel(string title, double[] all, string[] tasks, Dictionary<string, double[]> byTask)
    {
        var plot = Style.NewPlot(title, "weight (mean 1)", "share of the synapses");
        double top = 0.05;
        Curve(all, Style.Grey, LinePattern.Solid, fill: true);
        foreach (var (task, i) in tasks.Select((t, i) => (t, i)))
            Curve(byTask[task], Style.Task(task), Style.Pattern(i), fill: false);
        plot.Add.VerticalLine(0, 1.8f, Style.Grey, LinePattern.Dotted);
        LogAxis.Ticks(plot.Axes.Bottom, -4, 1);
        plot.Axes.SetLimits(Low, High, 0, top * 1.1);
        return plot;

        void Curve(double[] counts, Color color, LinePattern pattern, bool fill)
        {
            double sum = counts.Sum(), width = (High - Low) / Bins;
            if (sum == 0)
                return;
            Coordinates[] points = [.. counts.SelectMany((n, b) => new[] { new Coordinates(Low + b * width, n / sum), new Coordinates(Low + (b + 1) * width, n / sum) })];
            top = Math.Max(top, counts.Max() / sum);
            if (fill)
            {
                var area = plot.Add.FillY([.. points.Select(p => (p.X, 0.0, p.Y))]);
                area.FillColor = color.WithAlpha(0.25);
                area.LineWidth = 0;
            }

            plot.Add.Plottable(new PatternedLine(points, color, Style.Curve, pattern));
        }
    }
}
