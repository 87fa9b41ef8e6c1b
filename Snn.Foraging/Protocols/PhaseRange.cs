using System.Globalization;
using Snn.Foraging.World;

namespace Snn.Foraging.Protocols;

/// <summary>Many phases in few words.
/// <code>
///   C1..C100            C1, C2, ... C100, one phase each
///   sleep+T2..T4        sleep+T2, sleep+T3, sleep+T4
///   T1..                T1 to the last task of the world
///   T1+..               all tasks of the world in one phase, interleaved
/// </code>
/// What stands behind them holds for each.</summary>
internal static class PhaseRange
{
    private const string Dots = "..";

    /// <summary>Writes out a phase of an experiment; one that is no range stays as it is.</summary>
    /// <param name="text">As written.</param>
    /// <param name="last">Number of tasks of the world: where a range without an end ends.</param>
    /// <exception cref="FormatException">Not a range; the message says what is.</exception>
    public static IEnumerable<string> Expand(string text, int last)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !words[0].Contains(Dots, StringComparison.Ordinal))
            return [text];
        var ends = words[0].Split(Dots);
        var together = ends[0].EndsWith('+');
        var begin = ends[0].TrimEnd('+');
        var task = begin[(begin.LastIndexOf('+') + 1)..];
        var before = begin[..^task.Length];
        if (ends.Length != 2 || TaskList.Number(task) is not int from || (together && before.Length > 0))
            throw Wrong(text);
        var to = ends[1].Length > 0 ? TaskList.Number(ends[1]) : task[0] == 'T' ? last - 1 : null;
        if (to is not int end || end < from || end - from > TaskList.Longest)
            throw Wrong(text);
        var tasks = Enumerable.Range(from, end - from + 1).Select(TaskList.Name);
        var behind = string.Concat(words.Skip(1).Select(w => " " + w));
        return together ? [string.Join('+', tasks) + behind] : tasks.Select(t => before + t + behind);
    }

    private static FormatException Wrong(string text) => new(string.Create(CultureInfo.InvariantCulture,
        $"phase '{text}' is not a range of tasks; a range is C1..C100, sleep+T2..T4, T1.. (to the world's last task) or T1+.. (all of them interleaved)"));
}
