namespace Snn.Foraging.World;

/// <summary>The tasks of Golden et al. 2022: which particle types are in the world and what they are worth. Arithmetic, not a table, so that
/// kernels can use it.</summary>
public static class ForagingTask
{
    /// <summary>Number of the unsupervised world: all four types, worth nothing.</summary>
    public const int Unsupervised = 2;

    /// <summary>Bit mask of the types in a task's world.</summary>
    public static int Types(int task) => task == 0 ? 0b1001 : task == 1 ? 0b0110 : 0b1111;

    /// <summary>Rewarded type: horizontal in T1, vertical in T2, else -1.</summary>
    public static int Rewarded(int task) => task == 0 ? 0 : task == 1 ? 1 : -1;

    /// <summary>Punished type: negative diagonal in T1, positive diagonal in T2, else -1.</summary>
    public static int Punished(int task) => task == 0 ? 3 : task == 1 ? 2 : -1;
}
