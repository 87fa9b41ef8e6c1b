using ILGPU;
using ILGPU.Runtime;
using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>Some trials on an accelerator. Blocks go there once, are advanced there, and come back when asked for.</summary>
/// <typeparam name="TBody">What drives the networks.</typeparam>
public sealed class TrialBatch<TBody> : IDisposable
    where TBody : unmanaged, ITrialBody
{
    private const int Line = 32;
    private readonly Accelerator accelerator;
    private readonly Action<AcceleratorStream, KernelConfig, ArrayView<int>, ArrayView<TBody>, int, int> kernel;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> words;
    private readonly MemoryBuffer1D<TBody, Stride1D.Dense> bodies;
    private readonly int stride;
    private readonly int groupSize;

    /// <summary>Takes memory for some trials and copies them there.</summary>
    /// <param name="accelerator">Where they run.</param>
    /// <param name="blocks">Their blocks.</param>
    /// <param name="bodies">Their bodies.</param>
    /// <param name="groupSize">Threads that advance one trial together; it shows in no result.</param>
    public TrialBatch(Accelerator accelerator, IReadOnlyList<StateBlock> blocks, IReadOnlyList<TBody> bodies, int groupSize)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(bodies);
        if (blocks.Count == 0 || blocks.Count != bodies.Count)
            throw new ArgumentException($"{blocks.Count} blocks and {bodies.Count} bodies; each trial has one of both", nameof(blocks));
        if (groupSize < 1 || groupSize > accelerator.MaxNumThreadsPerGroup)
            throw new ArgumentException($"a group of {groupSize} threads; {accelerator.Name} takes 1 to {accelerator.MaxNumThreadsPerGroup}", nameof(groupSize));
        this.accelerator = accelerator;
        this.groupSize = groupSize;
        stride = (blocks.Max(b => b.Length) + Line - 1) / Line * Line;
        kernel = accelerator.LoadKernel<ArrayView<int>, ArrayView<TBody>, int, int>(TrialKernel.Run<TBody>);
        words = accelerator.Allocate1D<int>((long)stride * blocks.Count);
        words.MemSetToZero();
        this.bodies = accelerator.Allocate1D(bodies.ToArray());
        for (int trial = 0; trial < blocks.Count; trial++)
            words.View.SubView((long)trial * stride, blocks[trial].Length).CopyFromCPU(accelerator.DefaultStream, blocks[trial].Words);
        accelerator.Synchronize();
    }

    /// <summary>Advances every trial and waits.</summary>
    /// <param name="windows">Windows.</param>
    public void Run(int windows)
    {
        kernel(accelerator.DefaultStream, new((int)bodies.Length, groupSize), words.View, bodies.View, stride, windows);
        accelerator.Synchronize();
    }

    /// <summary>Copies a trial's words back.</summary>
    /// <param name="trial">Which.</param>
    /// <param name="block">Where to.</param>
    public void Fetch(int trial, StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        words.View.SubView((long)trial * stride, block.Length).CopyToCPU(accelerator.DefaultStream, block.Words);
        accelerator.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        words.Dispose();
        bodies.Dispose();
    }
}
