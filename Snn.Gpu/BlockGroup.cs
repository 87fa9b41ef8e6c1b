using ILGPU;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>The threads of one block: together they advance one trial.</summary>
public readonly struct BlockGroup : IGroup
{
    /// <inheritdoc/>
    public int Lane => Group.IdxX;

    /// <inheritdoc/>
    public int Size => Group.DimX;

    /// <inheritdoc/>
    public void Barrier() => Group.Barrier();

    /// <inheritdoc/>
    public void Meet()
    {
    }
}
