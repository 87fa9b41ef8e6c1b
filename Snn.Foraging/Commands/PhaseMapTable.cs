using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Maps on the console: both scores at each place, a mark for the verdict, and what follows; then every place with spread, differences and cost.</summary>
internal static class PhaseMapTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, PhaseMapDocument document)
    {
        foreach (var map in document.Maps)
        {
            to.WriteLine($"{map.Condition}: scores on {document.Tasks[0]}/{document.Tasks[1]} at the end, mean of {document.Networks} networks");
            to.WriteLine($"rows: {PhaseMapFindings.Label(document.RowKey)}; columns: {PhaseMapFindings.Label(document.ColumnKey)}");
            to.WriteLine("+ rescued, ~ partly, . gone, ! last task not learnt");
            var table = new TextTable(["", .. document.Columns.Select(Whole)]);
            for (var row = 0; row < document.Rows.Count; row++)
                table.Add([Whole(document.Rows[row]), .. map.Cells.Skip(row * document.Columns.Count).Take(document.Columns.Count).Select(Cell)]);
            table.Write(to);
            foreach (var sentence in PhaseMapFindings.Of(document, map))
                Wrapped(to, sentence);
            Places(to, document, map);
        }
    }

    private static void Places(TextWriter to, PhaseMapDocument document, PhaseMapOfCondition map)
    {
        var (first, last) = (document.Tasks[0], document.Tasks[1]);
        string place = $"{document.RowKey.Split('.')[^1].Split('_')[0]} / {document.ColumnKey.Split('.')[^1].Split('_')[0]}";
        string Place(int n) => $"{Whole(document.Rows[n / document.Columns.Count])} / {Whole(document.Columns[n % document.Columns.Count])}";
        void Table(string title, string[] headers, Func<PhaseMapCell, string[]> cells)
        {
            to.WriteLine();
            Wrapped(to, $"{map.Condition}, place by place: {title}");
            var table = new TextTable([place, .. headers]);
            foreach (var (n, cell) in map.Cells.Index())
                table.Add([Place(n), .. cells(cell)]);
            table.Write(to);
        }

        Table("score at the end, mean ± sd [95 % interval, bootstrap]", [first, last], c => [Full(c.First), Full(c.Last)]);
        Table($"minus {map.Reference}, network by network, with 95 % interval (bootstrap), and on {first} p of the paired t test corrected for all places (Holm)",
            [first, "95 % interval", "p (Holm)", last, "95 % interval"],
            c => [Signed(c.GainFirst?.MeanDifference), Range(c.GainFirst?.Ci95), Number(c.PHolm, "0.000"), Signed(c.GainLast?.MeanDifference), Range(c.GainLast?.Ci95)]);
        Table("what a network costs in its whole trial: cycles asleep, synaptic events and thread-seconds",
            ["asleep", "events", "seconds"], c => [Whole(c.SleepCycles), c.Cost is { } cost ? $"{Number(cost.SynapticEvents / 1e6, "N0")} M" : "-", Number(c.Cost?.Seconds, "0.0")]);
    }

    private static string Cell(PhaseMapCell cell) => $"{Two(cell.First.Mean)}/{Two(cell.Last.Mean)}{cell.Rescue switch { Rescue.Rescued => '+', Rescue.Partly => '~', Rescue.Gone => '.', _ => '!' }}";

    private static void Wrapped(TextWriter to, string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length + 1 > 80)
            {
                to.WriteLine(line);
                line = "";
            }
            line += (line.Length > 0 ? " " : "") + word;
        }
        to.WriteLine(line);
    }

    private static string Full(Summary s) => $"{Number(s.Mean, "0.00")}{(s.Sd is { } sd ? $" ± {Number(sd, "0.00")}" : "")}{(s.Ci95 is { } ci ? $" [{Number(ci[0], "0.00")}, {Number(ci[1], "0.00")}]" : "")}";

    private static string Range(IReadOnlyList<double>? ci) => ci is null ? "-" : $"[{Signed(ci[0])}, {Signed(ci[1])}]";

    private static string Signed(double? value) => Number(value is { } v ? Math.Round(v, 2) + 0.0 : null, "+0.00;-0.00;0.00");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static string Two(double? value) => value?.ToString(".00", CultureInfo.InvariantCulture) ?? "-";

    private static string Whole(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);
}
