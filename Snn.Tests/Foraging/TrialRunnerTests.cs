using Snn.Foraging.Engines;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;
using Snn.Tests.Gpu;

namespace Snn.Tests.Foraging;

/// <summary>One thread or many, run through or stopped and resumed: the same records.</summary>
public class TrialRunnerTests
{
    private static readonly int[] Seeds = [1, 2];

    private static bool Run(IPhaseStore store, int threads, CancellationToken cancel = default) =>
        TrialRunner.Run(Tiny.Experiment, Tiny.Tree, Seeds, store, new CpuEngine(threads), new RunProgress(1), cancel);

    // Lives a phase until it ends or is stopped.
    private static void Live(PhaseRecord? saved, Action<PhaseRecord> save, CancellationTokenSource? stopAfterEach = null)
    {
        using var engine = new CpuEngine(1);
        foreach (var stretch in new PhaseRun(Tiny.Experiment, Tiny.Tree.Nodes[0], 1, 5).Run(saved, () => null, _ => { }, () => false, save, stopAfterEach?.Token ?? default))
        {
            engine.Run([stretch]);
            stopAfterEach?.Cancel();
        }
    }

    [Fact]
    public void ThreadsMakeNoDifference()
    {
        var one = new Tiny.Store();
        var three = new Tiny.Store();
        Assert.True(Run(one, 1));
        Assert.True(Run(three, 3));
        Assert.Equal(Tiny.Digest(one, Tiny.Tree, Seeds), Tiny.Digest(three, Tiny.Tree, Seeds));
    }

    [Fact]
    public void WorkersThatAnEngineHasNoRoomForWait()
    {
        int underWay = 0, most = 0;
        var store = new Tiny.Store();
        var narrow = new WrappedEngine(new CpuEngine(1), (_, now) => most = Math.Max(most, Interlocked.Add(ref underWay, now.Count)))
        {
            Workers = 3,
            After = _ => Interlocked.Decrement(ref underWay),
        };
        Assert.True(TrialRunner.Run(Tiny.Experiment, Tiny.Tree, Seeds, store, narrow, new RunProgress(1), default));
        Assert.Equal(1, most);
        var one = new Tiny.Store();
        Assert.True(Run(one, 1));
        Assert.Equal(Tiny.Digest(one, Tiny.Tree, Seeds), Tiny.Digest(store, Tiny.Tree, Seeds));
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
        Assert.Equal(Tiny.Digest(through, Tiny.Tree, Seeds), Tiny.Digest(broken, Tiny.Tree, Seeds));
    }

    [Fact]
    public void APhaseStoppedWithinGoesOnFromThere()
    {
        var through = new PhaseRecord();
        Live(null, r => through = r);
        Assert.True(through.Finished);

        PhaseRecord? saved = null;
        while (saved is not { Finished: true })
        {
            using var stop = new CancellationTokenSource();
            Live(saved, r => saved = Tiny.Copy(r), stop);
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
        var digest = Tiny.Digest(whole, Tiny.Tree, Seeds);
        whole.Forget(1, Tiny.Tree.Nodes[1]);
        Assert.True(Run(whole, 2));
        Assert.Equal(digest, Tiny.Digest(whole, Tiny.Tree, Seeds));
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
}
