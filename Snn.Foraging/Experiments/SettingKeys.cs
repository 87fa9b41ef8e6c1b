using System.Reflection;
using System.Text.Json;

namespace Snn.Foraging.Experiments;

/// <summary>One number or switch of an experiment, as it is called in TOML.</summary>
/// <param name="Section">Table, for example <c>learning</c>.</param>
/// <param name="Name">Key in it, for example <c>reward_rate</c>.</param>
/// <param name="Property">Where it is kept.</param>
internal sealed record SettingKey(string Section, string Name, PropertyInfo Property)
{
    /// <summary>Name with its table, for example <c>learning.reward_rate</c>.</summary>
    public string FullName => $"{Section}.{Name}";

    /// <summary>Legal range, if it has one.</summary>
    public BoundAttribute? Bound => Property.GetCustomAttribute<BoundAttribute>();
}

/// <summary>The keys of an experiment, found by reflection over the settings records: a property is a key in snake case.</summary>
internal static class SettingKeys
{
    /// <summary>The tables of settings.</summary>
    public static IReadOnlyList<PropertyInfo> Sections { get; } =
        [.. typeof(Experiment).GetProperties().Where(p => p.PropertyType.Name.EndsWith("Settings", StringComparison.Ordinal))];

    /// <summary>Every setting, in the order in which it is declared.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
        [.. Sections.SelectMany(s => s.PropertyType.GetProperties()
            .Where(p => p.SetMethod is not null)
            .Select(p => new SettingKey(Snake(s.Name), Snake(p.Name), p)))];

    /// <summary>A value of an experiment.</summary>
    public static object Value(Experiment experiment, SettingKey key) =>
        key.Property.GetValue(SectionOf(experiment, key))!;

    /// <summary>The record of an experiment that holds a setting.</summary>
    public static object SectionOf(Experiment experiment, SettingKey key) => Sections.Single(s => Snake(s.Name) == key.Section).GetValue(experiment)!;

    /// <summary>A copy of an experiment with other values.</summary>
    public static Experiment With(Experiment experiment, IEnumerable<(SettingKey Key, object Value)> settings)
    {
        var copy = experiment with
        {
            World = experiment.World with { },
            Network = experiment.Network with { },
            Learning = experiment.Learning with { },
            Sleep = experiment.Sleep with { },
            Schedule = experiment.Schedule with { },
        };
        foreach (var (key, value) in settings)
            key.Property.SetValue(SectionOf(copy, key), value);
        return copy;
    }

    /// <summary>A value of an enumeration in TOML, for example <c>learning-speed</c>.</summary>
    public static string Word(Enum value) => Snake(value.ToString()).Replace('_', '-');

    /// <summary>A property's name in TOML and JSON.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
