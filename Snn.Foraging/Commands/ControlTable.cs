using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>Controls against what they control, on the console.</summary>
internal static class ControlTable
{
    /// <summary>Writes the table; nothing without controls.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="controls">The comparisons.</param>
    /// <param name="harm">True where what is studied does harm.</param>
    public static void Write(TextWriter to, IEnumerable<ControlComparison> controls, bool harm = false)
    {
        var all = controls.ToArray();
        if (all.Length == 0)
            return;
        to.WriteLine();
        to.WriteLine("Controls minus what they control, seed by seed, with 95 % interval (Student), and p of the paired t test corrected for their number (Holm)");
        var table = new TextTable("", "minus", "of", "control", "controlled", "difference", "95 % interval", "p (Holm)", "verdict");
        foreach (var c in all)
        {
            table.Add(c.Control, c.Of, c.Measure, Number(c.Score.Mean, "0.00"), Number(c.OfScore.Mean, "0.00"), Signed(c.Difference), c.Ci95 is { } ci ? $"[{Signed(ci[0])}, {Signed(ci[1])}]" : "-",
                Number(c.PHolm, "0.000"), ControlComparison.Word(c.Verdict));
        }

        table.Write(to);
        to.WriteLine($"By the interval: all of it below 0, the control loses; above, it wins{(harm ? "; here the other way round: what is studied does harm, and a control loses that does less of it" : "")}.");
        to.WriteLine(ControlComparison.Says(all));
    }

    private static string Signed(double? value) => Number(value is { } v ? Math.Round(v, 2) + 0.0 : null, "+0.00;-0.00;0.00");

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
