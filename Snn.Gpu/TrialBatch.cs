using ILGPU;
using ILGPU.Runtime;
using Snn.Core.Engines;

namespace Snn.Gpu;

/// <summary>Trials on a device: memory for so many of them, the kernel that advances them, and flights to and fro. A block goes there once, is advanced
/// there, and comes back when asked for; only its first words, the head and what the body shares with the host, go to and fro with each launch.</summary>
/// <typeparam name="TBody">What drives the networks.</typeparam>
public sealed class TrialBatch<TBody> : IDisposable
    where TBody : unmanaged, ITrialBody
{
    private const int Line = 32;

    // Words of staging memory of a flight, at least: weights of 80 agents.
    private const int Hold = 1 << 20;

    private readonly OpenDevice device;
    private readonly Action<AcceleratorStream, KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<Errand<TBody>>, int, int, long> kernel;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> words;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> heads;
    private readonly MemoryBuffer1D<Errand<TBody>, Stride1D.Dense> errands;
    private readonly Flight<TBody>[] ways;
    private readonly Staging staging;
    private readonly object launching = new();
    private readonly int stride;
    private readonly int shared;

    /// <summary>Compiles the kernel and takes the memory.</summary>
    /// <param name="device">Where.</param>
    /// <param name="slots">Trials that it holds.</param>
    /// <param name="length">Words of the longest block.</param>
    /// <param name="shared">First words of a block that are exchanged with each launch.</param>
    /// <param name="flights">Flights that may be in the air at once. Each can take errands for all slots.</param>
    /// <exception cref="InsufficientMemoryException">There is not so much.</exception>
    public TrialBatch(OpenDevice device, int slots, int length, int shared, int flights)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(flights, 1);
        this.device = device;
        this.shared = shared;
        stride = Stride(length);
        ways = new Flight<TBody>[flights];
        var accelerator = device.Accelerator;
        List<IDisposable> taken = [];
        try
        {
            taken.Add(words = accelerator.Allocate1D<int>((long)stride * slots));

            // One piece for all flights: pages that lie side by side need not be locked twice.
            int hold = Math.Max(Math.Max(Hold, stride), slots * (shared + WordsOfErrand));
            taken.Add(staging = new(accelerator, flights * hold));
            taken.Add(heads = accelerator.Allocate1D<int>((long)flights * slots * shared));
            taken.Add(errands = accelerator.Allocate1D<Errand<TBody>>((long)flights * slots));
            for (int k = 0; k < flights; k++)
            {
                var (there, what) = (heads.View.SubView((long)k * slots * shared, (long)slots * shared), errands.View.SubView((long)k * slots, slots));
                taken.Add(ways[k] = new(this, accelerator.CreateStream(), there, what, staging.Words.Slice(k * hold, hold)));
            }
        }
        catch (Exception e) when (e is AcceleratorException or OutOfMemoryException)
        {
            taken.ForEach(t => t.Dispose());
            throw new InsufficientMemoryException($"{device.Device.Name} has no {slots * BytesOf(length, shared, flights):N0} bytes free", e);
        }

        words.MemSetToZero();
        accelerator.Synchronize(); // flights do not wait for the stream in which that was done
        kernel = device.Load<TBody>();
        ways[0].Run([default], new int[shared]); // of no windows: some devices compile at the first launch
    }

    /// <summary>The ways to it.</summary>
    public IReadOnlyList<Flight<TBody>> Flights => ways;

    private static int WordsOfErrand => (ILGPU.Interop.SizeOf<Errand<TBody>>() + sizeof(int) - 1) / sizeof(int);

    /// <summary>Bytes of device memory for one slot.</summary>
    public static long BytesOf(int length, int shared, int flights) => (4L * Stride(length)) + (flights * ((4L * shared) + ILGPU.Interop.SizeOf<Errand<TBody>>()));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var way in ways)
            way.Dispose();
        words.Dispose();
        heads.Dispose();
        errands.Dispose();
        staging.Dispose();
    }

    /// <summary>Some words of a slot.</summary>
    internal ArrayView<int> View(int slot, int at, int length)
    {
        if (at + length > stride)
            throw new ArgumentException($"a block of {at + length} words; a slot holds {stride}", nameof(length));
        return words.View.SubView(((long)slot * stride) + at, length);
    }

    /// <summary>All words of a slot.</summary>
    internal ArrayView<int> Slot(int slot) => View(slot, 0, stride);

    /// <summary>Begins a launch. OpenCL keeps a launch's arguments with the kernel until it has begun, so no two may begin at once.</summary>
    internal void Launch(AcceleratorStream stream, ArrayView<int> heads, ArrayView<Errand<TBody>> errands)
    {
        lock (launching)
            kernel(stream, device.Shape((int)errands.Length), words.View, heads, errands, stride, shared, words.NativePtr);
    }

    private static int Stride(int length) => (length + Line - 1) / Line * Line;
}
