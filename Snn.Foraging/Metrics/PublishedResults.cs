using System.Reflection;
using Tomlyn;
using Tomlyn.Model;

namespace Snn.Foraging.Metrics;

/// <summary>Numbers that others have published, read from a data file of the repository, with their source.</summary>
/// <param name="Source">Full citation.</param>
/// <param name="Doi">Identifier of the publication.</param>
/// <param name="Rows">One row a condition.</param>
public sealed record PublishedResults(string Source, string Doi, IReadOnlyList<PublishedRow> Rows)
{
    /// <summary>The table of Golden et al. 2022.</summary>
    public static PublishedResults Golden2022 { get; } = Load("golden2022");

    private static PublishedResults Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Snn.Foraging.Metrics.Published.{name}.toml")!;
        using var reader = new StreamReader(stream);
        var root = TomlSerializer.Deserialize<TomlTable>(reader.ReadToEnd())!;
        return new((string)root["source"], (string)root["doi"], [.. ((TomlTableArray)root["row"]).Select(Row)]);
    }

    private static PublishedRow Row(TomlTable row) => new((string)row["condition"], (string)row["reference"], (string)row["what"], [Score(row["task1"]), Score(row["task2"])]);

    private static PublishedScore Score(object value) => value is TomlArray { Count: 2 } pair ? new((double)pair[0]!, (double)pair[1]!) : throw new FormatException("a published score is [mean, sd]");
}

/// <summary>A published row.</summary>
/// <param name="Condition">What we call the condition.</param>
/// <param name="Reference">The condition that it is compared with.</param>
/// <param name="What">In words.</param>
/// <param name="Scores">Score on the task trained first, and on the other.</param>
public sealed record PublishedRow(string Condition, string Reference, string What, IReadOnlyList<PublishedScore> Scores);

/// <summary>A published score.</summary>
/// <param name="Mean">Mean over networks.</param>
/// <param name="Sd">Standard deviation.</param>
public sealed record PublishedScore(double Mean, double Sd);
