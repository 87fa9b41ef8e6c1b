using System.Globalization;

namespace Snn.Foraging.Report;

/// <summary>What each condition cost.</summary>
internal static class CostPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        if (files.Rows.Count == 0)
            return;
        page.Heading("Costs");
        page.Table(["condition", "cycles awake", "asleep", "in tests", "spikes", "synaptic events", "stored bytes", "extra state, bytes", "thread-seconds"], files.Rows.Select(r => new[]
        {
            r.Label, Html.Whole(r.Results.Cost.WakeCycles), Html.Whole(r.Results.Cost.SleepCycles), Html.Whole(r.Results.Cost.TestCycles), Html.Whole(r.Results.Cost.Spikes),
            Html.Whole(r.Results.Cost.SynapticEvents), Html.Whole(r.Results.Cost.StoredBytes), Html.Whole(r.Results.Cost.ExtraStateBytes),
            r.Results.Cost.WallSeconds.ToString("0.0", CultureInfo.InvariantCulture),
        }));
        page.Note("Summed over networks. A phase that conditions share was simulated once and is charged to each of them. Seconds: spent in these cycles, tests not included. "
            + "Stored bytes: of past experience; extra state: of what a network keeps beside its weights to be able to sleep.");
    }
}
