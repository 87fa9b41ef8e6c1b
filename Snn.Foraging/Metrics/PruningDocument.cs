using System.Text.Json;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>pruning.json</c>: what is left of a network's scores when synapses have been removed, and what removing them saves.</summary>
public sealed record PruningDocument
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "pruning.json";

    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.pruning/1";

    /// <summary>One a condition that prunes and moment at which it was tested.</summary>
    public required IReadOnlyList<PruningRow> Rows { get; init; }

    /// <summary>Pruned networks in compact storage; the most pruned phase of every condition that prunes.</summary>
    public IReadOnlyList<CompactRow> Compact { get; init; } = [];

    /// <summary>Their speed against that of the masked networks.</summary>
    public IReadOnlyList<CompactSpeed> Speeds { get; init; } = [];

    /// <summary>Networks pruned at random against networks pruned with choice, at each moment; p values corrected for all of these.</summary>
    public IReadOnlyList<ControlComparison> Controls { get; init; } = [];

    /// <summary>The same loss after sleep and without it, level by level; empty where no condition sleeps before it loses.</summary>
    public IReadOnlyList<SleptComparison> Slept { get; init; } = [];

    /// <summary>True if what was studied is what loss does, not what can be spared.</summary>
    public bool Lesion { get; init; }

    /// <summary>A moment in words.</summary>
    public static string Says(PruningMoment moment) => moment switch
    {
        PruningMoment.ThenSlept => "after sleep that followed",
        PruningMoment.SleptBefore => "at once, having slept before",
        _ => "at once",
    };

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static PruningDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<PruningDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>A condition at the end of the phase that prunes, or of a later one.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="How">The remedy that prunes, with <c>in training</c> or <c>in sleep</c> if it does so little by little.</param>
/// <param name="Percent">Share of synapses, or of hidden neurons, that is gone.</param>
/// <param name="When">When it was tested.</param>
/// <param name="Left">Synapses left, mean over seeds.</param>
/// <param name="Scores">Score on the task trained first, one a seed.</param>
/// <param name="Score">Over seeds.</param>
/// <param name="Reference">The condition that does the same without pruning; null without one.</param>
/// <param name="Difference">Mean difference of the scores from its, seed by seed.</param>
/// <param name="Ci95">95 % interval of that (Student).</param>
/// <param name="PHolm">Two-sided p value of the paired t test, corrected for all rows.</param>
/// <param name="Whole">Scores of that condition, one a seed.</param>
public sealed record PruningRow(
    string Condition, string How, double Percent, PruningMoment When, double Left, IReadOnlyList<double?> Scores, Summary Score, string? Reference, double? Difference, IReadOnlyList<double>? Ci95,
    double? PHolm = null, IReadOnlyList<double?>? Whole = null);

/// <summary>Networks that slept before they lost synapses against networks that did not, at once after the loss, seed by seed.</summary>
/// <param name="How">What removed them.</param>
/// <param name="Percent">Share that is gone.</param>
/// <param name="Slept">Score of those that had slept.</param>
/// <param name="Awake">Score of those that had not.</param>
/// <param name="Difference">Mean of slept minus awake.</param>
/// <param name="Ci95">95 % interval of that (Student).</param>
/// <param name="PHolm">Two-sided p value of the paired t test, corrected for all of these comparisons.</param>
public sealed record SleptComparison(string How, double Percent, Summary Slept, Summary Awake, double? Difference, IReadOnlyList<double>? Ci95, double? PHolm)
{
    /// <summary>Every kind and share of loss that rows have both ways.</summary>
    internal static IReadOnlyList<SleptComparison> Of(IReadOnlyList<PruningRow> rows)
    {
        var pairs = rows.Where(r => r.When == PruningMoment.SleptBefore)
            .Join(rows.Where(r => r.When == PruningMoment.Pruned), r => (r.How, r.Percent), r => (r.How, r.Percent), (slept, awake) => (slept, awake)).ToArray();
        PairedTTest?[] tests = [.. pairs.Select(p => PairedTTest.Of(p.slept.Scores, p.awake.Scores))];
        var corrected = Holm.Correct([.. tests.Select(t => t?.P)]);
        return [.. pairs.Select((p, k) => new SleptComparison(p.slept.How, p.slept.Percent, p.slept.Score, p.awake.Score, tests[k]?.Mean, tests[k]?.Ci95, corrected[k]))];
    }
}

/// <summary>When a pruned network was tested.</summary>
public enum PruningMoment
{
    /// <summary>As soon as it had been pruned.</summary>
    Pruned,

    /// <summary>After sleep that followed.</summary>
    ThenSlept,

    /// <summary>As soon as it had been pruned, sleep having come before.</summary>
    SleptBefore,
}

/// <summary>The pruned network of one condition and seed, stored compactly, against the same one with masks.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Synapses">Synapses left.</param>
/// <param name="Neurons">Hidden neurons that still have one.</param>
/// <param name="MaskedBytes">Bytes of weights and wiring of the projection with masks.</param>
/// <param name="CompactBytes">The same in compact storage.</param>
/// <param name="MaskedEvents">Excitatory events of the projection in 50,000 cycles of training, places of removed synapses included.</param>
/// <param name="CompactEvents">Those across synapses that exist.</param>
/// <param name="SameBits">True if after this training, and in a frozen test, all weights and counts were the same, bit by bit.</param>
/// <param name="AgentBytes">Bytes of the whole agent: with masks, compact, and without the hidden neurons that have no output left.</param>
/// <param name="CyclesPerSecond">In training, one thread, likewise.</param>
/// <param name="Scores">On the first task, in one test: with masks, compact, and without idle neurons (other noise, so not the same).</param>
public sealed record CompactRow(
    string Condition, int Seed, int Synapses, int Neurons, long MaskedBytes, long CompactBytes, long MaskedEvents, long CompactEvents, bool SameBits,
    IReadOnlyList<long> AgentBytes, IReadOnlyList<double> CyclesPerSecond, IReadOnlyList<double?> Scores);
