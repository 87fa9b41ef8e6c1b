using Tomlyn.Model;

namespace Snn.Foraging.Experiments;

/// <summary>Reads the table <c>[grid]</c>: settings as keys, lists of values.</summary>
internal static class GridReader
{
    /// <summary>The grid of an experiment; null without one.</summary>
    /// <exception cref="UserErrorException">It is not one.</exception>
    public static ParameterGrid? Read(TomlTable root, string source)
    {
        if (!root.TryGetValue("grid", out var value))
            return null;
        if (value is not TomlTable table || table.Count == 0)
            throw new UserErrorException($"{source}: grid must be a table of settings with lists of values, such as sleep.wake_cycles = [50, 100]");
        var axes = Flat(table, "").Select(s => Axis(s.Name, s.Value, source)).ToList();
        if (Keys(root).GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserErrorException($"{source}: grid.{twice.Key} is there twice");
        if (axes.Aggregate(1L, (n, a) => Math.Min(n * a.Item2.Count, int.MaxValue)) is > ParameterGrid.Most and var points)
            throw new UserErrorException($"{source}: grid has {points:N0} points; it may have {ParameterGrid.Most:N0}");
        return new(axes);
    }

    /// <summary>The settings that the grid of an experiment names.</summary>
    public static IReadOnlyList<string> Keys(TomlTable root) => root.TryGetValue("grid", out var value) && value is TomlTable table ? [.. Flat(table, "").Select(s => s.Name)] : [];

    // sleep.wake_cycles = [...] is a table in a table, "sleep.wake_cycles" = [...] is not.
    private static IEnumerable<(string Name, object? Value)> Flat(TomlTable table, string prefix) =>
        table.SelectMany(entry => entry.Value is TomlTable inner ? Flat(inner, $"{prefix}{entry.Key}.") : [($"{prefix}{entry.Key}", entry.Value)]);

    private static (SettingKey, IReadOnlyList<object>) Axis(string name, object? value, string source)
    {
        var key = SettingKeys.All.FirstOrDefault(k => k.FullName == name)
            ?? throw new UserErrorException($"{source}: grid.{name} is unknown; the nearest known key is grid.{Nearest.To(name, SettingKeys.All.Select(k => k.FullName))}");
        if (value is TomlArray { Count: 0 })
            throw new UserErrorException($"{source}: grid.{name} has no values");
        if (value is not TomlArray list)
            throw new UserErrorException($"{source}: grid.{name} must be a list of values, such as [50, 100], but is {ExperimentReader.Kind(value)}");
        var values = list.Select(v => SettingValue.Read(key, v, source)).ToList();
        return values.Distinct().Count() == values.Count ? (key, values) : throw new UserErrorException($"{source}: grid.{name} has a value twice");
    }
}
