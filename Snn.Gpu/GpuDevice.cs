using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>What a device is to a kernel.</summary>
public enum GpuKind
{
    /// <summary>An NVIDIA card.</summary>
    Cuda,

    /// <summary>Another card, through OpenCL.</summary>
    OpenCl,

    /// <summary>A processor through OpenCL, such as PoCL: no faster than the CPU engine, but the same code as for a card.</summary>
    OpenClProcessor,

    /// <summary>ILGPU's simulated device: for tests.</summary>
    Simulated,
}

/// <summary>A device that was found, and whether kernels can run on it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Memory">Its memory, bytes.</param>
/// <param name="Refused">Why no kernel can run on it; null if one can.</param>
public sealed record GpuDevice(GpuKind Kind, string Name, long Memory, string? Refused);

/// <summary>The devices of this machine, best first: NVIDIA cards, other cards, processors.</summary>
public sealed class GpuDevices : IDisposable
{
    private const long Room = 1L << 30;
    private readonly Context context;
    private readonly List<(GpuDevice Found, Device Device)> devices;

    private GpuDevices(Context context, IEnumerable<(GpuDevice, Device)> devices)
    {
        this.context = context;
        this.devices = [.. devices];
    }

    /// <summary>Looks for devices.</summary>
    public static GpuDevices Find()
    {
        var context = GpuContext.Create(b => b.Cuda(_ => true).OpenCL(_ => true));
        return new(context, context.Devices.Where(d => d is CudaDevice or CLDevice).Select(d => (Describe(d), d)).OrderBy(d => d.Item1.Kind));
    }

    /// <summary>ILGPU's simulated device, which every machine has: one thread of the operating system for each thread of a group.</summary>
    /// <param name="threads">Threads of a group at most, an even number.</param>
    /// <param name="warp">Threads of a warp.</param>
    public static GpuDevices Simulated(int threads, int warp = 2)
    {
        var context = GpuContext.Create(b => b.Optimize(OptimizationLevel.O0).CPU(new CPUDevice(warp, threads / warp, 1)));
        return new(context, context.Devices.Select(d => (new GpuDevice(GpuKind.Simulated, "simulated device", Room, null), d)));
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<GpuDevice> Found => [.. devices.Select(d => d.Found)];

    /// <summary>Opens a device.</summary>
    /// <param name="device">One of those found, and not refused.</param>
    public OpenDevice Open(GpuDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new(device, devices.First(d => ReferenceEquals(d.Found, device)).Device.CreateAccelerator(context));
    }

    /// <inheritdoc/>
    public void Dispose() => context.Dispose();

    private static GpuDevice Describe(Device device)
    {
        switch (device)
        {
            case CudaDevice cuda:
                return new(GpuKind.Cuda, cuda.Name, cuda.MemorySize, cuda.Architecture is null || cuda.InstructionSet is null ? "its architecture or its driver is unknown to ILGPU" : null);
            case CLDevice cl when (cl.DeviceType & CLDeviceType.CL_DEVICE_TYPE_CPU) != 0:
                OpenClSource.AllowGenericPointers(cl);
                return new(GpuKind.OpenClProcessor, $"{cl.Name} ({cl.PlatformName})", cl.MemorySize, null);
            default:
                var card = (CLDevice)device;
                return new(GpuKind.OpenCl, $"{card.Name} ({card.PlatformName})", card.MemorySize, card.Capabilities.GenericAddressSpace ? null : "its OpenCL has no generic address space");
        }
    }
}

/// <summary>A device in use.</summary>
public sealed class OpenDevice : IDisposable
{
    internal OpenDevice(GpuDevice device, Accelerator accelerator)
    {
        Device = device;
        Accelerator = accelerator;
        GroupSize = device.Kind == GpuKind.OpenClProcessor ? 1 : Math.Min(WarpGroup.Threads, accelerator.MaxNumThreadsPerGroup);
        Squad = device.Kind == GpuKind.Cuda ? 1 : 0;
    }

    /// <summary>Which.</summary>
    public GpuDevice Device { get; }

    /// <summary>ILGPU's handle.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>Threads that advance one trial, one block of them; it shows in no result. A group of one runs a kernel without barriers. Where there
    /// are squads a trial has one warp.</summary>
    public int GroupSize { get; set; }

    /// <summary>Trials of one block, a warp each (see <see cref="WarpGroup"/>); 0 for a block that is one trial. It shows in no result.</summary>
    public int Squad { get; set; }

    /// <summary>Trials for each multiprocessor from which on there are squads: fewer are faster alone.</summary>
    public int Crowd { get; set; }

    /// <summary>Threads that one multiprocessor of an NVIDIA card is to hold at least: it limits the registers of each. 0 leaves it to the compiler.</summary>
    public int Resident { get; set; }

    /// <summary>Blocks and threads for so many trials.</summary>
    internal KernelConfig Shape(int trials)
    {
        if (Squad == 0)
            return new(trials, GroupSize);
        int squad = trials < Crowd * Accelerator.NumMultiprocessors ? 1 : Squad;
        return new((trials + squad - 1) / squad, squad * WarpGroup.Threads);
    }

    /// <summary>Compiles the kernel for one kind of body.</summary>
    internal Action<AcceleratorStream, KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<Errand<TBody>>, int, int, long> Load<TBody>()
        where TBody : unmanaged, ITrialBody
    {
        if (Accelerator is CPUAccelerator)
            return Accelerator.LoadKernel<Action<AcceleratorStream, KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<Errand<TBody>>, int, int, long>>(Method<TBody>());
        int threads = Squad == 0 ? GroupSize : Squad * WarpGroup.Threads;
        var compiled = BackendExtensions.GetBackend(Accelerator).Compile(
            EntryPointDescription.FromExplicitlyGroupedKernel(Method<TBody>()), Device.Kind != GpuKind.Cuda || Resident == 0 ? KernelSpecialization.Empty : new(threads, Math.Max(1, Resident / threads)));
        if (compiled is PTXCompiledKernel ptx)
            PtxSource.Correct(ptx);
        else if (compiled is CLCompiledKernel cl)
            OpenClSource.Correct(cl, Device.Kind == GpuKind.OpenClProcessor);
        return Accelerator.LoadKernel(compiled).CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, ArrayView<int>, ArrayView<int>, ArrayView<Errand<TBody>>, int, int, long>>();
    }

    private MethodInfo Method<TBody>()
        where TBody : unmanaged, ITrialBody =>
        Squad > 0 ? TrialKernel.Method<TBody, WarpGroup>() : GroupSize == 1 ? TrialKernel.Method<TBody, Solo>() : TrialKernel.Method<TBody, BlockGroup>();

    /// <inheritdoc/>
    public void Dispose() => Accelerator.Dispose();
}
