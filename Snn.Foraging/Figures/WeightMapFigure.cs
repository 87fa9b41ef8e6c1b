using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Weights before and after a phase: two-dimensional histograms. On the diagonal a weight stays, at the floor it is lost.</summary>
internal static class WeightMapFigure
{
    private const double Low = -4.2, High = 1.6;
    private const int Bins = 58;
    private const int Panel = 480;

    /// <summary>Draws the figure; null without a phase that follows a training phase.</summary>
    public static Sheet? Draw(RunData run)
    {
        HashSet<string> drawn = [];
        List<(string Title, double[,] Counts)> maps = [];
        int seeds = run.Tracks.Select(t => t.Seed).Distinct().Count();
        foreach (string condition in Station.ConditionsShown(run))
        {
            var phases = run.PhasesOf(condition);
            for (int n = 1; n < phases.Count; n++)
            {
                string path = string.Join('/', phases.Take(n + 1).Select(p => p.Name));
                if (phases[n - 1].Name == "unsupervised" || !drawn.Add(path))
                    continue;
                var counts = new double[Bins, Bins];
                bool any = false;
                foreach (var id in run.Tracks.Where(t => t.Condition == condition))
                    any |= Count(run.ReadTrack(id), phases[n - 1].End, phases[n].End, counts);
                if (any)
                    maps.Add(($"{condition}: before and after {phases[n].Name}", counts));
            }
        }

        if (maps.Count == 0)
            return null;
        double most = maps.Max(m => m.Counts.Cast<double>().Max());
        var sheet = new Sheet($"{run.Experiment}: weights before and after a phase", Math.Min(2, maps.Count), Panel, Panel)
        {
            Notes = [$"All hidden-to-output weights of {(seeds == 1 ? "the one seed" : $"{seeds} seeds")}. Colour: number of synapses, logarithmic. Dotted: unchanged."],
        };
        foreach (double share in (double[])[0, 0.33, 0.67, 1])
            sheet.Key.Add(new(share == 0 ? "1" : FormattableString.Invariant($"{Math.Pow(most, share):N0}"), KeySymbol.Patch, Heat.Rising.GetColor(0.12 + 0.88 * share)));
        foreach (var (title, counts) in maps)
        {
            var plot = Style.NewPlot(title, "weight before (mean 1)", "weight after");
            var heat = new double[Bins, Bins];
            for (int i = 0; i < Bins; i++)
            {
                for (int j = 0; j < Bins; j++)
                    heat[i, j] = counts[i, j] == 0 ? double.NaN : 0.12 + 0.88 * Math.Log(counts[i, j]) / Math.Log(Math.Max(2, most));
            }

            Heat.Rising.Add(plot, heat, new CoordinateRect(Low, High, Low, High), 0, 1);
            plot.Add.Plottable(new PatternedLine([new(Low, Low), new(High, High)], Style.Grey, 1.8f, LinePattern.Dotted));
            LogAxis.Ticks(plot.Axes.Bottom, -4, 1);
            LogAxis.Ticks(plot.Axes.Left, -4, 1);
            plot.Axes.SetLimits(Low, High, Low, High);
            sheet.Add(plot);
        }

        return sheet;
    }

    private static bool Count(WeightTrack track, long before, long after, double[,] counts)
    {
        int a = Enumerable.Range(0, track.Count).LastOrDefault(i => track.Cycles[i] <= before, -1);
        int b = Enumerable.Range(0, track.Count).LastOrDefault(i => track.Cycles[i] <= after, -1);
        if (a < 0 || b <= a)
            return false;
        var from = track.State(a);
        var to = track.State(b);
        for (int i = 0; i < from.Length; i++)
            counts[Bin(to[i]), Bin(from[i])]++;
        return true;
    }

    private static int Bin(float weight) => Math.Clamp((int)((Math.Log10(weight) - Low) / (High - Low) * Bins), 0, Bins - 1);
}
