using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>Where the first task is rescued and where it is gone, from phase-map.json: in words, and as a table.</summary>
internal static class PhaseMapPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (PhaseMapDocument.Load(files.Folder) is not { } document)
            return;
        page.Heading("Where sleep rescues and where the memory is gone");
        foreach (var map in document.Maps)
        {
            page.List(PhaseMapFindings.Of(document, map));
            if (map.RowGains is { } gains)
            {
                page.Table([PhaseMapFindings.Label(document.RowKey), $"gain on {document.Tasks[0]}, whole row", "95 % interval", "p (Holm)"], gains.Select((g, n) => new[]
                {
                    Html.Whole(document.Rows[n]), Html.Signed(g.Mean), Html.Interval(g.Ci95), Html.P(g.PHolm),
                }));
            }

            page.Table(
                ["point", PhaseMapFindings.Label(document.RowKey), PhaseMapFindings.Label(document.ColumnKey), document.Tasks[0], document.Tasks[1], $"gain on {document.Tasks[0]}", "95 % interval", "p (Holm)", "kept", "verdict",
                    $"gain on {document.Tasks[1]}", "95 % interval", "cycles asleep", "million events", "seconds"],
                map.Cells.Select((cell, n) => new[]
                {
                    $"{cell.Point}", Html.Whole(document.Rows[n / document.Columns.Count]), Html.Whole(document.Columns[n % document.Columns.Count]),
                    Html.MeanSd(cell.First), Html.MeanSd(cell.Last), Html.Signed(cell.GainFirst?.MeanDifference), Html.Interval(cell.GainFirst?.Ci95), Html.P(cell.PHolm),
                    cell.Kept?.ToString("0 %", CultureInfo.InvariantCulture) ?? Html.None, PhaseMapFindings.Word(cell.Rescue),
                    Html.Signed(cell.GainLast?.MeanDifference), Html.Interval(cell.GainLast?.Ci95), Html.Whole(cell.SleepCycles),
                    cell.Cost is { } cost ? Html.Whole(cost.SynapticEvents / 1e6) : Html.None, cell.Cost?.Seconds.ToString("0.0", CultureInfo.InvariantCulture) ?? Html.None,
                }));
        }

        page.Note($"Gain: over the reference, network by network. Kept: mean gain as a share of what the reference forgot on average. Rescued: the whole interval of the gain is above 0 and at least {document.Half:0 %} is kept; "
            + $"partly: above 0, less kept; gone: no gain shown; unlearnt: {document.Tasks[1]} ends more than {document.Margin:0.00} below the reference. {Html.Count(document.Networks, "network")}: with three, an interval lies above 0 when all three "
            + "differences do, which chance alone does at one place in eight; that half is kept is what guards “rescued”. The intervals are not corrected for the number of places; p is that of the paired t test, corrected for all of them after Holm. Cost: of one network and its whole trial. Whole row: mean gain of all its places, network by network, with Student's interval and the paired t test, corrected for the rows.");
    }
}
