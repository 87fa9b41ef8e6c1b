using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Remedies side by side on the console.</summary>
internal static class RemedyTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, RemedyDocument document)
    {
        to.WriteLine($"Remedies: final score on the old task and on {document.NewTask}, mean ± sd; on the old task minus each reference, with 95 % interval");
        to.WriteLine("and p of the paired t test, corrected for the number of rows compared with that reference (Holm)");
        var gains = new TextTable(["", "old", "new", "mean", .. document.References.SelectMany(r => new[] { $"minus {r}", "95 % interval", "p (Holm)" })]);
        foreach (var row in document.Rows)
            gains.Add([row.Condition, MeanSd(row.Old), MeanSd(row.New), Number(row.Score.Mean, "0.00"), .. document.References.SelectMany(r => Difference(row, r))]);
        gains.Write(to);

        to.WriteLine();
        to.WriteLine("What each costs a network: bytes of stored experience, bytes of other extra state, cycles beside training (asleep, in replay, in walks), synaptic");
        to.WriteLine("events and thread-seconds of the whole trial; * no other row has as good a mean score at no more extra cycles");
        var costs = new TextTable("", "mean", "stored", "extra state", "extra cycles", "events", "seconds", "needs to be told or given");
        foreach (var row in document.Rows)
        {
            var c = row.Cost;
            costs.Add(row.Condition + (row.OnFront ? " *" : ""), Number(row.Score.Mean, "0.00"), Number(c.StoredBytes, "N0"), Number(c.ExtraStateBytes, "N0"), Number(c.ExtraCycles, "N0"),
                Number(c.SynapticEvents / 1e6, "N0") + " M", Number(c.Seconds, "0.0"), row.Needs.Length > 0 ? row.Needs : "-");
        }
        costs.Write(to);
    }

    private static string[] Difference(RemedyRow row, string reference)
    {
        var made = row.Comparisons.FirstOrDefault(c => c.To == reference && c.Measure == "old");
        return [Number(made?.Difference, "+0.00;-0.00;0.00"), made?.Ci95 is { } ci ? $"[{Number(ci[0], "+0.00;-0.00;0.00")}, {Number(ci[1], "+0.00;-0.00;0.00")}]" : "-", Number(made?.PHolm, "0.000")];
    }

    private static string MeanSd(Summary s) => Number(s.Mean, "0.00") + (s.Sd is null ? "" : $" ± {Number(s.Sd, "0.00")}");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
