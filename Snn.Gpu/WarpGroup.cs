using ILGPU;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>The threads of one warp: together they advance one trial, beside other warps of the block, which advance others. A movement cycle runs
/// through 80 kB of instructions, more than a multiprocessor keeps at hand: warps that are about equally far fetch them once for all of them
/// (docs/performance.md). A barrier of the block waits for all warps that have not left, wherever they stand; so trials of different length, or
/// with different stages, hold nobody up for good.</summary>
public readonly struct WarpGroup : IGroup
{
    /// <summary>Threads of a warp.</summary>
    public const int Threads = 32;

    /// <inheritdoc/>
    public int Lane => Group.IdxX & (Threads - 1);

    /// <inheritdoc/>
    public int Size => Threads;

    /// <inheritdoc/>
    public void Barrier() => Warp.Barrier();

    /// <inheritdoc/>
    public void Meet() => Group.Barrier();
}
