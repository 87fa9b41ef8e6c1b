using System.Globalization;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Pruning on the console.</summary>
internal static class PruningTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, PruningDocument document)
    {
        to.WriteLine("Score on the first task when synapses are gone, against the same without pruning, seed by seed");
        var table = new TextTable("", "gone %", "synapses", "tested", "score", "minus whole", "95 % interval");
        foreach (var r in document.Rows)
        {
            table.Add(
                r.How, Number(r.Percent, "0.##"), Number(r.Left, "0"), PruningFigure.Says(r.When), Number(r.Score.Mean, "0.00") + (r.Score.Sd is { } sd ? $" ± {Number(sd, "0.00")}" : ""),
                Number(r.Difference, "+0.00;-0.00;+0.00"), r.Ci95 is { } ci ? $"[{Number(ci[0], "+0.00;-0.00;+0.00")}, {Number(ci[1], "+0.00;-0.00;+0.00")}]" : "-");
        }

        table.Write(to);
        to.WriteLine($"{document.Rows.Count(r => r.Difference is not null)} comparisons made; the intervals are not corrected for their number.");
        if (document.Compact.Count > 0)
            Compact(to, document.Compact);
    }

    private static void Compact(TextWriter to, IReadOnlyList<CompactRow> rows)
    {
        to.WriteLine("\nCompact storage against masks, mean of seeds: bytes and excitatory events of the pruned projection, agent and speed (masks / compact / without idle neurons)");
        var table = new TextTable("", "synapses", "neurons", "bytes", "saved", "events saved", "same bits", "agent kB", "1,000 cycles/s");
        foreach (var g in rows.GroupBy(r => r.Condition))
        {
            string Three(Func<CompactRow, int, double> value) => string.Join(" / ", Enumerable.Range(0, 3).Select(k => Number(g.Average(r => value(r, k)), "0")));
            table.Add(
                g.Key, Number(g.Average(r => r.Synapses), "0"), Number(g.Average(r => r.Neurons), "0"),
                $"{Number(g.Average(r => r.MaskedBytes), "N0")} / {Number(g.Average(r => r.CompactBytes), "N0")}", Percent(1 - g.Average(r => r.CompactBytes / (double)r.MaskedBytes)),
                Percent(1 - g.Average(r => r.CompactEvents / (double)r.MaskedEvents)), $"{g.Count(r => r.SameBits)} of {g.Count()}",
                Three((r, k) => r.AgentBytes[k] / 1e3), Three((r, k) => r.CyclesPerSecond[k] / 1e3));
        }

        table.Write(to);
    }

    private static string Percent(double share) => Number(100 * share, "0.0") + " %";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
