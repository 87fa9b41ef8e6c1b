using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>Controls against what they control.</summary>
internal static class ControlPart
{
    /// <summary>Writes the part; nothing without controls.</summary>
    public static void Write(Html page, IEnumerable<ControlComparison> controls, bool harm = false)
    {
        var all = controls.ToArray();
        if (all.Length == 0)
            return;
        page.Subheading("Controls against what they control");
        page.Paragraph(ControlComparison.Says(all));
        page.Table(["control", "minus", "of", "control", "controlled", "difference", "95 % interval", "p (Holm)", "verdict"], all.Select(c => new[]
        {
            c.Control, c.Of, c.Measure, Html.MeanSd(c.Score), Html.MeanSd(c.OfScore), Html.Signed(c.Difference), Html.Interval(c.Ci95), Html.P(c.PHolm), ControlComparison.Word(c.Verdict),
        }));
        page.Note("Seed by seed, Student's interval; p of the paired t test corrected for the number of comparisons. By the interval, which is not corrected: all of it below 0, the control loses; above, it wins."
            + (harm ? " Here the other way round: what is studied does harm, and a control loses that does less of it." : ""));
    }
}
