using System.Globalization;
using System.Reflection;
using Tomlyn;
using Tomlyn.Model;

namespace Snn.Foraging.Remedies;

/// <summary>The values that searches found for remedies, from the files that they wrote. Remedies/values.toml, of <c>remedies-search</c>, has those that remedies
/// have where an experiment names them without one. Of the others each has the name of its search; an experiment that says <c>values = "SEARCH"</c> has
/// in its phases, in the place of <c>{NAME}</c>, what that search found for its condition NAME.</summary>
internal static class RemedyValues
{
    private const string Folder = "Remedies/";
    private static readonly Dictionary<string, string> Found =
        Read("values").ToDictionary(v => v.Key, v => v.Value as string ?? string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}"));

    /// <summary>The names that have a value.</summary>
    public static IEnumerable<string> Names => Found.Keys;

    /// <summary>A phase with all values written out: <c>T2 mas-local</c> becomes <c>T2 mas-local=30</c>, and a name that stands for several words
    /// becomes those words.</summary>
    public static string WriteOut(string phase) =>
        string.Join(' ', phase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Found.GetValueOrDefault(word, word)));

    /// <summary>The searches that an experiment can have its values from.</summary>
    public static IEnumerable<string> Searches =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal) && n.EndsWith("-search.toml", StringComparison.Ordinal))
            .Select(n => n[Folder.Length..^".toml".Length]).Order(StringComparer.Ordinal);

    /// <summary>What a search found, by condition: a number, or the words that stood in the phases.</summary>
    public static IReadOnlyDictionary<string, string> FoundBy(string search) => Read(search).ToDictionary(v => v.Key, v => Convert.ToString(v.Value, CultureInfo.InvariantCulture)!);

    private static TomlTable Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Folder}{name}.toml")
            ?? throw new InvalidOperationException($"{name}.toml is not in the program: the build left out Remedies");
        using var reader = new StreamReader(stream);
        return TomlSerializer.Deserialize<TomlTable>(reader.ReadToEnd())!;
    }
}
