using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>What conditions cost a network, on the console.</summary>
internal static class CostTable
{
    /// <summary>Writes the costs of a run's conditions.</summary>
    public static void Write(TextWriter to, MetricsDocument metrics)
    {
        to.WriteLine("What each costs a network: bytes of stored experience, bytes of other extra state, cycles beside training (asleep, in replay, in walks), synaptic events and");
        to.WriteLine("thread-seconds of the whole trial");
        double networks = Math.Max(1, metrics.Seeds.Count);
        Write(to, [], metrics.Conditions.Select(c => (c.Key, RemedyCost.Of(c.Value.Cost, networks), Array.Empty<string>())));
    }

    /// <summary>Writes costs with further columns.</summary>
    public static void Write(TextWriter to, string[] more, IEnumerable<(string Label, RemedyCost Cost, string[] More)> rows)
    {
        var table = new TextTable(["", "stored", "extra state", "extra cycles", "events", "seconds", .. more]);
        foreach (var (label, cost, cells) in rows)
            table.Add([label, Whole(cost.StoredBytes), Whole(cost.ExtraStateBytes), Whole(cost.ExtraCycles), $"{Whole(cost.SynapticEvents / 1e6)} M", cost.Seconds.ToString("0.0", CultureInfo.InvariantCulture), .. cells.Select(c => c.Length > 0 ? c : "-")]);
        table.Write(to);
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
