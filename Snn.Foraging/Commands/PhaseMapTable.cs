using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Maps on the console: both scores at each place, a mark for the verdict, and what follows.</summary>
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
        }
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

    private static string Two(double? value) => value?.ToString(".00", CultureInfo.InvariantCulture) ?? "-";

    private static string Whole(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);
}
