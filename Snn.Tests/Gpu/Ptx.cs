using ILGPU.Backends;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using Snn.Core.Engines;
using Snn.Gpu;

namespace Snn.Tests.Gpu;

/// <summary>Compiles kernels for a card that need not be there.</summary>
internal static class Ptx
{
    public static string Of<TBody>(KernelSpecialization specialization = default)
        where TBody : unmanaged, ITrialBody
    {
        using var context = GpuContext.Create(_ => { });
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, PTXCodeGenerator.SupportedInstructionSets.First(), null!);
        var kernel = (PTXCompiledKernel)backend.Compile(TrialKernel.EntryPoint<TBody, WarpGroup>(), specialization);
        PtxSource.Correct(kernel);
        return kernel.PTXAssembly;
    }
}
