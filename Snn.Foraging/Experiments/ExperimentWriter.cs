using System.Globalization;
using System.Text;

namespace Snn.Foraging.Experiments;

/// <summary>Writes an experiment with every setting resolved, as TOML that reads back to an equal experiment.</summary>
public static class ExperimentWriter
{
    /// <summary>The experiment as TOML; ranges and units stand behind each number.</summary>
    public static string Write(Experiment experiment)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"name = {Quote(experiment.Name)}\ndescription = {Quote(experiment.Description)}\nseeds = {Quote(experiment.Seeds)}\n");
        text.Append(CultureInfo.InvariantCulture, $"lives = {experiment.Lives}\n");
        text.Append(CultureInfo.InvariantCulture, $"analyses = [{string.Join(", ", experiment.Analyses.Select(a => Quote(SettingKeys.Word(a))))}]\n");
        var section = "";
        foreach (var key in SettingKeys.All)
        {
            if (key.Section != section)
                text.Append(CultureInfo.InvariantCulture, $"\n[{section = key.Section}]\n");
            var line = $"{key.Name} = {SettingValue.Write(SettingKeys.Value(experiment, key))}";
            text.Append(key.Bound is { } bound ? $"{line,-32} # {SettingValue.Write(bound.Min)} to {SettingValue.Write(bound.Max)} {bound.Unit}".TrimEnd() : line).Append('\n');
        }
        if (experiment.Grid is { } grid)
        {
            text.Append("\n[grid]\n");
            foreach (var (key, values) in grid.Axes)
                text.Append(CultureInfo.InvariantCulture, $"{key.FullName} = [{string.Join(", ", values.Select(SettingValue.Write))}]\n");
        }
        foreach (var condition in experiment.Conditions.Select(c => c.Written ?? c).Distinct())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n[[condition]]\nname = {Quote(condition.Name)}\nphases = [{string.Join(", ", condition.Phases.Select(Quote))}]\n");
            text.Append(CultureInfo.InvariantCulture, $"sleep = {Quote(SettingKeys.Snake(condition.Sleep.ToString()))}\n");
            if (condition.ControlOf.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"control_of = [{string.Join(", ", condition.ControlOf.Select(Quote))}]\n");
            if (condition.Tried is { } tried)
                text.Append(CultureInfo.InvariantCulture, $"tried = {Quote(tried)}\n");
        }
        return text.ToString();
    }

    /// <summary>All that decides the results of one seed, as (key, value) in a fixed order: two experiments with equal
    /// lists give the same bits for the same seed. Name and description are not among them, nor are the seeds.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Parameters(Experiment experiment) =>
    [
        .. SettingKeys.All.Select(k => KeyValuePair.Create(k.FullName, SettingValue.Write(SettingKeys.Value(experiment, k)))),
        KeyValuePair.Create("lives", SettingValue.Write(experiment.Lives)),
        .. (experiment.Grid?.Axes ?? []).Select(a => KeyValuePair.Create($"grid.{a.Key.FullName}", string.Join(",", a.Values.Select(SettingValue.Write)))),
        KeyValuePair.Create("conditions", string.Join(",", experiment.Conditions.Select(c => c.Name))),
        .. experiment.Conditions.SelectMany(c => new[]
        {
            KeyValuePair.Create($"condition.{c.Name}.phases", string.Join(",", c.Phases)),
            KeyValuePair.Create($"condition.{c.Name}.sleep", SettingKeys.Snake(c.Sleep.ToString())),
        }),
    ];

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c < ' ' || c == 127)
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
