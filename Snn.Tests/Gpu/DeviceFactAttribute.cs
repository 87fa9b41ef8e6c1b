using System.Runtime.CompilerServices;
using Snn.Gpu;

namespace Snn.Tests.Gpu;

/// <summary>A test that needs a device through OpenCL or CUDA; PoCL, which makes one of the processor, will do. Without one it is skipped and says so,
/// but fails where the variable <c>SNN_NEEDS_DEVICE</c> is set.</summary>
public sealed class DeviceFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Found = new(() =>
    {
        using var devices = GpuDevices.Find();
        return devices.Found.Any(d => d.Refused is null);
    });

    /// <param name="test">Its name, which is all that a short list of skipped tests shows.</param>
    public DeviceFactAttribute([CallerMemberName] string test = "")
    {
        if (!Found.Value && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SNN_NEEDS_DEVICE")))
        {
            Skip = "no device found: neither CUDA nor OpenCL shows one here (on Debian: apt-get install pocl-opencl-icd ocl-icd-libopencl1)";
            DisplayName = $"{test} ({Skip})";
        }
    }
}
