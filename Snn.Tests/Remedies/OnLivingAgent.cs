using Snn.Core.Engines;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Tests.Foraging;

namespace Snn.Tests.Remedies;

/// <summary>An agent that has learnt T1 and begun T2 with sleep, for remedies to be tried on, and what they are compared with, worked out naively.</summary>
public abstract class OnLivingAgent
{
    private protected const int Outputs = ForagerNetwork.Directions;

    private protected static readonly Experiment Experiment = Tiny.Experiment with
    {
        Conditions = [new() { Name = "held", Phases = ["unsupervised", "T1", "sleep+T2 mas-local=1", "T1"] }],
        Schedule = Tiny.Experiment.Schedule with { Unsupervised = 6_000, Train = 4_000 },
    };

    private protected static readonly PhaseTree Tree = new(Experiment);
    private static readonly Lazy<byte[]> Lived = new(() =>
    {
        var agent = new Forager(Experiment, 3, 3);
        foreach (var node in Tree.Nodes.Take(3))
        {
            agent.Begin(node.Phase, SleepKind.Measured);
            agent.Run(node == Tree.Nodes[2] ? 500 : node.Cycles);
        }

        return agent.State.ToArray();
    });

    private protected readonly Forager agent = new(Experiment, 3, 3);
    private protected readonly PhaseRecord record = new();
    private protected readonly Life life;
    private protected readonly double[] before;

    private protected OnLivingAgent()
    {
        Restart();
        life = InPhase(2);
        before = Weights();
        Assert.True(before.Max() > 1.5 && before.Min() < 0.8, "nothing was learnt");
    }

    private protected void Restart() => agent.Restore(Lived.Value);

    /// <summary>The same life in another phase of the experiment, or with other random numbers.</summary>
    private protected Life InPhase(int phase, int seed = 3) => new(Experiment, Tree.Nodes[phase], seed, agent, record);

    private protected double[] Weights() => [.. agent.Weights().Select(w => (double)w)];

    private protected void Near(double[] expected)
    {
        var now = Weights();
        for (int k = 0; k < now.Length; k++)
            Assert.True(Math.Abs(expected[k] - now[k]) < 3e-4 * (0.1 + Math.Abs(expected[k])), $"synapse {k}: expected {expected[k]}, is {now[k]}");
    }

    private protected static double[] Normalised(double[] w)
    {
        double[] sums = [.. Enumerable.Range(0, Outputs).Select(j => w.Where((_, k) => k % Outputs == j).Sum())];
        return [.. w.Select((x, k) => x * (w.Length / Outputs) / sums[k % Outputs])];
    }

    /// <summary>Puts every weight a factor of its own away from what it was at first.</summary>
    private protected void Nudge(int turn = 0) => agent.SetWeights([.. before.Select((w, k) => (float)w * (1 + (0.5f * ((k + (k / 7 * turn)) % 3))))]);

    /// <summary>Awake cycles with so much food and poison, as the body counts them.</summary>
    private protected void Eat(int cycles, int rewarded, int punished)
    {
        var body = agent.Block.Words[agent.Compiled.Body..];
        body[ForagerBody.WakeCycles] += cycles;
        body[ForagerBody.Rewarded] += rewarded;
        body[ForagerBody.Punished] += punished;
    }

    /// <summary>Share of each weight that is free to change, as it stands in memory; NaN where the weight is too small to tell.</summary>
    private protected double[] Mobilities()
    {
        var mem = agent.Block.Mem;
        int proj = agent.Compiled.Of(agent.Compiled.Network.Projections[^1]), frozen = mem.I(proj + Proj.Frozen), stride = mem.I(proj + Proj.Stride);
        var m = new double[before.Length];
        float[] w = agent.Weights();
        for (int k = 0; k < m.Length; k++)
            m[k] = w[k] < 0.05 ? double.NaN : 1 - (mem.F(frozen + (k / Outputs * stride) + (k % Outputs)) / w[k]);
        Assert.True(m.Count(double.IsNaN) < m.Length / 4, "most weights are too small");
        return m;
    }

    private protected static void Near(double[] expected, double[] mobilities, double tolerance = 0.003) =>
        Assert.All(Enumerable.Range(0, expected.Length).Where(k => !double.IsNaN(mobilities[k])), k => Assert.Equal(expected[k], mobilities[k], tolerance));

    /// <summary>1 / (1 + strength x importance in units of its mean).</summary>
    private protected static double[] Slowed(double[] importance, double strength) => [.. importance.Select(x => 1 / (1 + (strength * x)))];

    private protected static double[] OverMean(double[] x) => [.. x.Select(v => v / x.Average())];

    private protected static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private protected NaiveUse Awake(int task, int cycles) => new(before.Length / Outputs, Experiment.Learning, agent.WatchAwake(task, cycles).Moments);

    private protected NaiveUse Asleep(int cycles) => new(before.Length / Outputs, Experiment.Learning, agent.WatchAsleep(SleepKind.Measured, 0, cycles));
}
