namespace Snn.Foraging.World;

/// <summary>What a task is: which particle type is food, which is poison, and how a move goes. Both types lie in the task's world, and no other.
/// The rules are packed into one word, so that they lie in a trial's memory and kernels read them by arithmetic; <see cref="TaskList"/> has the tasks by name.</summary>
public static class ForagingTask
{
    /// <summary>Rules of the unsupervised world: all types, worth nothing.</summary>
    public const int Unsupervised = Nothing | Nothing << 5;

    // No particle is of this type: six colours have 24.
    private const int Nothing = 31;

    /// <summary>Packs the rules of a task.</summary>
    /// <param name="food">Rewarded type.</param>
    /// <param name="poison">Punished type.</param>
    /// <param name="turn">Steps of 45 degrees, clockwise, by which every move is turned.</param>
    /// <param name="slip">Probability, in 256ths, that a move goes 45 degrees astray, to either side alike.</param>
    public static int Rules(int food, int poison, int turn = 0, int slip = 0) => food | poison << 5 | turn << 10 | slip << 13;

    /// <summary>Rewarded type.</summary>
    public static int Food(int rules) => rules & 31;

    /// <summary>Punished type.</summary>
    public static int Poison(int rules) => rules >> 5 & 31;

    /// <summary>Steps of 45 degrees by which every move is turned.</summary>
    public static int Turn(int rules) => rules >> 10 & 7;

    /// <summary>Probability of slipping, in 256ths.</summary>
    public static int Slip(int rules) => rules >> 13 & 255;

    /// <summary>True if moves go where the agent means them to.</summary>
    public static bool IsFirm(int rules) => rules >> 10 == 0;

    /// <summary>Bit mask of the types in a task's world.</summary>
    /// <param name="rules">Rules.</param>
    /// <param name="all">Number of types that there are.</param>
    public static int Types(int rules, int all) => Food(rules) == Nothing ? (1 << all) - 1 : 1 << Food(rules) | 1 << Poison(rules);
}
