using System.CommandLine;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Snn.Foraging.Runs;
using Snn.Gpu;

namespace Snn.Foraging.Commands;

/// <summary><c>snn devices</c>: what this machine can run on, and why not on the rest.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new Command("devices", "Show what this machine can run on, and why not on the rest.");
        command.SetAction(_ =>
        {
            static string YesNo(bool yes) => yes ? "yes" : "no";
            Console.WriteLine($"cpu  yes  {HostInfo.Processor()}");
            Console.WriteLine($"          cores {Environment.ProcessorCount}, AVX2 {YesNo(Avx2.IsSupported)}, AVX-512 {YesNo(Avx512F.IsSupported)}, fast 512-bit vectors {YesNo(Vector512.IsHardwareAccelerated)}");
            using var devices = GpuDevices.Find();
            foreach (var device in devices.Found)
            {
                Console.WriteLine($"gpu  {(device.Refused is null ? "yes" : "no "),-3}  {device.Name}, {device.Memory / 1e9:F1} GB");
                Console.WriteLine($"          {device.Refused ?? Remark(device.Kind)}");
            }
            foreach (var (name, what) in new[] { ("cuda", "NVIDIA's driver"), ("OpenCL", "an OpenCL loader") })
            {
                if (GpuContext.Absence(name) is { } why)
                    Console.WriteLine($"gpu  no   {why}: {what} is not installed, or not whole");
                else if (!devices.Found.Any(d => d.Kind == GpuKind.Cuda == (name == "cuda")))
                    Console.WriteLine($"gpu  no   {what} is installed, but shows no device");
            }
            return 0;
        });
        return command;
    }

    private static string Remark(GpuKind kind) => kind switch
    {
        GpuKind.Cuda => "NVIDIA card: --engine gpu, and --engine auto where it is faster",
        GpuKind.OpenCl => "OpenCL card: --engine gpu, and --engine auto where it is faster",
        _ => "a processor through OpenCL: --engine gpu only; the CPU engine is faster on it",
    };
}
