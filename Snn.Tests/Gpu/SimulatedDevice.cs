using ILGPU;
using ILGPU.Runtime.CPU;
using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Gpu;

namespace Snn.Tests.Gpu;

/// <summary>ILGPU's simulated device: one thread of the operating system for each thread of a group, so barriers, atomics and races are real.
/// It runs the kernel's .NET code; what ILGPU's own compiler makes of it is seen by <see cref="PtxTests"/> only.</summary>
public sealed class SimulatedDevice : IDisposable
{
    private readonly Context context;
    private readonly CPUAccelerator accelerator;

    public SimulatedDevice()
    {
        context = GpuContext.Create(b => b.Optimize(OptimizationLevel.O0).CPU(new CPUDevice(2, 4, 1)));
        accelerator = context.GetCPUDevice(0).CreateCPUAccelerator(context);
    }

    /// <summary>Advances copies of some trials in one launch.</summary>
    internal StateBlock[] Run<TBody>(int groupSize, int windows, params ReadOnlySpan<(StateBlock Block, TBody Body)> trials)
        where TBody : unmanaged, ITrialBody
    {
        var blocks = new StateBlock[trials.Length];
        var bodies = new TBody[trials.Length];
        for (int i = 0; i < trials.Length; i++)
            (blocks[i], bodies[i]) = trials[i];
        using var batch = new TrialBatch<TBody>(accelerator, blocks, bodies, groupSize);
        batch.Run(windows);
        var results = Array.ConvertAll(blocks, b => new StateBlock(b.Length));
        for (int i = 0; i < results.Length; i++)
            batch.Fetch(i, results[i]);
        return results;
    }

    public void Dispose()
    {
        accelerator.Dispose();
        context.Dispose();
    }
}
