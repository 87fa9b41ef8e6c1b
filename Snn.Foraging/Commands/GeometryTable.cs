using System.Globalization;
using Snn.Foraging.Metrics;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Commands;

/// <summary>The geometry of forgetting on the console.</summary>
internal static class GeometryTable
{
    /// <summary>Writes the tables.</summary>
    public static void Write(TextWriter to, GeometryDocument document)
    {
        to.WriteLine("Where lives end in weight space: distance to the solutions of the other lives of the network, in units of each");
        to.WriteLine("set's own spacing, mean ± sd over lives; in brackets the plain distance (T1 alone: M_T1 without\ninterleaved states, plain); correlation with the other lives' T1 and T2 states;\nspread: distance of the weights from their own mean, how sharp they are");
        var ends = new TextTable("", "lives", "to M_T1", "T1 alone", "to M_T2", "to M_T1&T2", "correlation T1", "T2", "spread");
        foreach (var condition in document.Networks.SelectMany(n => n.Ends).GroupBy(e => e.Condition))
        {
            ends.Add(condition.Key, $"{condition.Count()}", Distance(condition, e => e.ToT1, e => e.SpacingT1),
                Number(Summary.Of([.. condition.Select(e => e.ToT1Alone)]).Mean, "0.0"), Distance(condition, e => e.ToT2, e => e.SpacingT2),
                Distance(condition, e => e.ToBoth, e => e.SpacingBoth), MeanSd([.. condition.Select(e => e.CorrelationT1)], "0.00"), MeanSd([.. condition.Select(e => e.CorrelationT2)], "0.00"),
                MeanSd([.. condition.Select(e => e.Spread)], "0.0"));
        }
        ends.Write(to);

        to.WriteLine();
        to.WriteLine("Support vector machine (Gaussian kernel) trained on other lives: accuracy on unseen T1 and T2 states, mean signed distance");
        var conditions = document.Networks.SelectMany(n => n.SvmStates.Keys).Distinct().ToList();
        var svm = new TextTable(["network", "accuracy", "T1", "T2", .. conditions]);
        foreach (var n in document.Networks)
            svm.Add([$"{n.Network}", Number(n.SvmAccuracy, "0.000"), Number(n.SvmT1, Sign), Number(n.SvmT2, Sign), .. conditions.Select(c => Number(n.SvmStates.GetValueOrDefault(c), Sign))]);
        svm.Write(to);

        to.WriteLine();
        to.WriteLine("Components fitted on M_T1, M_T2 and M_T1&T2: share of variance; of unseen lives, with axes of the other lives");
        var pca = new TextTable("network", "PC 1", "PC 2", "PC 3", "unseen, 3 PCs", "chance", "kernel PC 1", "kernel PC 2", "kernel PC 3");
        foreach (var n in document.Networks)
        {
            string Of(IReadOnlyList<double> shares, int k) => Number(k < shares.Count ? shares[k] : null, "0.000");
            pca.Add($"{n.Network}", Of(n.PcaExplained, 0), Of(n.PcaExplained, 1), Of(n.PcaExplained, 2), Number(n.PcaHeldOut, "0.000"), Number(n.PcaChance, "0.0000"),
                Of(n.KernelPcaExplained, 0), Of(n.KernelPcaExplained, 1), Of(n.KernelPcaExplained, 2));
        }
        pca.Write(to);

        to.WriteLine();
        to.WriteLine("Straight lines between states: how far the score on the way falls below the line between its ends");
        var lines = new TextTable("from", "to", "lives", "barrier on T1", "barrier on T2");
        foreach (var line in document.Networks.SelectMany(n => n.Lines).GroupBy(l => (l.From, l.To)))
            lines.Add(line.Key.From, line.Key.To, $"{line.Count()}", MeanSd([.. line.Select(l => l.Barriers[0])], "0.00"), MeanSd([.. line.Select(l => l.Barriers[1])], "0.00"));
        lines.Write(to);

        if (document.Networks.Any(n => n.SleepMoves.Count > 0))
        {
            to.WriteLine();
            to.WriteLine("One long sleep after training: how far it moves the weights, as a share of what training moved them");
            var moves = new TextTable("", "lives", "moved / learnt", "correlation", "T1 before", "T1 after", "T2 before", "T2 after");
            foreach (var move in document.Networks.SelectMany(n => n.SleepMoves).GroupBy(m => m.Condition))
            {
                moves.Add(move.Key, $"{move.Count()}", MeanSd([.. move.Select(m => (double?)(m.Moved / m.Learnt))], "0.00"), MeanSd([.. move.Select(m => m.Correlation)], "0.00"),
                    MeanSd([.. move.Select(m => m.Before[0])], "0.00"), MeanSd([.. move.Select(m => m.After[0])], "0.00"),
                    MeanSd([.. move.Select(m => m.Before[1])], "0.00"), MeanSd([.. move.Select(m => m.After[1])], "0.00"));
            }
            moves.Write(to);
        }

        to.WriteLine();
        to.WriteLine("Overlap of the leading directions in which two phases move the weights, in different lives; mean ± sd over networks");
        var overlaps = new TextTable("", "and", "directions", "overlap", "chance");
        foreach (var o in document.Networks.SelectMany(n => n.Overlaps).GroupBy(o => (o.A, o.B)))
            overlaps.Add(o.Key.A, o.Key.B, $"{o.First().Directions}", MeanSd([.. o.Select(x => x.Mean)], "0.000"), Number(o.First().Chance, "0.0000"));
        overlaps.Write(to);

        to.WriteLine();
        foreach (var claim in document.Claims)
            to.WriteLine($"{claim.Verdict.ToString().ToLowerInvariant(),-10}{claim.Claim}\n          {claim.Measured}");
    }

    private const string Sign = "+0.000;-0.000";

    private static string Distance(IEnumerable<LifeEnd> ends, Func<LifeEnd, double?> distance, Func<LifeEnd, double?> spacing)
    {
        var list = ends.ToList();
        return $"{MeanSd([.. list.Select(e => spacing(e) > 0 ? distance(e) / spacing(e) : null)], "0.00")} ({Number(Summary.Of([.. list.Select(distance)]).Mean, "0.0")})";
    }

    private static string MeanSd(IReadOnlyList<double?> values, string format)
    {
        var s = Summary.Of([.. values]);
        return s.Mean is null ? "-" : Number(s.Mean, format) + (s.Sd is null ? "" : $" ± {Number(s.Sd, format)}");
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
