using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>What became of the task trained first, at one place of a map.</summary>
public enum Rescue
{
    /// <summary>Better than the reference on every network, as far as the interval says, and at least half of what the reference forgot is there.</summary>
    Rescued,

    /// <summary>Better than the reference, but less than half of what it forgot is there.</summary>
    Partly,

    /// <summary>No better than the reference, as far as is shown.</summary>
    Gone,

    /// <summary>The task trained last was not learnt as well as in the reference: whatever was kept was kept at its cost.</summary>
    Unlearnt,
}

/// <summary>The file <c>phase-map.json</c>: scores over a grid of two settings, and where the task trained first was rescued.</summary>
public sealed record PhaseMapDocument
{
    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.phase-map/1";

    /// <summary>Share of what the reference forgot that counts as rescued.</summary>
    public double Half { get; init; } = 0.5;

    /// <summary>How much less the task trained last may score than in the reference.</summary>
    public double Margin { get; init; } = Ordering.Margin;

    /// <summary>Setting along the rows, with its values.</summary>
    public required string RowKey { get; init; }

    /// <summary>Values of the rows.</summary>
    public required IReadOnlyList<double> Rows { get; init; }

    /// <summary>Setting along the columns.</summary>
    public required string ColumnKey { get; init; }

    /// <summary>Values of the columns.</summary>
    public required IReadOnlyList<double> Columns { get; init; }

    /// <summary>Task trained first, and task trained last.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Networks.</summary>
    public required int Networks { get; init; }

    /// <summary>One map a condition of the grid.</summary>
    public required IReadOnlyList<PhaseMapOfCondition> Maps { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static PhaseMapDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "phase-map.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<PhaseMapDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>The map of one condition.</summary>
/// <param name="Condition">Its name in the experiment.</param>
/// <param name="Reference">The condition it is compared with.</param>
/// <param name="Cells">Row by row.</param>
/// <param name="RowGains">What the first task gains over all places of a row together, one a row; absent in files of earlier versions.</param>
public sealed record PhaseMapOfCondition(string Condition, string Reference, IReadOnlyList<PhaseMapCell> Cells, IReadOnlyList<PhaseMapRowGain>? RowGains = null);

/// <summary>What the first task gains over the reference, network by network, in the mean of all places of a row: one statement, so that a row of many places is not
/// judged by the luckiest of them.</summary>
/// <param name="Mean">Mean over networks; null where a score is undefined.</param>
/// <param name="Ci95">95 % interval (Student).</param>
/// <param name="PHolm">Two-sided p value of the paired t test, corrected for the rows of the map.</param>
public sealed record PhaseMapRowGain(double? Mean, IReadOnlyList<double>? Ci95, double? PHolm);

/// <summary>One place of a map.</summary>
/// <param name="Point">Point of the grid.</param>
/// <param name="Before">Score on the first task after it was trained.</param>
/// <param name="First">Score on the first task at the end.</param>
/// <param name="Last">Score on the last task at the end.</param>
/// <param name="ReferenceFirst">Score of the reference on the first task at the end.</param>
/// <param name="ReferenceLast">Score of the reference on the last task at the end.</param>
/// <param name="GainFirst">What the first task gains over the reference, network by network.</param>
/// <param name="GainLast">What the last task gains over the reference.</param>
/// <param name="Kept">Share of what the reference forgot that is there; null where it forgot nothing.</param>
/// <param name="Rescue">What became of the first task.</param>
/// <param name="WakeCycles">Cycles awake after the first task, a network.</param>
/// <param name="SleepCycles">Cycles asleep, a network.</param>
/// <param name="PHolm">Two-sided p value of the paired t test on what the first task gains, corrected for the places of the map; absent in files of earlier versions.</param>
/// <param name="Cost">What a network costs; absent in files of earlier versions.</param>
public sealed record PhaseMapCell(
    int Point, Summary Before, Summary First, Summary Last, Summary ReferenceFirst, Summary ReferenceLast,
    PairedComparison? GainFirst, PairedComparison? GainLast, double? Kept, Rescue Rescue, double WakeCycles, double SleepCycles, double? PHolm = null, RemedyCost? Cost = null);
