using System.Globalization;
using Snn.Core.Lanes;
using Snn.Core.Numerics;

namespace Snn.Foraging.World;

/// <summary>The tasks by name and number.
/// <list type="bullet">
/// <item>T1, T2, ... are compatible: no type has a value in two of them, so that one network can serve all. Each colour gives two: horizontal against
/// negative diagonal, and vertical against positive diagonal (Golden et al. 2022).</item>
/// <item>C1, C2, ... conflict. They come in twos: C1 makes one of the first colour's types food and another one poison, C2 swaps their rewards, C3 and
/// C4 do the same with another two types, and so on. Which types, is drawn.</item>
/// <item>S1, S2, ... are T1 on slippery ground: every move is turned by an angle, and may slip by another 45 degrees to either side. Angle and probability
/// are drawn; the angle is never that of the task before.</item>
/// </list>
/// Draws depend on the number alone: all seeds and conditions meet the same tasks.</summary>
public static class TaskList
{
    /// <summary>Longest series of conflicting or slippery tasks.</summary>
    public const int Longest = 9_999;

    /// <summary>Number of no task: the world of all types.</summary>
    public const int Everything = -1;

    private const int Conflicting = 1 << 16, Slippery = 2 << 16;

    // Two different shapes of four, in any order.
    private static readonly (int, int)[] Pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

    /// <summary>Number of a task; null if there is none of that name.</summary>
    public static int? Number(string name)
    {
        if (name.Length < 2 || name[1] == '0' || !int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int n))
            return null;
        return name[0] switch
        {
            'T' when n <= 2 * Grid.MostColours => n - 1,
            'C' when n <= Longest => Conflicting + n - 1,
            'S' when n <= Longest => Slippery + n - 1,
            _ => null,
        };
    }

    /// <summary>Name of a task.</summary>
    public static string Name(int task) => string.Create(CultureInfo.InvariantCulture, $"{"TCS"[task >> 16]}{(task & 0xFFFF) + 1}");

    /// <summary>True for the tasks of a series that changes what was learnt before.</summary>
    public static bool Changes(int task) => task >= Conflicting;

    /// <summary>Rules of a task, see <see cref="ForagingTask"/>.</summary>
    public static int Rules(int task)
    {
        if (task == Everything)
            return ForagingTask.Unsupervised;
        int n = task & 0xFFFF, first = n / 2 * Grid.Shapes;
        return task >= Slippery ? Slip(n) : task >= Conflicting ? Conflict(n)
            : n % 2 == 0 ? ForagingTask.Rules(first, first + 3) : ForagingTask.Rules(first + 1, first + 2);
    }

    private static int Conflict(int n)
    {
        var (a, b) = Pairs[Walk(n / 2, Pairs.Length, Draws.Conflict)];
        bool swapped = (n & 1) != Philox.Below(Draw(Draws.Conflict, n / 2).Y.Value, 2);
        return swapped ? ForagingTask.Rules(b, a) : ForagingTask.Rules(a, b);
    }

    private static int Slip(int n) => ForagingTask.Rules(0, 3, Walk(n, 8, Draws.Slippery), 26 * Philox.Below(Draw(Draws.Slippery, n).Y.Value, 3));

    /// <summary>A walk over so many places in which no place follows itself.</summary>
    private static int Walk(int steps, int places, int purpose)
    {
        int at = 0;
        for (int k = 0; k <= steps; k++)
            at = (at + 1 + Philox.Below(Draw(purpose, k).X.Value, places - 1)) % places;
        return at;
    }

    private static Four<W1> Draw(int purpose, int n) => Philox.Draw(0, purpose, n, 0);
}
