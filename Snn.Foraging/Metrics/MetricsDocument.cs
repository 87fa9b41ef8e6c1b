using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>metrics.json</c>.</summary>
public sealed record MetricsDocument
{
    /// <summary>How all results are written: snake case, enumerations as words.</summary>
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.metrics/1";

    /// <summary>Experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>Engine that ran it.</summary>
    public required string Engine { get; init; }

    /// <summary>Device that ran it.</summary>
    public required string Device { get; init; }

    /// <summary>Seeds, in the order of every [seed] below.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Tasks, in the order of every [task] below.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Results by condition.</summary>
    public required IReadOnlyDictionary<string, ConditionMetrics> Conditions { get; init; }

    /// <summary>Measures of a study without conditions, by name; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, Summary>? Measures { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads the document of a run folder.</summary>
    /// <exception cref="UserErrorException">There is none, or it is not one.</exception>
    public static MetricsDocument Load(string runFolder)
    {
        var path = Path.Combine(runFolder, "metrics.json");
        if (!File.Exists(path))
            throw new UserErrorException($"'{runFolder}' holds no metrics.json; it is not the folder of a finished run (snn run ... --out DIR --resume finishes one)");
        try
        {
            return JsonSerializer.Deserialize<MetricsDocument>(File.ReadAllText(path), Json)
                ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"'{path}' cannot be read as snn.metrics/1: {e.Message.Split('\n')[0]}", e);
        }
    }
}

/// <summary>Results of one condition.</summary>
public sealed record ConditionMetrics
{
    /// <summary>Its phases, in the order of every [phase] below.</summary>
    public required IReadOnlyList<string> Phases { get; init; }

    /// <summary>Scores after each phase [seed][phase][task]; null where nothing was eaten.</summary>
    public required IReadOnlyList<IReadOnlyList<IReadOnlyList<double?>>> Scores { get; init; }

    /// <summary>Rewarded particles per move, likewise.</summary>
    public required IReadOnlyList<IReadOnlyList<IReadOnlyList<double?>>> FoodPerMove { get; init; }

    /// <summary>Metrics over seeds: acc, bwt, fwt, learning_accuracy, forgetting, intransigence.</summary>
    public required IReadOnlyDictionary<string, Summary> Metrics { get; init; }

    /// <summary>Cost, summed over seeds.</summary>
    public required Cost Cost { get; init; }

    /// <summary>Training cycles to a score of 0.75 [seed][task].</summary>
    public required IReadOnlyList<IReadOnlyList<long?>> CyclesToCriterion { get; init; }

    /// <summary>By seed: distance of the state at the end of each phase to the states of the last fifth of T1.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double?>> WeightDistance { get; init; }

    /// <summary>By seed: correlation of the state at the end of each phase with the mean of those states.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double?>> WeightCorrelation { get; init; } = new Dictionary<string, IReadOnlyList<double?>>();
}

/// <summary>What a condition cost, summed over its seeds; a shared phase counts in full for every condition that uses it.</summary>
public sealed record Cost
{
    /// <summary>Movement cycles awake: unsupervised and training.</summary>
    public long WakeCycles { get; init; }

    /// <summary>Cycles asleep or in replay.</summary>
    public long SleepCycles { get; init; }

    /// <summary>Movement cycles of frozen tests.</summary>
    public long TestCycles { get; init; }

    /// <summary>Movement cycles of copies in which remedies looked at the network.</summary>
    public long ProbeCycles { get; init; }

    /// <summary>Bytes of stored past experience.</summary>
    public long StoredBytes { get; init; }

    /// <summary>Bytes of state beyond the plain network.</summary>
    public long ExtraStateBytes { get; init; }

    /// <summary>Spikes of all populations in wake and sleep.</summary>
    public long Spikes { get; init; }

    /// <summary>Spikes times the synapses that carried them, in wake and sleep.</summary>
    public long SynapticEvents { get; init; }

    /// <summary>Thread-seconds spent in wake and sleep cycles.</summary>
    public double WallSeconds { get; init; }
}
