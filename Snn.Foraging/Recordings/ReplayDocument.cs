using System.Text.Json;

namespace Snn.Foraging.Recordings;

/// <summary>The file <c>replay.json</c>: what the first networks of a run replay asleep, at the ends of phases.
/// <see cref="ReplayContent"/> says how it is measured.</summary>
public sealed record ReplayDocument
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "replay.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.replay/1";

    /// <summary>Longest lag of a pair, ms.</summary>
    public required double WindowMs { get; init; }

    /// <summary>Movement cycles watched awake in each task's world.</summary>
    public required int WakeCycles { get; init; }

    /// <summary>Cycles watched asleep.</summary>
    public required int SleepCycles { get; init; }

    /// <summary>Shuffles of the null distribution.</summary>
    public required int Shuffles { get; init; }

    /// <summary>Tasks, in the order of every [task] below.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>One record a seed and end of a phase.</summary>
    public required IReadOnlyList<ReplayRecord> Records { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads the document of a run folder; null when there is none.</summary>
    /// <exception cref="InvalidDataException">There is a file, but it is not one.</exception>
    public static ReplayDocument? Load(string runFolder)
    {
        string path = Path.Combine(runFolder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ReplayDocument>(File.ReadAllText(path), Json) ?? throw new JsonException("the file is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' cannot be read as snn.replay/1: {e.Message.Split('\n')[0]}", e);
        }
    }
}

/// <summary>What one network replayed asleep at the end of one phase.</summary>
public sealed record ReplayRecord
{
    /// <summary>Conditions that go through this phase.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>Seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The phase at whose end it slept.</summary>
    public required string Phase { get; init; }

    /// <summary>That phase with all before it.</summary>
    public required string Path { get; init; }

    /// <summary>How it slept.</summary>
    public required string Sleep { get; init; }

    /// <summary>By task; null for a task that it was never trained on.</summary>
    public required IReadOnlyList<TaskReplay?> Tasks { get; init; }

    /// <summary>Cycles by the tasks replayed in them; null unless all tasks were trained.</summary>
    public required ReplayCycles? Cycles { get; init; }
}

/// <summary>The replay of one task.</summary>
public sealed record TaskReplay
{
    /// <summary>Hidden neurons that are selective for the task.</summary>
    public required int Neurons { get; init; }

    /// <summary>Their pairs with each output.</summary>
    public required IReadOnlyList<int> Pairs { get; init; }

    /// <summary>Mean of the same over shuffles.</summary>
    public required IReadOnlyList<double> PairsShuffled { get; init; }

    /// <summary>One-sided p of each.</summary>
    public required IReadOnlyList<double> PairsP { get; init; }

    /// <summary>Mean affinity of the pairs; null without a pair.</summary>
    public required double? Match { get; init; }

    /// <summary>Mean of the same over shuffles.</summary>
    public required double? MatchShuffled { get; init; }

    /// <summary>One-sided p of the match.</summary>
    public required double? MatchP { get; init; }
}

/// <summary>In how many sleep cycles a feature fired with its best awake partner.</summary>
public sealed record ReplayCycles
{
    /// <summary>A feature of T1 and none of T2.</summary>
    public required ReplayCount OnlyT1 { get; init; }

    /// <summary>A feature of T2 and none of T1.</summary>
    public required ReplayCount OnlyT2 { get; init; }

    /// <summary>Features of both.</summary>
    public required ReplayCount Both { get; init; }

    /// <summary>None.</summary>
    public required int Neither { get; init; }
}

/// <summary>A number of cycles.</summary>
/// <param name="Cycles">As watched.</param>
/// <param name="Shuffled">Mean over shuffles.</param>
/// <param name="P">One-sided p.</param>
public sealed record ReplayCount(int Cycles, double Shuffled, double P);
