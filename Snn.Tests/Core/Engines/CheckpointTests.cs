using CsCheck;
using Snn.Core.Engines;

namespace Snn.Tests.Core.Engines;

public sealed class CheckpointTests
{
    /// <summary>Windows 0 to 99 awake, 100 to 149 asleep, and so on: some cuts fall into sleep.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(125)]
    [InlineData(149)]
    [InlineData(222)]
    public void A_run_that_was_interrupted_is_the_run_that_was_not(int first)
    {
        const int Whole = 500;
        var through = New();
        through.RunWindows(Whole);

        var before = New();
        before.RunWindows(first);
        var file = new MemoryStream();
        before.Save(file);
        before.RunWindows(17);

        var after = New();
        after.RunWindows(3);
        file.Position = 0;
        after.Load(file);
        Assert.Equal(file.Length, file.Position);
        after.RunWindows(Whole - first);

        Assert.Equal(through.State.Bytes.ToArray(), after.State.Bytes.ToArray());
        Assert.Equal((through.SpikeCount, through.SynapticEvents, through.Time), (after.SpikeCount, after.SynapticEvents, after.Time));
        Assert.True(through.SpikeCount > 1000);
    }

    [Fact]
    public void Commanded_spikes_are_part_of_it()
    {
        var (net, input, a, _) = TestNetworks.Quiet();
        Simulation one = new(net, 1), two = new(net, 1);
        for (int k = 0; k < 50; k++)
            one.FireAt(input, k % 5, 20 + (k * 0.37));
        one.Run(25);
        var file = new MemoryStream();
        one.Save(file);
        file.Position = 0;
        two.FireAt(input, 1, 3);
        two.Load(file);
        one.Record(a);
        two.Record(a);
        one.Run(100);
        two.Run(100);
        Assert.NotEmpty(one.Spikes(a));
        Assert.Equal(one.Spikes(a), two.Spikes(a));
        Assert.Equal(one.SpikeCount, two.SpikeCount);
    }

    [Fact]
    public void One_damaged_byte_is_noticed_and_changes_nothing()
    {
        var sim = New();
        sim.RunWindows(30);
        byte[] file = Saved(sim), before = sim.State.Bytes.ToArray();
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte[1, 255]).Sample(
            (at, flip) =>
            {
                byte[] damaged = [.. file];
                damaged[at] ^= flip;
                OneLine(Assert.Throws<InvalidDataException>(() => sim.Load(new MemoryStream(damaged))));
                Assert.Equal(before, sim.State.Bytes.ToArray());
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public void A_cut_file_is_noticed()
    {
        var sim = New();
        byte[] file = Saved(sim);
        foreach (int length in new[] { 0, 3, 8, 20, 55, 56, 57, file.Length / 2, file.Length - 1 })
            OneLine(Assert.Throws<InvalidDataException>(() => sim.Load(new MemoryStream(file[..length]))));
        sim.Load(new MemoryStream(file));
    }

    [Fact]
    public void Another_seed_another_network_and_other_files_are_refused()
    {
        var sim = New();
        var (net, _, _, _, _, _) = TestNetworks.Busy();
        Assert.Contains("another network, seed", Assert.Throws<InvalidDataException>(() => sim.Load(new MemoryStream(Saved(new Simulation(net, 2))))).Message);
        Assert.Contains("another network, seed", Assert.Throws<InvalidDataException>(() => sim.Load(new MemoryStream(Saved(new Simulation(TestNetworks.Quiet().Net, 1))))).Message);
        Assert.Contains("not a checkpoint", Assert.Throws<InvalidDataException>(() => sim.Load(new MemoryStream(new byte[5000]))).Message);
    }

    private static Simulation New()
    {
        var (net, _, _, _, wake, sleep) = TestNetworks.Busy();
        var sim = new Simulation(net, 1);
        sim.Schedule((wake, 100), (sleep, 50));
        return sim;
    }

    private static byte[] Saved(Simulation sim)
    {
        var file = new MemoryStream();
        sim.Save(file);
        return file.ToArray();
    }

    private static void OneLine(Exception e) => Assert.True(e.Message.Length > 20 && !e.Message.Contains('\n'), e.Message);
}
