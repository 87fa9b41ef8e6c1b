using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace Snn.Gpu;

/// <summary>Makes ILGPU contexts in which arithmetic is strict and device libraries are found.</summary>
public static class GpuContext
{
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

    /// <summary>ILGPU asks for unversioned names, which exist only where development packages are installed.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        string? file = name switch
        {
            "OpenCL" => "libOpenCL.so.1",
            "cuda" => "libcuda.so.1",
            _ => null,
        };
        return file is not null && OperatingSystem.IsLinux() && NativeLibrary.TryLoad(file, assembly, path, out nint handle) ? handle : 0;
    }
}
