using System.Globalization;

namespace Snn.Foraging.Metrics;

/// <summary>What a map says, in sentences. Every number and every verdict comes from phase-map.json.</summary>
internal static class PhaseMapFindings
{
    /// <summary>A setting as axes and sentences call it.</summary>
    public static string Label(string key) => key switch
    {
        "sleep.wake_cycles" => "wake episode, cycles",
        "sleep.sleep_cycles" => "sleep, cycles",
        _ => key,
    };

    /// <summary>A verdict in a word.</summary>
    public static string Word(Rescue rescue) => rescue switch
    {
        Rescue.Rescued => "rescued",
        Rescue.Partly => "partly",
        Rescue.Gone => "gone",
        _ => "unlearnt",
    };

    /// <summary>The sentences on one condition.</summary>
    public static IEnumerable<string> Of(PhaseMapDocument document, PhaseMapOfCondition map)
    {
        var (first, last) = (document.Tasks[0], document.Tasks[1]);
        var cells = map.Cells.Select((cell, n) => (Cell: cell, Row: n / document.Columns.Count, Column: n % document.Columns.Count)).ToList();
        int Count(Rescue rescue) => map.Cells.Count(c => c.Rescue == rescue);
        string At(int row, int column) => $"{Label(document.RowKey)} {Whole(document.Rows[row])}, {Label(document.ColumnKey)} {Whole(document.Columns[column])}";

        yield return $"Of {map.Cells.Count} places of the map, {first} is rescued at {Count(Rescue.Rescued)} (more than {map.Reference}, and at least half of what {map.Reference} forgot is there), "
            + $"partly there at {Count(Rescue.Partly)}, gone at {Count(Rescue.Gone)} (no more than {map.Reference} is shown), and at {Count(Rescue.Unlearnt)} {last} was not learnt as well as in {map.Reference}.";

        var rescued = cells.Where(c => c.Cell.Rescue == Rescue.Rescued).ToList();
        if (rescued.Count > 0)
        {
            var row = rescued.Max(c => c.Row);
            var columns = rescued.Where(c => c.Row == row).Select(c => Whole(document.Columns[c.Column]));
            yield return $"The boundary: {first} is rescued up to {Label(document.RowKey)} {Whole(document.Rows[row])} (with {Label(document.ColumnKey)} {string.Join("; ", columns)})"
                + (row < document.Rows.Count - 1 ? $"; from {Whole(document.Rows[row + 1])} on no place of the map rescues it." : ", the last row of the map: the boundary lies beyond it.");
        }
        else
            yield return $"Nowhere on this map is half of what {map.Reference} forgot there.";

        if (map.RowGains is { Count: > 0 } rows && rows[^1] is { Mean: { } mean, Ci95: { } ci })
        {
            var end = cells.Where(c => c.Row == document.Rows.Count - 1).ToList();
            yield return $"In the last row ({Label(document.RowKey)} {Whole(document.Rows[^1])}), all {end.Count} places of it together, {first} gains {Signed(mean)} ({Signed(ci[0])} to {Signed(ci[1])}): "
                + (ci[0] > 0 ? "not all of it is gone for good." : $"no gain is shown, and more than {Signed(ci[1])} is ruled out.")
                + (end.Count(c => c.Cell.Rescue == Rescue.Unlearnt) is > 0 and var unlearnt ? $" At {unlearnt} of them {last} was not learnt as well." : "");
        }

        if (cells.Where(c => c.Cell.First.Mean is not null && c.Cell.Last.Mean is not null).ToList() is { Count: > 0 } known)
        {
            var (cell, row, column) = known.MaxBy(c => c.Cell.First.Mean + c.Cell.Last.Mean);
            yield return $"Both tasks together are best at {At(row, column)}: {Two(cell.First.Mean)} on {first} (before: {Two(cell.Before.Mean)}; {map.Reference}: {Two(cell.ReferenceFirst.Mean)}) "
                + $"and {Two(cell.Last.Mean)} on {last} ({map.Reference}: {Two(cell.ReferenceLast.Mean)}).";
        }
    }

    private static string Whole(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static string Two(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "undefined";

    private static string Signed(double value) => (Math.Round(value, 2) + 0.0).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}
