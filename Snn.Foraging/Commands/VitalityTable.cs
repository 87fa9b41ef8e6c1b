using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>How much life is in the networks at the end, on the console.</summary>
internal static class VitalityTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter to, VitalityDocument document)
    {
        to.WriteLine("Networks at the end, mean over seeds: share of dormant hidden neurons; most dead outputs of any network, of 8; effective rank of the hidden activity, stable rank");
        to.WriteLine("of the net output weights and their mean size; share of synapses near 0; mean cosine between hidden neurons' output and input weights");
        var table = new TextTable("", "dormant", "dead outputs", "activity rank", "weight rank", "net weight", "near 0", "cosine out", "cosine in");
        foreach (var name in document.Conditions.Keys)
        {
            string Mean(Func<Vitality, double?> measure, string format) => document.AtEnd(name, measure) is var values && values.Contains(null) ? "-" : (Math.Round(values.Average()!.Value, 3) + 0.0).ToString(format, CultureInfo.InvariantCulture);
            table.Add(name, Mean(v => v.Dormant, "0.000"), document.AtEnd(name, v => v.DeadOutputs).Max()?.ToString("0", CultureInfo.InvariantCulture) ?? "-", Mean(v => v.Activity?.Effective, "0"), Mean(v => v.Weights?.Stable, "0.00"),
                Mean(v => v.NetWeight, "0.00"), Mean(v => v.Floor, "0.000"), Mean(v => v.Cosine, "0.000"), Mean(v => v.InputCosine, "0.000"));
        }
        table.Write(to);
    }
}
