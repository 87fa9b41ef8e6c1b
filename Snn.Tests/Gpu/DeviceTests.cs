using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Foraging.Agent;
using Snn.Foraging.Commands;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Gpu;

namespace Snn.Tests.Gpu;

/// <summary>The kernels on a real compiler and device, at real sizes.</summary>
[Trait("Category", "Device")]
public sealed class DeviceTests(DeviceTests.Opened opened) : IClassFixture<DeviceTests.Opened>
{
    private const int Cycles = 2_000;
    private static readonly int[] Seeds = [1, 2];

    [DeviceFact]
    public void EveryPhaseHasTheBitsOfTheCpuEngine()
    {
        var compared = Verification.Run(opened.Engine, Seeds, Cycles).ToList();
        Assert.Equal(16, compared.Count);
        Assert.All(compared, c => Assert.Equal(0, c.Different));
    }

    [DeviceFact]
    public void MapNeuronsHaveTheBitsOfTheCpuEngine() =>
        Assert.True(EngineChoice.SameBits(opened.Engine, BuiltInExperiments.Load("golden2022-map", ["network.hidden=392"]), 1));

    [DeviceFact]
    public void DamageShows()
    {
        Assert.Contains(Verification.Run(opened.Engine, [1], 300, seed => new(Verification.Experiment, seed, seed + 1)), c => c.Different > 0);
        Assert.Contains(Verification.Run(opened.Engine, [1], 300, OneBit), c => c.Different > 0);

        static Forager OneBit(int seed)
        {
            var agent = new Forager(Verification.Experiment, seed, seed);
            agent.Block.Words[agent.Compiled.Of(agent.Compiled.Network.Populations[1]) + Pop.Constants + 2] ^= 1;
            return agent;
        }
    }

    [DeviceFact]
    public void AWholeExperimentIsTheSameWithOneFlightAndWithTwo()
    {
        Assert.True(VerifyGpuCommand.Whole(opened.Engine, Seeds[0], lives: 2, train: 300).Same);
        var whole = new WholeExperiment(Seeds[0], 2, 300);
        Assert.Equal(whole.Run(new CpuEngine(1)).Hash, whole.Run(opened.Engine).Hash);
    }

    [DeviceFact]
    public void ARecurrentNetworkHasTheBitsOfTheCpuEngine()
    {
        RecurrentNet[] nets = [new(1), new(2)];
        int length = nets.Max(n => n.Block.Length);
        using var batch = new TrialBatch<NetworkBody>(opened.Device, nets.Length, length, Head.Size, flights: 1);
        var flight = batch.Flights[0];
        int[] heads = new int[nets.Length * Head.Size];
        var errands = new Errand<NetworkBody>[nets.Length];
        for (int i = 0; i < nets.Length; i++)
        {
            flight.Put(i, nets[i].Block);
            errands[i] = new(nets[i].Body, i, Cycles);
            nets[i].Block.Words[..Head.Size].CopyTo(heads.AsSpan(i * Head.Size));
        }

        flight.Run(errands, heads);
        for (int i = 0; i < nets.Length; i++)
        {
            var result = new StateBlock(nets[i].Block.Length);
            flight.Fetch([new(i, 0, result.Length, result)]);
            Assert.Empty(Twins.Differences(nets[i].Compiled, Twins.Wide(nets[i].Block, nets[i].Body, Cycles), result));
        }
    }

    /// <summary>One device for all tests: its kernel takes seconds to compile.</summary>
    public sealed class Opened : IDisposable
    {
        private readonly GpuDevices devices = GpuDevices.Find();
        private readonly Lazy<OpenDevice> device;
        private readonly Lazy<GpuEngine> engine;

        public Opened()
        {
            device = new(() => devices.Open(Best));
            engine = new(() => new(devices, Best, Verification.Request(Seeds, Seeds.Length)));
        }

        internal GpuEngine Engine => engine.Value;

        internal OpenDevice Device => device.Value;

        private GpuDevice Best => devices.Found.FirstOrDefault(d => d.Refused is null) ?? throw new InvalidOperationException(
            "no device was found, and SNN_NEEDS_DEVICE is set; usual cause: PoCL is not installed (on Debian: apt-get install pocl-opencl-icd ocl-icd-libopencl1)");

        public void Dispose()
        {
            if (engine.IsValueCreated)
                engine.Value.Dispose();
            if (device.IsValueCreated)
                device.Value.Dispose();
            devices.Dispose();
        }
    }
}
