using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Pruning on the console.</summary>
internal static class PruningTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, PruningDocument document)
    {
        to.WriteLine("Score on the first task when synapses are gone, mean ± sd [95 % interval, bootstrap]; against the same without pruning, seed by seed, with 95 % interval (Student)\nand p of the paired t test, corrected for all rows (Holm)");
        var table = new TextTable("", "gone %", "synapses", "tested", "score", "95 % interval", "minus whole", "95 % interval", "p (Holm)");
        foreach (var r in document.Rows)
        {
            table.Add(
                r.How, Number(r.Percent, "0.##"), Number(r.Left, "0"), PruningDocument.Says(r.When), Number(r.Score.Mean, "0.00") + (r.Score.Sd is { } sd ? $" ± {Number(sd, "0.00")}" : ""), Range(r.Score.Ci95, "0.00"),
                Signed(r.Difference), Range(r.Ci95, "+0.00;-0.00;0.00"), Number(r.PHolm, "0.000"));
        }

        table.Write(to);
        to.WriteLine($"{document.Rows.Count(r => r.PHolm is not null)} comparisons made: {document.Rows.Count(r => r.PHolm < 0.05 && r.Difference < 0)} score less and {document.Rows.Count(r => r.PHolm < 0.05 && r.Difference > 0)} more at p < 0.05, corrected.");
        if (document.Slept.Count > 0)
            Slept(to, document.Slept);
        ControlTable.Write(to, document.Controls, document.Lesion);
        if (document.Compact.Count > 0)
            Compact(to, document);
    }

    private static void Slept(TextWriter to, IReadOnlyList<SleptComparison> all)
    {
        to.WriteLine("\nAt once after the loss: networks that had slept before it minus networks that had not, seed by seed, with 95 % interval (Student) and p of the paired t test,\ncorrected for all of these (Holm)");
        var table = new TextTable("", "gone %", "slept", "not slept", "difference", "95 % interval", "p (Holm)");
        foreach (var c in all)
            table.Add(c.How, Number(c.Percent, "0.##"), Number(c.Slept.Mean, "0.00"), Number(c.Awake.Mean, "0.00"), Signed(c.Difference), Range(c.Ci95, "+0.00;-0.00;0.00"), Number(c.PHolm, "0.000"));
        table.Write(to);
    }

    private static void Compact(TextWriter to, PruningDocument document)
    {
        to.WriteLine("\nCompact storage against masks, mean of seeds: bytes and excitatory events of the pruned projection, agent and speed (masks / compact / without idle neurons);\nhow many times as fast as with masks, timed in turn: geometric mean over networks [95 % interval, Student, of the logarithms]");
        var table = new TextTable("", "synapses", "neurons", "bytes", "saved", "events saved", "same bits", "agent kB", "1,000 cycles/s", "compact", "without idle");
        foreach (var g in document.Compact.GroupBy(r => r.Condition))
        {
            var speed = document.Speeds.FirstOrDefault(s => s.Condition == g.Key);
            string Three(Func<CompactRow, int, double> value) => string.Join(" / ", Enumerable.Range(0, 3).Select(k => Number(g.Average(r => value(r, k)), "0")));
            table.Add(
                g.Key, Number(g.Average(r => r.Synapses), "0"), Number(g.Average(r => r.Neurons), "0"),
                $"{Number(g.Average(r => r.MaskedBytes), "N0")} / {Number(g.Average(r => r.CompactBytes), "N0")}", Percent(1 - g.Average(r => r.CompactBytes / (double)r.MaskedBytes)),
                Percent(1 - g.Average(r => r.CompactEvents / (double)r.MaskedEvents)), $"{g.Count(r => r.SameBits)} of {g.Count()}",
                Three((r, k) => r.AgentBytes[k] / 1e3), Three((r, k) => r.CyclesPerSecond[k] / 1e3), Times(speed?.Compact, speed?.CompactCi95), Times(speed?.WithoutIdle, speed?.WithoutIdleCi95));
        }

        table.Write(to);
    }

    private static string Signed(double? value) => Number(value is { } v ? Math.Round(v, 2) + 0.0 : null, "+0.00;-0.00;0.00");

    private static string Range(IReadOnlyList<double>? ci, string format) => ci is null ? "-" : $"[{Number(Math.Round(ci[0], 2) + 0.0, format)}, {Number(Math.Round(ci[1], 2) + 0.0, format)}]";

    private static string Times(double? mean, IReadOnlyList<double>? ci) =>
        Number(mean, "0.00") + (ci is null ? "" : string.Create(CultureInfo.InvariantCulture, $" [{ci[0]:0.00}, {ci[1]:0.00}]"));

    private static string Percent(double share) => Number(100 * share, "0.0") + " %";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
