using System.Globalization;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;

namespace Snn.Foraging.Experiments;

/// <summary>Reads an experiment from TOML and refuses what it does not understand, with one line that says why.</summary>
public static class ExperimentReader
{
    private static readonly string[] TopLevel =
        ["name", "description", "seeds", "lives", "analyses", "values", .. SettingKeys.Sections.Select(s => SettingKeys.Snake(s.Name)), "grid", "condition"];

    private static readonly string[] ConditionKeys = ["name", "phases", "sleep", "control_of", "tries", "tried"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">A TOML file.</param>
    /// <param name="overrides">Settings of the command line, each <c>section.key=value</c>.</param>
    /// <param name="index">Point of its grid to be run alone; null for the whole experiment.</param>
    /// <exception cref="UserErrorException">The file cannot be read or does not describe a valid experiment.</exception>
    public static Experiment Load(string path, IReadOnlyList<string> overrides, int? index = null)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"experiment file '{path}' cannot be read: {e.Message}", e);
        }
        return Parse(text, Path.GetFileName(path), overrides, index);
    }

    /// <summary>Reads TOML text.</summary>
    /// <param name="toml">The text.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="overrides">Settings of the command line, each <c>section.key=value</c>.</param>
    /// <param name="index">Point of its grid to be run alone; null for the whole experiment.</param>
    /// <exception cref="UserErrorException">The text does not describe a valid experiment.</exception>
    public static Experiment Parse(string toml, string source, IReadOnlyList<string> overrides, int? index = null)
    {
        TomlTable root;
        try
        {
            _ = SyntaxParser.ParseStrict(toml, source, validate: true); // the other reader takes the last of two keys alike
            root = TomlSerializer.Deserialize<TomlTable>(toml) ?? [];
        }
        catch (TomlException e)
        {
            throw new UserErrorException($"not TOML: {FirstLine(e.Message)}", e);
        }
        Override.Apply(root, overrides);

        var experiment = Fill(root, source);
        if (index is int number)
            experiment = ParameterGrid.Pick(experiment, number);
        ExperimentChecks.Check(experiment, source);
        if (experiment.Grid is { } grid)
            experiment = experiment with { Conditions = grid.Spread(experiment.Conditions) };
        return experiment with { Seeds = SeedList.Write(SeedList.Parse(experiment.Seeds)) };
    }

    private static Experiment Fill(TomlTable root, string source)
    {
        RefuseUnknown(root, TopLevel, source, "");
        var experiment = new Experiment
        {
            Name = Text(root, "name", source) ?? throw new UserErrorException($"{source}: name is missing; write name = \"...\" at the top, before the first [table]"),
            Description = Text(root, "description", source) ?? "",
            Seeds = Seeds(root, source) ?? new Experiment { Name = "" }.Seeds,
            Lives = Lives(root, source),
            Analyses = Analyses(root, source),
            Grid = GridReader.Read(root, source),
        };
        foreach (var section in SettingKeys.Sections)
        {
            var name = SettingKeys.Snake(section.Name);
            if (!root.TryGetValue(name, out var value))
                continue;
            if (value is not TomlTable table)
                throw new UserErrorException($"{source}: {name} must be a table, [{name}], but is {Kind(value)}");
            var keys = SettingKeys.All.Where(k => k.Section == name).ToArray();
            RefuseUnknown(table, keys.Select(k => k.Name), source, name + ".");
            foreach (var key in keys)
            {
                if (table.TryGetValue(key.Name, out var setting))
                    key.Property.SetValue(section.GetValue(experiment), SettingValue.Read(key, setting, source));
            }
        }
        return experiment with { Conditions = Conditions(root, source, 2 * experiment.World.Colours) };
    }

    private static List<Condition> Conditions(TomlTable root, string source, int tasks)
    {
        if (!root.TryGetValue("condition", out var value))
            return [];
        if (value is not TomlTableArray tables)
            throw new UserErrorException($"{source}: condition must be a list of tables, each headed [[condition]] with two brackets");
        var found = Found(root, source);
        return [.. tables.SelectMany((table, i) => Tries(table, OneCondition(table, i, source, tasks, found), source))];
    }

    // What a search found for its conditions, by their names in braces.
    private static Dictionary<string, string> Found(TomlTable root, string source)
    {
        if (Text(root, "values", source) is not string search)
            return [];
        return RemedyValues.Searches.Contains(search)
            ? RemedyValues.FoundBy(search).ToDictionary(v => $"{{{v.Key}}}", v => v.Value)
            : throw new UserErrorException($"{source}: values '{search}' are unknown; the program has those of {string.Join(", ", RemedyValues.Searches)}");
    }

    private static Condition OneCondition(TomlTable table, int index, string source, int tasks, Dictionary<string, string> found)
    {
        var label = $"condition {index + 1}";
        RefuseUnknown(table, ConditionKeys, source, "condition.");
        var name = Text(table, "name", $"{source}: {label}")
            ?? throw new UserErrorException($"{source}: {label} has no name; write name = \"...\" under its [[condition]]");
        label = $"condition '{name}'";
        if (!table.TryGetValue("phases", out var value) || value is not TomlArray phases || phases.Any(p => p is not string))
            throw new UserErrorException($"{source}: {label} needs phases, a list such as phases = [\"unsupervised\", \"T1\", \"sleep+T2\"]");
        var sleep = Text(table, "sleep", $"{source}: {label}") is string kind ? Word<SleepKind>(kind, "sleep", $"{source}: {label}") : SleepKind.Measured;
        try
        {
            var written = phases.Cast<string>().SelectMany(p => PhaseRange.Expand(p, tasks)).Select(p => RemedyValues.WriteOut(found.Aggregate(p, (text, v) => text.Replace(v.Key, v.Value, StringComparison.Ordinal))));
            return new Condition { Name = name, Phases = [.. written], Sleep = sleep, ControlOf = ControlOf(table, $"{source}: {label}"), Tried = Text(table, "tried", $"{source}: {label}") };
        }
        catch (FormatException e)
        {
            throw new UserErrorException($"{source}: {label}: {e.Message}", e);
        }
    }

    private static List<string> ControlOf(TomlTable table, string where) => !table.TryGetValue("control_of", out var value) ? [] : value switch
    {
        string name => [name],
        TomlArray names when names.All(n => n is string) => [.. names.Cast<string>()],
        _ => throw new UserErrorException($"{where}: control_of must be the name of a condition, or a list of names, but is {Kind(value)}"),
    };

    // A condition with tries is one condition for each of them, which stands in its phases in place of {}.
    private static IEnumerable<Condition> Tries(TomlTable table, Condition condition, string source)
    {
        if (!table.TryGetValue("tries", out var value))
            return [condition];
        if (value is not TomlArray { Count: > 0 } tries || tries.Any(t => t is not string))
            throw new UserErrorException($"{source}: condition '{condition.Name}': tries must be a list of texts such as tries = [\"0.1\", \"0.3\"], which take the place of {{}} in its phases");
        if (!condition.Phases.Any(p => p.Contains("{}", StringComparison.Ordinal)))
            throw new UserErrorException($"{source}: condition '{condition.Name}' has tries but no {{}} in its phases, so that all would be the same; write for example phases = [\"T1\", \"T2 mas-local={{}}\"]");
        return tries.Cast<string>().Select((text, k) => condition with
        {
            Name = $"{condition.Name}_{(text.All(c => char.IsAsciiDigit(c) || c == '.') ? text : $"{k + 1}")}",
            Phases = [.. condition.Phases.Select(p => p.Replace("{}", text, StringComparison.Ordinal))],
            Tried = text,
        });
    }

    private static int Lives(TomlTable root, string source)
    {
        if (!root.TryGetValue("lives", out var value))
            return 1;
        return value is long and >= 1 and <= 1000 ? (int)(long)value
            : throw new UserErrorException($"{source}: lives must be a whole number from 1 to 1000, the lives of one network, but is {Kind(value)}");
    }

    private static List<Analysis> Analyses(TomlTable root, string source)
    {
        if (!root.TryGetValue("analyses", out var value))
            return [];
        if (value is not TomlArray list || list.Any(a => a is not string))
            throw new UserErrorException($"{source}: analyses must be a list such as analyses = [\"published\"], but is {Kind(value)}");
        return [.. list.Cast<string>().Select(word => Word<Analysis>(word, "analysis", source))];
    }

    private static T Word<T>(string word, string what, string where)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().ToDictionary(k => SettingKeys.Word(k));
        return known.TryGetValue(word, out var value)
            ? value
            : throw new UserErrorException($"{where}: {what} '{word}' is unknown; it is one of {string.Join(", ", known.Keys)} (nearest: {Nearest.To(word, known.Keys)})");
    }

    private static string? Seeds(TomlTable root, string source)
    {
        if (!root.TryGetValue("seeds", out var value))
            return null;
        return value switch
        {
            string text => text,
            long seed => seed.ToString(CultureInfo.InvariantCulture),
            TomlArray list when list.All(s => s is long) => string.Join(',', list.Select(s => ((long)s!).ToString(CultureInfo.InvariantCulture))),
            _ => throw new UserErrorException($"{source}: seeds must be text such as \"1-4\" or a list of whole numbers, but is {Kind(value)}"),
        };
    }

    private static string? Text(TomlTable table, string key, string source)
    {
        if (!table.TryGetValue(key, out var value))
            return null;
        return value as string
            ?? throw new UserErrorException($"{source}: {key} must be text in quotes, but is {Kind(value)}");
    }

    private static void RefuseUnknown(TomlTable table, IEnumerable<string> known, string source, string prefix)
    {
        foreach (var key in table.Keys)
        {
            if (known.Contains(key))
                continue;
            // The nearest of all keys, in its table: a right key in the wrong table is as common as a slip of the finger.
            var all = SettingKeys.All.Where(k => k.Name == key).Select(k => k.FullName).DefaultIfEmpty(prefix + Nearest.To(key, known));
            throw new UserErrorException($"{source}: {prefix}{key} is unknown; the nearest known key is {all.First()}");
        }
    }

    internal static string Kind(object? value) => value switch
    {
        string s => $"the text '{s}'",
        bool b => b ? "true" : "false",
        long or double => $"the number {Convert.ToString(value, CultureInfo.InvariantCulture)}",
        TomlArray => "a list",
        TomlTable or TomlTableArray => "a table",
        null => "nothing",
        _ => $"'{value}'",
    };

    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
