using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Report;

/// <summary>How the ability to learn fares over a long series of tasks, and which published claims hold here. Words are chosen by the intervals.</summary>
internal static class PlasticityPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (PlasticityDocument.Load(files.Folder) is { Rows.Count: > 0 } document)
            Learning(page, document);
        if (VitalityDocument.Load(files.Folder) is { } vitality)
            Vitality(page, vitality);
    }

    private static void Learning(Html page, PlasticityDocument document)
    {
        page.Heading("The ability to learn");
        foreach (var series in document.Rows.GroupBy(r => r.Series))
        {
            foreach (string sentence in Story(series.Key, [.. series]))
                page.Paragraph(sentence);
            page.Table([$"{series.Key} tasks", "early", "late", "final", "minus fresh", "95 % interval", "trend", "95 % interval", "minus plain", "95 % interval", "p (Holm)", "minus sleep", "95 % interval", "p (Holm)"], series.Select(r => new[]
            {
                r.Condition.Replace("-" + series.Key, "", StringComparison.Ordinal), Html.MeanSd(r.Early), Html.MeanSd(r.Late), Html.MeanSd(r.LateFinal), Html.Signed(r.AgainstFresh?.MeanDifference), Html.Interval(r.AgainstFresh?.Ci95),
                Html.Signed(r.Trend?.MeanDifference), Html.Interval(r.Trend?.Ci95),
                Html.Signed(r.AgainstPlain?.Difference), Html.Interval(r.AgainstPlain?.Ci95), Html.P(r.AgainstPlain?.PHolm),
                Html.Signed(r.AgainstSleep?.Difference), Html.Interval(r.AgainstSleep?.Ci95), Html.P(r.AgainstSleep?.PHolm),
            }));
        }

        page.Note($"Early and late: learning speed, the mean score of the frozen tests while a task is trained; final: the last of these tests, late. Early: tasks 2 to {document.Window + 1}; late: the last {document.Window}. "
            + "Minus fresh: less the speed of fresh networks on the same tasks; minus plain, minus sleep: late speed less theirs. Trend: that lead late, minus early; below 0, the ability to learn is lost with time. "
            + $"{Html.Count(document.Seeds.Count, "network")}; the first two intervals are bootstrap ones, not corrected for their number; against plain training and against sleep: Student's, with p of the paired t test, corrected after Holm for the rows of the table.");
        page.Subheading("Claims of Dohare et al. 2024, Loss of plasticity in deep continual learning, looked at here");
        page.Table(["claim", "tasks", "what was compared", "difference", "95 % interval", "p (Holm)", "here"], document.Claims.Select(c => new[]
        {
            c.Claim, c.Series, c.Measure, Three(c.Difference), c.Ci95 is { } ci ? $"{Three(ci[0])} to {Three(ci[1])}" : Html.None, c.P is { } p ? p.ToString("0.000", CultureInfo.InvariantCulture) : Html.None,
            c.Verdict switch { ClaimVerdict.Holds => "holds", ClaimVerdict.Fails => "does not hold", _ => "not shown" },
        }), words: true);
        page.Note("They are about backpropagation; here a spiking network learns by rewarded STDP. Paired t tests, their p values corrected together for the number of all (Holm). A claim holds if the difference is shown to be on its side of 0, and does not if it is shown to be on the other; "
            + string.Create(CultureInfo.InvariantCulture, $"of what is claimed not to help or not to be better, it holds if it is shown to be better by less than {document.Margin}. Otherwise nothing is shown."));
        ControlPart.Write(page, document.Controls);
    }

    private static IEnumerable<string> Story(string series, PlasticityRow[] rows)
    {
        if (rows.FirstOrDefault(r => r.Condition.StartsWith("plain", StringComparison.Ordinal)) is not { } plain)
            yield break;
        string what = series == "slippery" ? "tasks whose ground turns every move by another angle" : "conflicting tasks, whose food is the next one's poison, or of other shapes";
        string text = $"{Html.Count(plain.Tasks.Count, "task")} in a row, {what}. The plain network's learning speed was {Html.MeanInterval(plain.Early)} at first and {Html.MeanInterval(plain.Late)} in the end.";
        if (plain.AgainstFresh is { } lead)
            text += $" Against fresh networks on the same tasks it is {Html.Difference(lead)}: {Verdict(lead, "the past helps", "the past is in the way", "no difference is shown")}.";
        if (plain.Trend is { } trend)
            text += $" From early to late tasks that lead changed by {Html.Difference(trend)}: {Verdict(trend, "the ability to learn grew", "the ability to learn was lost, at least in part", "a loss of the ability to learn is not shown")}.";
        yield return text;
        var better = rows.Where(r => r.AgainstPlain is { PHolm: < 0.05, Difference: > 0 }).OrderByDescending(r => r.AgainstPlain!.Difference).ToArray();
        yield return better.Length == 0 ? "No other condition is shown to have learnt the last tasks faster than the plain network (p < 0.05, corrected)."
            : $"Faster than the plain network on the last tasks (p < 0.05, corrected): {string.Join(", ", better.Select(r => $"{r.Condition} ({Html.Signed(r.AgainstPlain!.Difference)})"))}.";
    }

    private static void Vitality(Html page, VitalityDocument document)
    {
        page.Heading("How much life is in the networks");
        page.Table(["at the end", "dormant hidden neurons", "most dead outputs", "hidden activity: stable rank", "99 % of singular values", "effective rank", "net output weights: stable rank", "99 %", "effective rank", "mean size", "synapses near 0", "cosine of output weights", "of input weights"],
            document.Conditions.Keys.Select(name => new[]
            {
                name, Mean(document, name, v => v.Dormant), document.AtEnd(name, v => v.DeadOutputs).Max()?.ToString("0", CultureInfo.InvariantCulture) ?? Html.None,
                Mean(document, name, v => v.Activity?.Stable), Mean(document, name, v => v.Activity?.Most), Mean(document, name, v => v.Activity?.Effective),
                Mean(document, name, v => v.Weights?.Stable), Mean(document, name, v => v.Weights?.Most), Mean(document, name, v => v.Weights?.Effective),
                Mean(document, name, v => v.NetWeight), Mean(document, name, v => v.Floor), Mean(document, name, v => v.Cosine), Mean(document, name, v => v.InputCosine),
            }));
        int dead = document.Conditions.Keys.Max(name => (int)(document.AtEnd(name, v => v.DeadOutputs).Max() ?? 0));
        page.Note($"Means over networks, of dead outputs the most in any. {(dead == 0 ? "No output was dead in any network at the end." : $"Up to {dead} of 8 outputs were dead in a network at the end.")} "
            + $"From a frozen walk of {document.WalkCycles:N0} cycles through the world of all particle types. Dormant: fires less than a tenth as often as the layer's mean (in 1 % of the cycles, the usual bound, is more than a healthy neuron of this sparse layer does). Dead: fires in less than 1 % of the cycles. "
            + "Stable rank: sum of squared singular values over the largest squared; 99 %: how many make up 99 % of their sum (called stable rank in the code of the paper); effective rank: e to the entropy of their shares. "
            + "Net weights: less each neuron's mean, which balanced inhibition takes. Near 0: below a hundredth of the mean weight.");
    }

    private static string Mean(VitalityDocument document, string name, Func<Vitality, double?> measure) =>
        document.AtEnd(name, measure) is var values && values.Contains(null) ? Html.None : (Math.Round(values.Average()!.Value, 3) + 0.0).ToString("0.###;−0.###", CultureInfo.InvariantCulture);

    private static string Verdict(PairedComparison c, string more, string less, string unclear) => c.Ci95 is not { } ci ? "no interval" : ci[0] > 0 ? more : ci[1] < 0 ? less : unclear;

    private static string Three(double? value) => value is { } v ? (Math.Round(v, 3) + 0.0).ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture) : Html.None;
}
