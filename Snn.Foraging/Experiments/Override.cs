using Tomlyn;
using Tomlyn.Model;

namespace Snn.Foraging.Experiments;

/// <summary>A setting given on the command line, <c>--set learning.reward_rate=0.1</c>: it is put into the TOML tree,
/// so that it is checked exactly like a line of the file.</summary>
internal static class Override
{
    /// <summary>Puts settings into the tree of an experiment.</summary>
    public static void Apply(TomlTable root, IReadOnlyList<string> settings)
    {
        if (settings.GroupBy(KeyOf).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserErrorException($"--set {twice.Key} is given twice: {string.Join(" and ", twice.Select(s => $"'{s}'"))}; leave one out");
        foreach (var setting in settings)
            Apply(root, setting);
    }

    private static string KeyOf(string setting) => setting.Split('=', 2)[0].Trim();

    private static void Apply(TomlTable root, string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0)
            throw new UserErrorException($"--set '{text}' must read key=value, such as --set learning.reward_rate=0.1");
        var key = KeyOf(text);
        var value = Value(text[(split + 1)..].Trim());

        string[] plain = ["name", "description", "seeds", "lives", "analyses"];
        string[] known = [.. SettingKeys.All.Select(k => k.FullName), .. plain, .. SettingKeys.All.Select(k => $"grid.{k.FullName}")];
        if (!known.Contains(key))
        {
            if (key.StartsWith("condition", StringComparison.Ordinal))
                throw new UserErrorException($"--set '{text}': conditions cannot be set on the command line; write a TOML file (snn run NAME --dry-run prints one to start from)");
            var bare = SettingKeys.All.FirstOrDefault(k => k.Name == key)?.FullName ?? Nearest.To(key, known);
            throw new UserErrorException($"--set '{text}': {key} is unknown; the nearest known key is {bare}");
        }
        if (GridReader.Keys(root).Contains(key))
            throw new UserErrorException($"--set '{text}': the experiment has {key} in its [grid]; --set grid.{key}=[...] changes its values there");
        var path = key.Split('.');
        var table = root;
        foreach (var section in path.SkipLast(1))
        {
            if (!table.TryGetValue(section, out var inner))
                table[section] = inner = new TomlTable();
            if (inner is not TomlTable next)
                return; // the reader will say what it is instead
            table = next;
        }
        table[path[^1]] = value;
    }

    // A value that is not TOML, such as 1-4, is text.
    private static object Value(string text)
    {
        try
        {
            return TomlSerializer.Deserialize<TomlTable>("value = " + text) is { Count: 1 } table ? table["value"] : text;
        }
        catch (TomlException)
        {
            return text;
        }
    }
}
