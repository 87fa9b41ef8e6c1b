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

    /// <summary>Why a device library cannot be loaded here, as part of a sentence; null if it can. Known on Linux only.</summary>
    /// <param name="name">Name by which ILGPU asks for it: <c>cuda</c> or <c>OpenCL</c>.</param>
    public static string? Absence(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            if (OperatingSystem.IsLinux())
                NativeLibrary.Load(Libraries[name]);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return Why(Libraries[name], e.Message);
        }
    }

    /// <summary>What the loader said, of which most lines are places where the file is not.</summary>
    internal static string Why(string file, string said)
    {
        var there = said.Split('\n').FirstOrDefault(line => line.Contains(file + ": ", StringComparison.Ordinal) && !line.Contains("No such file", StringComparison.Ordinal));
        return there is null ? $"this machine has no {file}" : $"{file} cannot be loaded ({there.Trim().TrimEnd('.')})";
    }

    /// <summary>ILGPU asks for unversioned names, which exist only where development packages are installed.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        OperatingSystem.IsLinux() && Libraries.TryGetValue(name, out string? file) && NativeLibrary.TryLoad(file, assembly, path, out nint handle) ? handle : 0;
}
