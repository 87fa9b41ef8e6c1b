using System.CommandLine;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Snn.Foraging.Runs;

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
            Console.WriteLine("gpu  no   this version has no GPU engine yet; no device was looked for");
            return 0;
        });
        return command;
    }
}
