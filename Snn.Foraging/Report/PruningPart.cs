using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>What is left when synapses are gone, and what that saves, from pruning.json.</summary>
internal static class PruningPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Data.Pruning is not { Rows.Count: > 0 } pruning)
            return;
        page.Heading("Synapses and neurons removed");
        var judged = pruning.Rows.Where(r => r.PHolm is not null).ToArray();
        int worse = judged.Count(r => r.PHolm < 0.05 && r.Difference < 0), better = judged.Count(r => r.PHolm < 0.05 && r.Difference > 0);
        if (judged.Length > 0)
            page.Paragraph($"Against the same life without pruning, {worse} of {judged.Length} tests score less and {better} more, corrected for their number (p < 0.05); of the others no difference is shown.");
        page.Table(["removed", "gone %", "synapses left", "tested", "score", "95 % interval", "minus whole", "95 % interval", "p (Holm)"], pruning.Rows.Select(r => new[]
        {
            r.How, r.Percent.ToString("0.##", CultureInfo.InvariantCulture), Html.Whole(r.Left), PruningDocument.Says(r.When), Html.MeanSd(r.Score), Html.Range(r.Score.Ci95), Html.Signed(r.Difference), Html.Interval(r.Ci95), Html.P(r.PHolm),
        }));
        page.Note("Score on the task that was trained first. What is left of an output's synapses is scaled up to their old sum at once, so a loss is in part made up for. "
            + "Weakest: prune. Unused: least pairs of a hidden and a later output spike in a walk. Neurons: by the spread of their output weights. "
            + "Interval of the score: bootstrap; of the difference, seed by seed: Student's, with p of the paired t test, corrected after Holm for all rows.");
        if (pruning.Slept.Count > 0)
        {
            page.Subheading("The same loss after sleep and without it");
            page.Table(["removed", "gone %", "slept before", "not slept", "difference", "95 % interval", "p (Holm)"], pruning.Slept.Select(c => new[]
            {
                c.How, c.Percent.ToString("0.##", CultureInfo.InvariantCulture), Html.MeanSd(c.Slept), Html.MeanSd(c.Awake), Html.Signed(c.Difference), Html.Interval(c.Ci95), Html.P(c.PHolm),
            }));
            page.Note("Score at once after the loss, seed by seed: Student's interval, p of the paired t test, corrected after Holm for all of these.");
        }

        ControlPart.Write(page, pruning.Controls, pruning.Lesion);
        if (pruning.Compact.Count == 0)
            return;
        page.Subheading("Compact storage");
        page.Table(
            ["condition", "seed", "synapses", "neurons", "bytes, masks", "compact", "saved", "excitatory events saved", "same bits", "agent, bytes", "cycles/s", "scores"],
            pruning.Compact.Select(r => new[]
            {
                r.Condition, $"{r.Seed}", Html.Whole(r.Synapses), Html.Whole(r.Neurons), Html.Whole(r.MaskedBytes), Html.Whole(r.CompactBytes), Percent(1 - (r.CompactBytes / (double)r.MaskedBytes)),
                Percent(1 - (r.CompactEvents / (double)r.MaskedEvents)), r.SameBits ? "yes" : "no", string.Join(" / ", r.AgentBytes.Select(b => Html.Whole(b))),
                string.Join(" / ", r.CyclesPerSecond.Select(c => Html.Whole(c))), string.Join(" / ", r.Scores.Select(s => Html.Two(s))),
            }));
        page.Table(
            ["condition", "compact, times the masked speed", "95 % interval", "without idle neurons", "95 % interval"],
            pruning.Speeds.Select(s => new[] { s.Condition, Html.Two(s.Compact), Html.Range(s.CompactCi95), Html.Two(s.WithoutIdle), Html.Range(s.WithoutIdleCi95) }));
        page.Note("Bytes: weights and wiring of the hidden-to-output projection. Same bits: masked and compact network trained on and tested, all weights and counts alike to the bit. "
            + "Three numbers: with masks, compact, and without the hidden neurons that have no output left, whose release noise is drawn anew. Cycles per second of one thread of this machine; ratios network by network, "
            + "timed in turn, with Student's interval of their logarithms.");
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
