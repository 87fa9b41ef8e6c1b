using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Conditions of one or more runs side by side on the console: how well they learn, what they keep, what they cost.</summary>
internal static class ComparisonTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, IReadOnlyList<Comparison> rows)
    {
        to.WriteLine();
        to.WriteLine("At the end: mean score on all tasks. ACC: the same when the last task had been trained. Learning accuracy: mean score on each\ntask as it had just been learnt; criterion: training cycles to 0.75, mean over tasks (empty: some network never got there)");
        var learning = new TextTable("", "at the end", "ACC", "BWT", "forgetting", "learning acc.", "criterion");
        foreach (var row in rows)
            learning.Add(row.GoesOn ? ResultRow.Mark(row.Label) : row.Label, MeanSd(row.Score), MeanSd(row.Acc), MeanSd(row.Bwt), MeanSd(row.Forgetting), MeanSd(row.LearningAccuracy), Whole(row.CyclesToCriterion.Mean));
        learning.Write(to);
        if (rows.Any(r => r.GoesOn))
            to.WriteLine(ResultRow.MarkSays);

        to.WriteLine();
        to.WriteLine("Cost a network; extra cycles: asleep, in replay, in walks; * on the front: no other row scores as well at the end at no more extra cycles,\nrows in brackets apart, which are given all worlds at once, or a network a task and the task in tests");
        var costs = new TextTable("", "stored bytes", "extra state", "extra cycles", "events", "synapses left", "cycles/s a thread");
        foreach (var row in rows)
        {
            costs.Add(
                row.Bound ? $"({row.Label})" : row.Label + (row.OnFront ? " *" : ""), Whole(row.Cost.StoredBytes), Whole(row.Cost.ExtraStateBytes), Whole(row.Cost.ExtraCycles), $"{Whole(row.Cost.SynapticEvents / 1e6)} M",
                Whole(row.SynapsesLeft), Whole(row.CyclesPerSecond));
        }

        costs.Write(to);
    }

    private static string MeanSd(Summary s) => s.Mean is not double mean ? "" : Two(mean) + (s.Sd is double sd ? $" ± {Two(sd)}" : "");

    private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Whole(double? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
}
