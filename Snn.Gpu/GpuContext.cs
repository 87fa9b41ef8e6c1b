using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace Snn.Gpu;

/// <summary>Makes ILGPU contexts in which arithmetic is strict and device libraries are found.</summary>
public static class GpuContext
{
    private static readonly Dictionary<string, string> Libraries = new() { ["OpenCL"] = "libOpenCL.so.1", ["cuda"] = "libcuda.so.1" };

    private static readonly Lazy<bool> Resolver = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
        return true;
    });

    /// <summary>Makes a context.</summary>
    /// <param name="devices">Says which devices it sees.</param>
    public static Context Create(Action<Context.Builder> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        _ = Resolver.Value;
        return Context.Create(builder =>
        {
            StrictFloats.Register(builder);
            devices(builder);
        });
    }

    /// <summary>The file of a device library that this machine lacks; null if it is there. Known on Linux only.</summary>
    /// <param name="name">Name by which ILGPU asks for it: <c>cuda</c> or <c>OpenCL</c>.</param>
    public static string? Missing(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!OperatingSystem.IsLinux() || NativeLibrary.TryLoad(Libraries[name], out _))
            return null;
        return Libraries[name];
    }

    /// <summary>ILGPU asks for unversioned names, which exist only where development packages are installed.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        OperatingSystem.IsLinux() && Libraries.TryGetValue(name, out string? file) && NativeLibrary.TryLoad(file, assembly, path, out nint handle) ? handle : 0;
}
