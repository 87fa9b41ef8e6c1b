using System.Globalization;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Commands;

/// <summary>The search for values on the console.</summary>
internal static class RemedySearchTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter to, RemedySearchDocument document)
    {
        to.WriteLine("Values tried: mean of the final scores on all tasks, then on the old ones and the new one (where tasks conflict: learning speed over the last fifth of them); * the best, as written to values.toml");
        var table = new TextTable("", "tried", "mean", "old", "new", "");
        foreach (var remedy in document.Remedies)
        {
            foreach (var trial in remedy.Trials)
                table.Add(remedy.Name, trial.Tried, Number(trial.Score), Number(trial.Old), Number(trial.New), trial.Tried == remedy.Best ? "*" : "");
        }

        table.Write(to);
    }

    private static string Number(Summary s) => s.Mean?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
