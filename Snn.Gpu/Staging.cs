using ILGPU.Runtime;

namespace Snn.Gpu;

/// <summary>Memory of this machine from and to which a device copies by itself: page-locked for an NVIDIA card, unless that is refused, and ordinary
/// for the others. It never moves.</summary>
internal sealed class Staging : IDisposable
{
    private readonly PageLockedArray1D<int>? locked;

    /// <summary>Takes the memory.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="length">Number of 32-bit words.</param>
    public Staging(Accelerator accelerator, int length)
    {
        try
        {
            locked = accelerator.AllocatePageLocked1D<int>(length, uninitialized: false);
            Words = locked.GetArray();
        }
        catch (Exception e) when (e is AcceleratorException or NotSupportedException)
        {
            Words = GC.AllocateArray<int>(length, pinned: true);
        }
    }

    /// <summary>All words.</summary>
    public Memory<int> Words { get; }

    /// <inheritdoc/>
    public void Dispose() => locked?.Dispose();
}
