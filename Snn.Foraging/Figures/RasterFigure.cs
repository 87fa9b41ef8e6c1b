using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Spikes awake and asleep, side by side, of the same network.</summary>
internal static class RasterFigure
{
    private const int Cycles = 12;

    // Height of the outputs' strip, in hidden neurons' rows: eight outputs have to be told apart.
    private const double OutputRow = 0.03;

    /// <summary>Draws the figure; null without a recorded sleep.</summary>
    public static Sheet? Draw(RunData run)
    {
        var stations = Station.Of(run).Select(s => (Station: s, Recording: run.Recordings.FirstOrDefault(r => r.Condition == s.Condition && r.Index == s.Index && r.Sleep.Count > 0)))
            .Where(s => s.Recording is not null && (s.Station.Phase == "T1" || s.Station.Phase.StartsWith("sleep", StringComparison.Ordinal))).ToArray();
        if (stations.Length == 0)
            return null;
        double cycle = run.CycleMs;
        var sheet = new Sheet($"{run.Experiment}: spikes awake and asleep", 3, 520, 470)
        {
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"Seed {stations[0].Recording!.Seed}, {Cycles} movement cycles of {cycle:0} ms each, in frozen states. Rows: hidden neurons sorted by the task they fire for; on top the 8 outputs."),
                "Awake, inputs arrive as a cycle begins (vertical lines). Asleep there are no inputs: each hidden neuron fires by itself at its mean rate awake.",
            ],
        };
        foreach (string task in (string[])["T1", "T2"])
            sheet.Key.Add(new($"hidden, fires for {task}", KeySymbol.Patch, Style.Task(task)));
        sheet.Key.Add(new("hidden, for both or rarely", KeySymbol.Patch, Style.Grey));
        sheet.Key.Add(new("output", KeySymbol.Patch, Style.Ink));

        // Sorted by what the last of them knows: earlier ones do not know the second task's features yet.
        var order = Order(stations[^1].Recording!);
        foreach (var (station, recording) in stations)
        {
            foreach (var (task, walk) in recording!.Walks)
                sheet.Add(Panel($"{station.Title}: awake in {task}", walk.Spikes, order, cycle));
            sheet.Add(Panel($"{station.Title}: asleep", recording.Sleep, order, cycle));
        }

        return sheet;
    }

    private static (int Row, Color Color)[] Order(RecordedPhase recording)
    {
        int hidden = recording.Fields.Length / 49;
        int Group(int neuron) => recording.Selective["T1"].Contains(neuron) ? 0 : recording.Selective["T2"].Contains(neuron) ? 2 : 1;
        var order = new (int, Color)[hidden];
        foreach (var (row, neuron) in Enumerable.Range(0, hidden).OrderBy(Group).ThenBy(n => n).Index())
            order[neuron] = (row, Group(neuron) switch { 0 => Style.Task("T1"), 2 => Style.Task("T2"), _ => Style.Grey });
        return order;
    }

    private static Plot Panel(string title, IReadOnlyList<RecordedSpike> spikes, (int Row, Color Color)[] order, double cycle)
    {
        var plot = Style.NewPlot(title, "time (s)", "hidden neuron");
        plot.HideGrid();
        double row = OutputRow * order.Length, top = order.Length + 9.5 * row;
        for (int c = 0; c <= Cycles; c++)
            plot.Add.VerticalLine(c * cycle / 1000, 1, Style.Grey.WithAlpha(0.5));
        var shown = spikes.Where(s => s.Cycle < Cycles && s.Population > 0)
            .Select(s => (X: (s.Cycle * cycle + s.Time) / 1000, Y: s.Population == 1 ? order[s.Neuron].Row : order.Length + (s.Neuron + 1) * row, Color: s.Population == 1 ? order[s.Neuron].Color : Style.Ink));
        foreach (var group in shown.GroupBy(s => s.Color))
            plot.Add.Markers(group.Select(s => new Coordinates(s.X, s.Y)).ToArray(), group.Key == Style.Ink ? MarkerShape.VerticalBar : MarkerShape.FilledCircle, group.Key == Style.Ink ? 9 : 6, group.Key);
        plot.Add.HorizontalLine(order.Length + 0.4 * row, 1, Style.Grey);
        int step = order.Length > 200 ? order.Length / 200 * 50 : Math.Max(1, order.Length / 4);
        double[] ticks = [.. Enumerable.Range(0, 5).Select(i => (double)i * step).Where(t => t < order.Length)];
        plot.Axes.Left.SetTicks([.. ticks, order.Length + 4.5 * row], [.. ticks.Select(t => t.ToString("0", CultureInfo.InvariantCulture)), "outputs"]);
        plot.Axes.SetLimits(-0.04, Cycles * cycle / 1000, -0.01 * order.Length, top);
        return plot;
    }
}
