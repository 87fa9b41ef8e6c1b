using System.Globalization;

namespace Snn.Foraging.Experiments;

/// <summary>Seeds written as a list: whole numbers of at least 1, with commas and ranges, such as <c>1-4,7</c>.</summary>
public static class SeedList
{
    /// <summary>Most seeds that one run takes.</summary>
    public const int Most = 100_000;

    /// <summary>Reads a list; each seed is kept once, in order of first mention.</summary>
    /// <exception cref="UserErrorException">Not such a list.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        var seeds = new List<int>();
        var seen = new HashSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Trim().Split('-');
            if (ends.Length > 2)
                throw Wrong(text, $"'{part.Trim()}' is not a number or a range");
            var first = Number(text, ends[0]);
            var last = ends.Length == 2 ? Number(text, ends[1]) : first;
            if (last < first)
                throw Wrong(text, $"the range '{part.Trim()}' runs backwards");
            if ((long)last - first + 1 + seeds.Count > Most)
                throw Wrong(text, $"it names more than {Most} seeds");
            for (var seed = first; ; seed++)
            {
                if (seen.Add(seed))
                    seeds.Add(seed);
                if (seed == last)
                    break;
            }
        }
        return seeds;
    }

    /// <summary>Writes seeds as the shortest list that reads back the same; runs of three or more become ranges.</summary>
    public static string Write(IReadOnlyList<int> seeds)
    {
        var parts = new List<string>();
        for (var i = 0; i < seeds.Count;)
        {
            var j = i;
            while (j + 1 < seeds.Count && seeds[j + 1] == seeds[j] + 1)
                j++;
            if (j - i >= 2)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{seeds[i]}-{seeds[j]}"));
            else
                parts.AddRange(seeds.Skip(i).Take(j - i + 1).Select(s => s.ToString(CultureInfo.InvariantCulture)));
            i = j + 1;
        }
        return string.Join(',', parts);
    }

    private static int Number(string list, string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            throw Wrong(list, "a number is missing");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) || seed < 1)
            throw Wrong(list, $"'{text}' is not a whole number from 1 to {int.MaxValue}");
        return seed;
    }

    private static UserErrorException Wrong(string list, string why) =>
        new($"seeds '{list}': {why}; write whole numbers >= 1 with commas and ranges, such as 7 or 3,5,8 or 1-1000");
}
