using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Gpu;

namespace Snn.Tests.Gpu;

/// <summary>ILGPU's simulated device: one thread of the operating system for each thread of a group, so barriers, atomics and races are real.
/// It runs the kernel's .NET code; what ILGPU's own compiler makes of it is seen by <see cref="PtxTests"/> only.</summary>
public sealed class SimulatedDevice : IDisposable
{
    private readonly GpuDevices devices;
    private readonly OpenDevice device;

    public SimulatedDevice()
        : this(0)
    {
    }

    /// <summary>A device whose blocks hold so many trials, a warp of 32 threads each; 0 for blocks of one trial.</summary>
    internal SimulatedDevice(int squad)
    {
        devices = squad == 0 ? GpuDevices.Simulated(32) : GpuDevices.Simulated(squad * WarpGroup.Threads, WarpGroup.Threads);
        device = devices.Open(devices.Found[0]);
        device.Squad = squad;
    }

    /// <summary>Advances copies of some trials in one launch.</summary>
    internal StateBlock[] Run<TBody>(int groupSize, int windows, params ReadOnlySpan<(StateBlock Block, TBody Body)> trials)
        where TBody : unmanaged, ITrialBody => Run(groupSize, Enumerable.Repeat(windows, trials.Length).ToArray(), trials);

    /// <summary>Advances copies of some trials in one launch, each by windows of its own.</summary>
    internal StateBlock[] Run<TBody>(int groupSize, int[] windows, params ReadOnlySpan<(StateBlock Block, TBody Body)> trials)
        where TBody : unmanaged, ITrialBody
    {
        device.GroupSize = groupSize;
        int length = 0;
        foreach (var trial in trials)
            length = Math.Max(length, trial.Block.Length);
        using var batch = new TrialBatch<TBody>(device, trials.Length, length, Head.Size, flights: 1);
        var flight = batch.Flights[0];
        var errands = new Errand<TBody>[trials.Length];
        int[] heads = new int[trials.Length * Head.Size];
        for (int i = 0; i < trials.Length; i++)
        {
            flight.Put(i, trials[i].Block);
            errands[i] = new(trials[i].Body, i, windows[i]);
            trials[i].Block.Words[..Head.Size].CopyTo(heads.AsSpan(i * Head.Size));
        }

        flight.Run(errands, heads);
        var results = new StateBlock[trials.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = new(trials[i].Block.Length);
            flight.Fetch([new(i, 0, results[i].Length, results[i])]);
        }

        return results;
    }

    public void Dispose()
    {
        device.Dispose();
        devices.Dispose();
    }
}
