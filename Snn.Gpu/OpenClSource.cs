using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace Snn.Gpu;

/// <summary>What has to be put right in the OpenCL source that ILGPU generates: it says nothing of contraction, which OpenCL allows unless
/// told otherwise, and it takes for granted a generic address space, which PoCL does not have. A processor has only one address space, so there
/// every generic pointer may be called a global one.</summary>
internal static partial class OpenClSource
{
    /// <summary>Lets ILGPU generate code for a device without a generic address space.</summary>
    public static void AllowGenericPointers(CLDevice device) =>
        typeof(CLCapabilityContext).GetProperty(nameof(CLCapabilityContext.GenericAddressSpace))!.SetValue(device.Capabilities, true);

    /// <summary>Puts a compiled kernel's source right.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="oneAddressSpace">True for a processor.</param>
    public static void Correct(CLCompiledKernel kernel, bool oneAddressSpace)
    {
        typeof(CLCompiledKernel).GetField($"<{nameof(CLCompiledKernel.Source)}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(kernel, Corrected(kernel.Source, oneAddressSpace));
    }

    internal static string Corrected(string source, bool oneAddressSpace) =>
        "#pragma OPENCL FP_CONTRACT OFF\n#pragma clang diagnostic ignored \"-Weverything\"\n" + (oneAddressSpace ? WithoutGenericPointers(source) : source);

    internal static string WithoutGenericPointers(string source)
    {
        source = GenericAtomic().Replace(source, "atomic_$1 ((volatile __global int*)");
        source = source.Replace("__generic", "__global", StringComparison.Ordinal);
        return PrivateStruct().Replace(source, "(__global struct $1*)(ulong)$2;");
    }

    [GeneratedRegex(@"atomic_fetch_(add|or) \(\(atomic_int\*\)")]
    private static partial Regex GenericAtomic();

    [GeneratedRegex(@"\(struct (type_\d+)\*\)(var\d+);")]
    private static partial Regex PrivateStruct();
}
