using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Backends.PTX;

namespace Snn.Gpu;

/// <summary>What can be said better in the PTX that ILGPU generates: its kernels load and store through generic pointers, though all of a trial's
/// memory is global. Told so, an H100 was 6 % faster. Functions beside the kernel are left as they are, since they may be handed a pointer to
/// local memory; the kernel itself names local memory where it means it.</summary>
internal static partial class PtxSource
{
    /// <summary>Puts a compiled kernel's source right.</summary>
    public static void Correct(PTXCompiledKernel kernel) =>
        typeof(PTXCompiledKernel).GetField($"<{nameof(PTXCompiledKernel.PTXAssembly)}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(kernel, Corrected(kernel.PTXAssembly));

    internal static string Corrected(string ptx)
    {
        int entry = ptx.LastIndexOf(".entry", StringComparison.Ordinal);
        return ptx[..entry] + Generic().Replace(ptx[entry..], "$1.global.$2");
    }

    [GeneratedRegex(@"(?<=^\s*(?:@!?%\w+\s+)?)(ld|st|atom)\.((?:add\.|or\.)?[bfsu]32)\b", RegexOptions.Multiline)]
    private static partial Regex Generic();
}
