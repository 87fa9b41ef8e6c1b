using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>How the ability to learn fares over a long series of tasks, on the console.</summary>
internal static class PlasticityTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, PlasticityDocument document)
    {
        foreach (var series in document.Rows.GroupBy(r => r.Series))
        {
            to.WriteLine($"Tasks that follow each other ({series.Key}): learning speed is the mean score while a task is trained. Over tasks 2 to {document.Window + 1}, over the last {document.Window};");
            to.WriteLine("final score on these; minus fresh networks on the same tasks, all, and last minus first (bootstrap interval);");
            to.WriteLine("late speed minus that of plain training, one task after the other, and of sleep beside it, with 95 % interval (Student) and p of the paired t test corrected for the rows (Holm)");
            var table = new TextTable("", "early", "late", "final, late", "minus fresh", "trend", "95 % interval", "minus plain", "95 % interval", "p (Holm)", "minus sleep", "95 % interval", "p (Holm)");
            foreach (var row in series)
            {
                table.Add([
                    row.Condition, MeanSd(row.Early), MeanSd(row.Late), MeanSd(row.LateFinal), Signed(row.AgainstFresh?.MeanDifference), Signed(row.Trend?.MeanDifference), Interval(row.Trend?.Ci95),
                    .. Compared(row.AgainstPlain), .. Compared(row.AgainstSleep),
                ]);
            }

            table.Write(to);
            to.WriteLine();
        }

        to.WriteLine($"Claims of Dohare et al. 2024, here ({document.Seeds.Count} networks): paired t tests, p corrected for the number of all (Holm); a claim that something does not help");
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"or is not better holds if it is shown to be better by less than {document.Margin}"));
        var claims = new TextTable("", "tasks", "difference", "95 % interval", "p (Holm)", "verdict");
        foreach (var claim in document.Claims)
            claims.Add(claim.Claim, claim.Series, Signed(claim.Difference, 3), Interval(claim.Ci95, 3), claim.P is { } p ? Number(p, "0.000") : "-", claim.Verdict switch { ClaimVerdict.Holds => "holds", ClaimVerdict.Fails => "does not hold", _ => "not shown" });
        claims.Write(to);
        ControlTable.Write(to, document.Controls);
    }

    private static string[] Compared(RemedyComparison? made) => [Signed(made?.Difference), Interval(made?.Ci95), made?.PHolm is { } p ? Number(p, "0.000") : "-"];

    private static string MeanSd(Summary s) => s.Mean is { } mean ? Number(mean, "0.00") + (s.Sd is { } sd ? $" ± {Number(sd, "0.00")}" : "") : "-";

    private static string Signed(double? value, int digits = 2) => value is { } v ? Number(Math.Round(v, digits) + 0.0, digits == 2 ? "+0.00;-0.00;0.00" : "+0.000;-0.000;0.000") : "-";

    private static string Interval(IReadOnlyList<double>? ci, int digits = 2) => ci is null ? "-" : $"[{Signed(ci[0], digits)}, {Signed(ci[1], digits)}]";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
