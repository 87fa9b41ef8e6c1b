using Tomlyn;
using Tomlyn.Model;

namespace Snn.Foraging.Experiments;

/// <summary>A setting given on the command line, <c>--set learning.reward_rate=0.1</c>: it is put into the TOML tree,
/// so that it is checked exactly like a line of the file.</summary>
internal static class Override
{
    /// <summary>Puts a setting into the tree of an experiment.</summary>
    public static void Apply(TomlTable root, string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        if (split <= 0)
            throw new UserErrorException($"--set '{text}' must read key=value, such as --set learning.reward_rate=0.1");
        var key = text[..split].Trim();
        var value = Value(text[(split + 1)..].Trim());

        string[] plain = ["name", "description", "seeds", "lives"];
        var known = SettingKeys.All.Select(k => k.FullName).Concat(plain).ToArray();
        if (!known.Contains(key))
        {
            if (key.StartsWith("condition", StringComparison.Ordinal))
                throw new UserErrorException($"--set '{text}': conditions cannot be set on the command line; write a TOML file (snn run NAME --dry-run prints one to start from)");
            var bare = SettingKeys.All.FirstOrDefault(k => k.Name == key)?.FullName ?? Nearest.To(key, known);
            throw new UserErrorException($"--set '{text}': {key} is unknown; the nearest known key is {bare}");
        }
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            root[key] = value;
            return;
        }
        var section = key[..dot];
        if (!root.TryGetValue(section, out var existing))
            root[section] = existing = new TomlTable();
        if (existing is TomlTable table)
            table[key[(dot + 1)..]] = value;
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
