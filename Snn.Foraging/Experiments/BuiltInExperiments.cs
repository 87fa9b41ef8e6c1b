using System.Reflection;

namespace Snn.Foraging.Experiments;

/// <summary>The experiments that come with the program: TOML files embedded in it.</summary>
public static class BuiltInExperiments
{
    private const string Prefix = "Snn.Foraging.Experiments.BuiltIn.";

    /// <summary>Their names, the first to try first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(BuiltInExperiments).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^".toml".Length])
            .OrderBy(n => n == "quickstart" ? 0 : 1).ThenBy(n => n, StringComparer.Ordinal)];

    /// <summary>One of them, with settings of the command line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="overrides">Settings of the command line.</param>
    /// <param name="index">Point of its grid to be run alone; null for the whole experiment.</param>
    /// <exception cref="UserErrorException">There is none of that name, or a setting is wrong.</exception>
    public static Experiment Load(string name, IReadOnlyList<string> overrides, int? index = null)
    {
        if (!Names.Contains(name))
            throw new UserErrorException($"experiment '{name}' is unknown; the nearest is {Nearest.To(name, Names)} (snn experiments lists them; a file's name must end in .toml)");
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.toml")!;
        using var reader = new StreamReader(stream);
        return ExperimentReader.Parse(reader.ReadToEnd(), name, overrides, index);
    }
}
