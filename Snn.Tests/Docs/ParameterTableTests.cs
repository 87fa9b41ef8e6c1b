using System.Globalization;
using System.Runtime.CompilerServices;
using Snn.Foraging.Experiments;

namespace Snn.Tests.Docs;

/// <summary>The table of parameters in docs/model.md has the keys, defaults, units and ranges of the code; its last column is free.</summary>
public sealed class ParameterTableTests
{
    [Fact]
    public void The_table_in_the_docs_has_the_defaults_of_the_code()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "docs", "model.md")).ReplaceLineEndings("\n");
        var written = page.Split('\n').SkipWhile(l => !l.StartsWith("<!-- parameters", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => !l.StartsWith("<!-- /parameters", StringComparison.Ordinal)).Where(l => l.Length > 0).ToArray();
        var expected = Table().ToArray();
        for (int row = 0; row < Math.Max(written.Length, expected.Length); row++)
        {
            var (found, should) = (written.ElementAtOrDefault(row) ?? "", expected.ElementAtOrDefault(row));
            Assert.True(should is not null && found.StartsWith(should, StringComparison.Ordinal), $"docs/model.md is out of date: row {row + 1} is\n{found}\nbut should begin with\n{should}");
        }
    }

    private static IEnumerable<string> Table()
    {
        var defaults = new Experiment { Name = "defaults" };
        yield return "| key | default | unit | range |";
        yield return "|---|---|---|---|---|";
        foreach (var key in SettingKeys.All)
        {
            var range = key.Bound is { } bound ? $"{Number(bound.Min)} to {Number(bound.Max)}" : string.Join(" or ", key.Property.PropertyType.IsEnum ? Enum.GetNames(key.Property.PropertyType).Select(SettingKeys.Snake) : ["true", "false"]);
            yield return $"| `{key.FullName}` | {SettingValue.Write(SettingKeys.Value(defaults, key))} | {key.Bound?.Unit} | {range} |".Replace("|  |", "| |", StringComparison.Ordinal);
        }
    }

    private static string Number(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
