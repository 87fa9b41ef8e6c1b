namespace Snn.Core.Memory;

/// <summary>The threads that advance one trial together.</summary>
public interface IGroup
{
    /// <summary>Index of this thread, 0 to <see cref="Size"/> - 1.</summary>
    int Lane { get; }

    /// <summary>Number of threads.</summary>
    int Size { get; }

    /// <summary>All threads wait here for each other, and see each other's writes after it.</summary>
    void Barrier();

    /// <summary>Groups that share a multiprocessor wait here for each other, so that from here on they run the same instructions at about the same
    /// time. It changes nothing that is computed.</summary>
    void Meet();
}

/// <summary>A group of one: the CPU engine.</summary>
public readonly struct Solo : IGroup
{
    /// <inheritdoc/>
    public int Lane => 0;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public void Barrier()
    {
    }

    /// <inheritdoc/>
    public void Meet()
    {
    }
}
