using Snn.Foraging;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Runs;

namespace Snn.Tests.Foraging;

public class CheckpointTests
{
    private static readonly PhaseNode Node = Tiny.Tree.Nodes[1];

    private static PhaseRecord Record()
    {
        var record = new PhaseRecord { Position = 150, Work = new(100, 50, 7, 9), TestCycles = 400, Seconds = 1.5, State = [1, 2, 3] };
        record.Tests.Add(new(150, 1, new TestResult(3, 2, 100)));
        record.Snapshots.Add(new(75, [0.5f, float.NaN, -1f]));
        record.Walks.Add(new(new(1, 2, -1), [new(3, 4, 5, 6, 7)], [new(2, 2, 3)]));
        return record;
    }

    private static string Save(TemporaryFolder folder)
    {
        new CheckpointStore(folder.Path, Tiny.Experiment).Save(2, Node, Record());
        return Directory.GetFiles(folder.Path).Single();
    }

    [Fact]
    public void WhatIsSavedIsLoaded()
    {
        using var folder = new TemporaryFolder();
        Save(folder);
        var back = new CheckpointStore(folder.Path, Tiny.Experiment).Load(2, Node)!;
        Assert.Equal((150, false, 400, 1.5), (back.Position, back.Finished, back.TestCycles, back.Seconds));
        Assert.Equal(new WorkDone(100, 50, 7, 9), back.Work);
        Assert.Equal([1, 2, 3], back.State);
        Assert.Equal(Record().Tests, back.Tests);
        Assert.Equal([0.5f, float.NaN, -1f], back.Snapshots.Single().Weights);
        Assert.Equal(new WalkStep(2, 2, 3), back.Walks.Single().Steps.Single());
        Assert.Null(new CheckpointStore(folder.Path, Tiny.Experiment).Load(1, Node));
    }

    [Fact]
    public void EveryDamageIsNoticedAndNothingIsDestroyed()
    {
        using var folder = new TemporaryFolder();
        var file = Save(folder);
        var good = File.ReadAllBytes(file);
        var store = new CheckpointStore(folder.Path, Tiny.Experiment);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            File.WriteAllBytes(file, bad);
            Assert.DoesNotContain('\n', Assert.Throws<UserErrorException>(() => store.Load(2, Node)).Message);
            File.WriteAllBytes(file, good[..i]);
            Assert.Throws<UserErrorException>(() => store.Load(2, Node));
        }
        File.WriteAllBytes(file, [.. good, 0]);
        Assert.Throws<UserErrorException>(() => store.Load(2, Node));
        Assert.Equal(good.Length + 1, new FileInfo(file).Length);
    }

    [Fact]
    public void AForeignCheckpointIsRefused()
    {
        using var folder = new TemporaryFolder();
        Save(folder);
        var other = Tiny.Experiment with { Learning = new LearningSettings { RewardRate = 0.3 } };
        Assert.Contains("another experiment", Assert.Throws<UserErrorException>(() => new CheckpointStore(folder.Path, other).Load(2, Node)).Message, StringComparison.Ordinal);
    }
}
