using ILGPU;
using ILGPU.Runtime;
using Snn.Core.Engines;

namespace Snn.Gpu;

/// <summary>Trials on a device: memory for so many of them, and the kernel that advances them. A block goes there once, is advanced there, and
/// comes back when asked for; only its first words, the head and what the body shares with the host, go to and fro with each launch.</summary>
/// <typeparam name="TBody">What drives the networks.</typeparam>
public sealed class TrialBatch<TBody> : IDisposable
    where TBody : unmanaged, ITrialBody
{
    private const int Line = 32;
    private readonly OpenDevice device;
    private readonly Accelerator accelerator;
    private readonly Action<AcceleratorStream, KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<Errand<TBody>>, int, int> kernel;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> words;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> heads;
    private readonly MemoryBuffer1D<Errand<TBody>, Stride1D.Dense> errands;
    private readonly int stride;
    private readonly int shared;

    /// <summary>Compiles the kernel and takes the memory.</summary>
    /// <param name="device">Where.</param>
    /// <param name="slots">Trials that it holds.</param>
    /// <param name="length">Words of the longest block.</param>
    /// <param name="shared">First words of a block that are exchanged with each launch.</param>
    /// <exception cref="InsufficientMemoryException">There is not so much.</exception>
    public TrialBatch(OpenDevice device, int slots, int length, int shared)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        this.device = device;
        this.shared = shared;
        accelerator = device.Accelerator;
        stride = Stride(length);
        try
        {
            words = accelerator.Allocate1D<int>((long)stride * slots);
            heads = accelerator.Allocate1D<int>((long)shared * slots);
            errands = accelerator.Allocate1D<Errand<TBody>>(slots);
        }
        catch (Exception e) when (e is AcceleratorException or OutOfMemoryException)
        {
            words?.Dispose();
            heads?.Dispose();
            throw new InsufficientMemoryException($"{device.Device.Name} has no {slots * BytesOf(length, shared):N0} bytes free", e);
        }

        words.MemSetToZero();
        kernel = device.Load<TBody>();
        Run([default], new int[shared]); // of no windows: some devices compile at the first launch
    }

    /// <summary>Bytes of device memory for one slot.</summary>
    public static long BytesOf(int length, int shared) => 4L * (Stride(length) + shared) + ILGPU.Interop.SizeOf<Errand<TBody>>();

    /// <summary>Puts a block into a slot.</summary>
    public void Put(int slot, ReadOnlySpan<int> block)
    {
        if (block.Length > stride)
            throw new ArgumentException($"a block of {block.Length} words; a slot holds {stride}", nameof(block));
        View(slot, 0, block.Length).CopyFromCPU(accelerator.DefaultStream, block);
    }

    /// <summary>Copies one slot to another, on the device.</summary>
    public void Copy(int from, int to) => View(from, 0, stride).CopyTo(accelerator.DefaultStream, View(to, 0, stride));

    /// <summary>Fetches some words of a block.</summary>
    public void Fetch(int slot, int at, Span<int> to) => View(slot, at, to.Length).CopyToCPU(accelerator.DefaultStream, to);

    /// <summary>Does errands side by side and waits.</summary>
    /// <param name="what">The errands, each on a slot of its own.</param>
    /// <param name="exchanged">For each, the first words of its block, before and after.</param>
    public void Run(ReadOnlySpan<Errand<TBody>> what, Span<int> exchanged)
    {
        var stream = accelerator.DefaultStream;
        errands.View.SubView(0, what.Length).CopyFromCPU(stream, what);
        heads.View.SubView(0, exchanged.Length).CopyFromCPU(stream, exchanged);
        kernel(stream, new(what.Length, device.GroupSize), words.View, heads.View, errands.View, stride, shared);
        heads.View.SubView(0, exchanged.Length).CopyToCPU(stream, exchanged);
        accelerator.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        words.Dispose();
        heads.Dispose();
        errands.Dispose();
    }

    private static int Stride(int length) => (length + Line - 1) / Line * Line;

    private ArrayView<int> View(int slot, int at, int length) => words.View.SubView(((long)slot * stride) + at, length);
}
