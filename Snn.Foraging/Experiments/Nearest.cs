namespace Snn.Foraging.Experiments;

/// <summary>The known word nearest to a mistyped one, by Levenshtein distance.</summary>
internal static class Nearest
{
    /// <summary>The nearest of some known words; the first of equals.</summary>
    public static string To(string word, IEnumerable<string> known) =>
        known.MinBy(k => Distance(word, k)) ?? throw new ArgumentException("no known words", nameof(known));

    /// <summary>Smallest number of letters to insert, delete or replace that turns one word into the other.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
