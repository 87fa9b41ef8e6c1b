using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Tests.Foraging;

/// <summary>One thread or many, run through or stopped and resumed: the same records.</summary>
public class TrialRunnerTests
{
    private static readonly int[] Seeds = [1, 2];

    private static string Digest(IPhaseStore store)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var seed in Seeds)
        {
            foreach (var node in Tiny.Tree.Nodes)
            {
                var record = store.Load(seed, node)!;
                Assert.True(record.Finished);
                record.Seconds = 0;
                PhaseRecordFormat.Write(writer, record);
            }
        }
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray()));
    }

    private static bool Run(IPhaseStore store, int threads, CancellationToken cancel = default) =>
        TrialRunner.Run(Tiny.Experiment, Tiny.Tree, Seeds, store, threads, new RunProgress(1), cancel);

    [Fact]
    public void ThreadsMakeNoDifference()
    {
        var one = new Tiny.Store();
        var three = new Tiny.Store();
        Assert.True(Run(one, 1));
        Assert.True(Run(three, 3));
        Assert.Equal(Digest(one), Digest(three));
    }

    [Fact]
    public void StoppedAndResumedAgainAndAgainIsRunThrough()
    {
        var through = new Tiny.Store();
        Assert.True(Run(through, 1));

        CancellationTokenSource? stop = null;
        var broken = new Tiny.Store { Saved = () => stop!.Cancel() };
        for (var sitting = 0; ; sitting++)
        {
            Assert.True(sitting < 100);
            using (stop = new CancellationTokenSource())
            {
                if (Run(broken, 1, stop.Token))
                    break;
            }
        }
        Assert.Equal(Digest(through), Digest(broken));
    }

    [Fact]
    public void APhaseStoppedWithinGoesOnFromThere()
    {
        var node = Tiny.Tree.Nodes[0];
        var through = new PhaseRecord();
        Assert.True(new PhaseRun(Tiny.Experiment, node, 1, 5).Run(null, null, _ => { }, () => false, r => through = r, default));

        PhaseRecord? saved = null;
        for (var finished = false; !finished;)
        {
            using var stop = new CancellationTokenSource();
            finished = new PhaseRun(Tiny.Experiment, node, 1, 5).Run(saved, null, _ => stop.Cancel(), () => false, r => saved = Copy(r), stop.Token);
        }
        through.Seconds = saved!.Seconds = 0;
        Assert.Equal(Bytes(through), Bytes(saved));
        Assert.Equal([150, 300], through.Tests.Where(t => t.Task == 0).Select(t => t.Position));
        Assert.Equal([75, 150, 225, 300], through.Snapshots.Select(s => s.Position));
        Assert.Equal(2, through.Walks.Count);
        Assert.Equal(400, through.TestCycles);
    }

    [Fact]
    public void APhaseWhoseRecordIsLostIsRepeatedAndNoOther()
    {
        var whole = new Tiny.Store();
        Assert.True(Run(whole, 1));
        var digest = Digest(whole);
        whole.Forget(1, Tiny.Tree.Nodes[1]);
        Assert.True(Run(whole, 2));
        Assert.Equal(digest, Digest(whole));
    }

    [Fact]
    public void AFailureInOneThreadEndsTheRunWithThatFailure()
    {
        var store = new Tiny.Store { Saved = () => throw new IOException("No space left on device") };
        Assert.Throws<IOException>(() => Run(store, 3));
    }

    private static byte[] Bytes(PhaseRecord record)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
            PhaseRecordFormat.Write(writer, record);
        return bytes.ToArray();
    }

    private static PhaseRecord Copy(PhaseRecord record)
    {
        using var reader = new BinaryReader(new MemoryStream(Bytes(record)));
        return PhaseRecordFormat.Read(reader);
    }
}
