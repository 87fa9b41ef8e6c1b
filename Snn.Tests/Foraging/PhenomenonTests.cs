using System.Security.Cryptography;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Foraging;

/// <summary>What the whole program is for: a second task erases the first, and sleep in between keeps both.</summary>
public class PhenomenonTests
{
    private static readonly Experiment Quickstart = BuiltInExperiments.Load("quickstart", []);

    /// <summary>Any change of a bit anywhere in network, world, policy, learning or sleep changes this number.</summary>
    [Fact]
    public void Fixed_seed_has_fixed_bits()
    {
        var short_ = BuiltInExperiments.Load("quickstart", ["schedule.unsupervised=5000", "schedule.train=5000"]);
        var forager = new Forager(short_, 1, 1);
        foreach (string name in new[] { "unsupervised", "T1", "T1+T2", "sleep+T2" })
        {
            var phase = Phase.Parse(name);
            forager.Begin(phase, SleepKind.Measured);
            forager.Run(phase.Cycles(short_));
        }

        float[] weights = forager.Weights();
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(weights);
        Assert.Equal("846B08A39AB1EFF2", Convert.ToHexString(SHA256.HashData(bytes))[..16]);
    }

    /// <summary>Three networks that no setting was chosen on. On sixteen others (seeds 819 to 834) the gain was +0.17 to +0.19, by the reward in sleep,
    /// with a standard deviation of 0.09; a mean of three below 0.05 then has a probability of 1e-2 at most; forgetting, 0.21 with about the same deviation,
    /// stays above 0.10 but for 2e-2; the other bounds are more than three deviations of such a mean away. The seeds are fixed, so a pass stays a pass until
    /// the arithmetic changes.</summary>
    [Fact]
    public void Fresh_networks_learn_forget_and_remember_through_sleep()
    {
        int[] seeds = [51, 52, 53];
        var rows = new (double Learnt, double Forgotten, double Second, double Kept, double Both)[seeds.Length];
        Parallel.For(0, seeds.Length, i => rows[i] = Life(seeds[i]));
        Assert.True(rows.Average(r => r.Learnt) > 0.80, $"T1 after T1: {rows.Average(r => r.Learnt):F2}");
        Assert.True(rows.Average(r => r.Second) > 0.75, $"T2 after T2: {rows.Average(r => r.Second):F2}");
        Assert.True(rows.Average(r => r.Learnt - r.Forgotten) > 0.10, $"forgotten: {rows.Average(r => r.Learnt - r.Forgotten):F2}");
        Assert.True(rows.Average(r => r.Kept - r.Forgotten) > 0.05, $"kept through sleep: {rows.Average(r => r.Kept - r.Forgotten):F2}");
        Assert.True(rows.Average(r => r.Both) > 0.75, $"T2 after sleep and T2: {rows.Average(r => r.Both):F2}");
    }

    private static (double Learnt, double Forgotten, double Second, double Kept, double Both) Life(int seed)
    {
        var forager = new Forager(Quickstart, seed, seed);
        Live("unsupervised");
        Live("T1");
        double learnt = Score(0);
        byte[] afterFirst = forager.State.ToArray();
        Live("T2");
        double forgotten = Score(0), second = Score(1);
        forager.Restore(afterFirst);
        Live("sleep+T2");
        return (learnt, forgotten, second, Score(0), Score(1));

        void Live(string name)
        {
            var phase = Phase.Parse(name);
            forager.Begin(phase, SleepKind.Measured);
            forager.Run(phase.Cycles(Quickstart));
        }

        double Score(int task) => forager.Test(task, 10_000).Score ?? 0.5;
    }
}
