using System.Globalization;
using System.Reflection;
using Tomlyn;
using Tomlyn.Model;

namespace Snn.Foraging.Remedies;

/// <summary>The values that remedies have where an experiment names them without one: what <c>remedies-search</c> found (Remedies/values.toml).</summary>
internal static class RemedyValues
{
    private static readonly Dictionary<string, string> Found = Read();

    /// <summary>The names that have a value.</summary>
    public static IEnumerable<string> Names => Found.Keys;

    /// <summary>A phase with all values written out: <c>T2 mas-local</c> becomes <c>T2 mas-local=30</c>, and a name that stands for several words
    /// becomes those words.</summary>
    public static string WriteOut(string phase) =>
        string.Join(' ', phase.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Found.GetValueOrDefault(word, word)));

    private static Dictionary<string, string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Remedies/values.toml")
            ?? throw new InvalidOperationException("values.toml is not in the program: the build left out Remedies");
        using var reader = new StreamReader(stream);
        return TomlSerializer.Deserialize<TomlTable>(reader.ReadToEnd())!
            .ToDictionary(v => v.Key, v => v.Value as string ?? string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}"));
    }
}
