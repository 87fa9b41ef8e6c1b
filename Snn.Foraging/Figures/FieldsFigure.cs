using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Receptive fields: of hidden neurons that stand for a task, and of the outputs after each phase. The field of an output is the mean
/// of the hidden fields, weighted by the weights onto it; what all outputs have in common is taken off.</summary>
internal static class FieldsFigure
{
    private const int View = 7;
    private const int Outputs = 8;
    private const int HiddenSide = 5;

    /// <summary>Draws the figure; null without recordings.</summary>
    public static Sheet? Draw(RunData run)
    {
        var stations = Station.Of(run).Select(s => (Station: s, Recording: run.Recordings.FirstOrDefault(r => r.Condition == s.Condition && r.Index == s.Index)))
            .Where(s => s.Recording is not null).ToArray();
        if (stations.Length == 0)
            return null;
        int seed = stations[0].Recording!.Seed;
        var outputs = stations.Where(s => s.Station.Phase != "unsupervised").Select(s => (s.Station.Title, Fields: OutputFields(run, s.Recording!))).Where(s => s.Fields is not null).ToArray();
        var hidden = HiddenPanels(stations[^1].Recording!).ToArray();
        if (outputs.Length + hidden.Length == 0)
            return null;
        double largest = outputs.SelectMany(o => o.Fields!).SelectMany(f => f).Select(Math.Abs).DefaultIfEmpty(1).Max();
        var sheet = new Sheet($"{run.Experiment}: receptive fields", 3, 430, 430)
        {
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"Seed {seed}. Each square is the 7 x 7 cells in view, the agent in its middle."),
                "Hidden: weights from the inputs; the first of the neurons that fire for one task's features.",
                "Outputs, each at its direction: hidden fields weighted by the weights onto the output, minus the mean over outputs.",
            ],
        };
        sheet.Key.Add(new("hidden: largest weight (white: 0)", KeySymbol.Patch, Heat.Rising.GetColor(1)));
        sheet.Key.Add(new("output: more than the others (full colour: largest difference)", KeySymbol.Patch, Heat.Diverging.GetColor(1)));
        sheet.Key.Add(new("output: less", KeySymbol.Patch, Heat.Diverging.GetColor(0)));
        foreach (var panel in hidden)
            sheet.Add(panel);
        foreach (var (title, fields) in outputs)
            sheet.Add(Mosaic($"outputs, {title}", 3, k => k == 4 ? null : fields![k < 4 ? k : k - 1], Heat.Diverging, -largest, largest));
        return sheet;
    }

    private static IEnumerable<Plot> HiddenPanels(RecordedPhase recording)
    {
        double top = recording.Fields.DefaultIfEmpty(1).Max();
        foreach (var (task, neurons) in recording.Selective.Where(s => s.Value.Length > 0))
        {
            int shown = Math.Min(neurons.Length, HiddenSide * HiddenSide);
            yield return Mosaic(string.Create(CultureInfo.InvariantCulture, $"hidden, {task}: {shown} of {neurons.Length}"), HiddenSide,
                k => k < shown ? recording.Fields.Skip(neurons[k] * View * View).Take(View * View).Select(w => (double)w).ToArray() : null, Heat.Rising, 0, top);
        }
    }

    /// <summary>Fields of the outputs [output][cell]; null without the weights.</summary>
    private static double[][]? OutputFields(RunData run, RecordedPhase recording)
    {
        if (!run.Tracks.Contains(new(recording.Condition, recording.Seed)))
            return null;
        var state = WeightsAt(run, recording);
        int hidden = state.Length / Outputs;
        var fields = new double[Outputs][];
        for (int j = 0; j < Outputs; j++)
        {
            double sum = 0;
            fields[j] = new double[View * View];
            for (int i = 0; i < hidden; i++)
            {
                double w = state[i * Outputs + j];
                sum += w;
                for (int c = 0; c < View * View; c++)
                    fields[j][c] += w * recording.Fields[i * View * View + c];
            }

            fields[j] = Array.ConvertAll(fields[j], f => f / sum);
        }

        for (int c = 0; c < View * View; c++)
        {
            double mean = fields.Average(f => f[c]);
            foreach (double[] field in fields)
                field[c] -= mean;
        }

        return fields;
    }

    private static float[] WeightsAt(RunData run, RecordedPhase recording)
    {
        var track = run.ReadTrack(new(recording.Condition, recording.Seed));
        long end = run.PhasesOf(recording.Condition)[recording.Index].End;
        int snapshot = Enumerable.Range(0, track.Count).Last(i => track.Cycles[i] <= end);
        return track.State(snapshot).ToArray();
    }

    private static Plot Mosaic(string title, int side, Func<int, double[]?> field, Heat heat, double from, double to)
    {
        var plot = Style.NewPlot(title, "", "");
        for (int k = 0; k < side * side; k++)
        {
            int left = k % side * (View + 1), top = -(k / side) * (View + 1);
            if (field(k) is not double[] values)
                continue;
            var grid = new double[View, View];
            for (int c = 0; c < View * View; c++)
                grid[View - 1 - c / View, c % View] = values[c];
            heat.Add(plot, grid, new CoordinateRect(left, left + View, top - View, top), from, to);
            var frame = plot.Add.Rectangle(left, left + View, top - View, top);
            frame.FillColor = Colors.Transparent;
            frame.LineColor = Style.Grey;
            frame.LineWidth = 1;
            plot.Add.Marker(left + View / 2.0, top - View / 2.0, MarkerShape.FilledCircle, 4, Style.Grey);
        }

        plot.Layout.Frameless();
        plot.HideGrid();
        plot.Axes.Title.IsVisible = true;
        plot.Axes.SquareUnits();
        plot.Axes.SetLimits(-0.5, side * (View + 1) - 0.5, -side * (View + 1) + 0.5, 0.5);
        return plot;
    }
}
