using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace Snn.Foraging.Engines;

/// <summary>The threads that talk to a device, so that whoever waits for it can give up. A thread whose device never answers is left behind, and
/// nothing more is asked of that device by any other.</summary>
internal sealed class DeviceThreads : IDisposable
{
    private readonly BlockingCollection<Action> work = [];
    private readonly string device;
    private volatile bool hung;

    /// <summary>Starts the threads.</summary>
    /// <param name="device">Name of the device, for what goes wrong.</param>
    /// <param name="count">As many as will wait for it at once, so that nobody's patience is spent in a queue.</param>
    public DeviceThreads(string device, int count)
    {
        this.device = device;
        for (int k = 0; k < count; k++)
            new Thread(Work) { IsBackground = true, Name = $"device {k}" }.Start();

        void Work()
        {
            foreach (var action in work.GetConsumingEnumerable())
                action();
        }
    }

    /// <summary>Has something done and waits for it.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="action">What.</param>
    /// <exception cref="EngineLostException">The device failed, or did not answer in time.</exception>
    public void Do(TimeSpan patience, Action action) => Do(patience, () =>
    {
        action();
        return true;
    });

    /// <summary>Has something made and waits for it.</summary>
    public T Do<T>(TimeSpan patience, Func<T> make)
    {
        if (hung)
            throw new EngineLostException($"{device} no longer answers");
        using var done = new ManualResetEventSlim();
        Exception? failure = null;
        T made = default!;
        work.Add(() =>
        {
            try
            {
                made = make();
            }
            catch (Exception e)
            {
                failure = e;
            }

            try
            {
                done.Set();
            }
            catch (ObjectDisposedException)
            {
                // Nobody waits any more.
            }
        });
        if (!done.Wait(patience))
        {
            hung = true;
            throw new EngineLostException(string.Create(CultureInfo.InvariantCulture, $"{device} did not answer within {patience.TotalSeconds:0.###} s"));
        }

        if (failure is not null && IsTheDevices(failure))
            throw new EngineLostException($"{device} failed: {Cause(failure)}", failure);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return made;
    }

    // What a driver, its libraries and ILGPU's compiler throw; anything else is an error of this program.
    private static bool IsTheDevices(Exception e) =>
        e is AcceleratorException or InternalCompilerException or CapabilityNotSupportedException or NotSupportedException or OutOfMemoryException or TypeLoadException or ExternalException;

    // In one line that another sentence can follow. ILGPU gives OpenCL's errors no message.
    private static string Cause(Exception e) =>
        e is CLException cl ? $"OpenCL says {cl.Error}" : e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');

    /// <inheritdoc/>
    public void Dispose() => work.CompleteAdding();
}
