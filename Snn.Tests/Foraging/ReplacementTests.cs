using Snn.Core.Sleep;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;

namespace Snn.Tests.Foraging;

/// <summary>Remedies against a loss of plasticity, on a living agent.</summary>
public class ReplacementTests
{
    private const double Share = 0.01;

    /// <summary>The utilities are computed here from spikes that the test counts itself, neuron by neuron, as the formula stands.</summary>
    [Fact]
    public void The_least_useful_neurons_begin_anew()
    {
        var (life, agent) = Born($"T1 replacement={Share}");
        var remedy = new Replacement(Share);
        remedy.Begin(life);
        var utility = new double[784];
        var (old, replaced) = (agent.HiddenSpikes(), new HashSet<int>());
        for (int round = 1; round <= 3; round++)
        {
            agent.Run(Life.Grain);
            float[] before = agent.Weights(), fields = agent.Fields();
            int[] now = agent.HiddenSpikes();
            for (int i = 0; i < 784; i++)
            {
                double sum = Enumerable.Range(0, 8).Sum(j => (double)before[(8 * i) + j]);
                utility[i] = (0.9 * utility[i]) + (0.1 * (now[i] - old[i]) / 5000.0 * sum);
            }

            int quota = (int)(Share * (784 - replaced.Count)) - (round == 1 ? 0 : 0);
            var worst = Enumerable.Range(0, 784).Where(i => !replaced.Contains(i)).OrderBy(i => utility[i]).ThenBy(i => i).ToArray();
            remedy.During(life);
            float[] after = agent.Weights(), reborn = agent.Fields();
            int[] changed = [.. Enumerable.Range(0, 784).Where(i => !fields.AsSpan(49 * i, 49).SequenceEqual(reborn.AsSpan(49 * i, 49)))];
            Assert.InRange(changed.Length, quota, quota + 1); // what is owed is carried over
            Assert.Equal(worst.Take(changed.Length).Order(), changed);
            foreach (int i in changed)
            {
                // As many inputs, in the same places, with the same sum; outputs without net effect.
                Assert.Equal(Enumerable.Range(0, 49).Select(k => fields[(49 * i) + k] > 0), Enumerable.Range(0, 49).Select(k => reborn[(49 * i) + k] > 0));
                Assert.Equal(3, reborn.AsSpan(49 * i, 49).ToArray().Sum(), 0.001);
                Assert.InRange(Enumerable.Range(0, 8).Max(j => after[(8 * i) + j]) - Enumerable.Range(0, 8).Min(j => after[(8 * i) + j]), 0, 0.1);
                utility[i] = 0;
                replaced.Add(i);
            }

            old = now;
        }

        Assert.InRange(replaced.Count, 22, 24);
    }

    [Fact]
    public void Random_replacement_replaces_as_many_but_others()
    {
        int[] Replaced(IRemedy remedy, string word)
        {
            var (life, agent) = Born($"T1 {word}={Share}");
            remedy.Begin(life);
            float[] born = agent.Fields();
            for (int round = 0; round < 3; round++)
            {
                agent.Run(Life.Grain);
                remedy.During(life);
            }

            float[] now = agent.Fields();
            return [.. Enumerable.Range(0, 784).Where(i => !born.AsSpan(49 * i, 49).SequenceEqual(now.AsSpan(49 * i, 49)))];
        }

        int[] chosen = Replaced(new Replacement(Share), "replacement"), random = Replaced(new RandomReplacement(Share), "random-replacement");
        Assert.Equal(chosen.Length, random.Length);
        Assert.True(chosen.Intersect(random).Count() < chosen.Length / 2); // by chance 0.7 of 23; a false alarm is beyond 1e-9
    }

    [Fact]
    public void What_is_saved_goes_on_as_if_never_stopped()
    {
        byte[] Live(bool stopped)
        {
            var (life, agent) = Born($"T1 replacement={Share}");
            var remedy = new Replacement(Share);
            remedy.Begin(life);
            for (int round = 0; round < 3; round++)
            {
                agent.Run(Life.Grain);
                remedy.During(life);
                if (!stopped)
                    continue;
                var bytes = new MemoryStream();
                using (var writer = new BinaryWriter(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
                    remedy.Save(writer);
                bytes.Position = 0;
                remedy = new(Share);
                using var reader = new BinaryReader(bytes);
                remedy.Load(reader);
            }

            return agent.State.ToArray();
        }

        Assert.Equal(Live(stopped: false), Live(stopped: true));
    }

    [Fact]
    public void Dropout_silences_neurons_in_training_and_not_in_tests()
    {
        var (life, agent) = Born("T1 dropout=0.5");
        var silent = new HashSet<int>();
        new Dropout(0.5).Begin(life);
        life.Silence(i => i % 2 == 0);
        agent.Run(3000);
        var counts = agent.HiddenSpikes();
        Assert.Equal(0, Enumerable.Range(0, 784).Where(i => i % 2 == 0).Sum(i => counts[i]));
        Assert.True(Enumerable.Range(0, 784).Where(i => i % 2 == 1).Sum(i => counts[i]) > 1000);
        var tested = agent.WalkUsage(0, 1000).Spikes;
        Assert.True(Enumerable.Range(0, 784).Where(i => i % 2 == 0).Sum(i => tested[i]) > 300);

        // Half of 784 +- 14, within five deviations; and other neurons each time.
        life.Silence(i => life.Draw(i) < 0.5 * 4294967296.0 && silent.Add(i));
        Assert.InRange(silent.Count, 392 - 70, 392 + 70);
        agent.Begin(Phase.Parse("T2"), SleepKind.Measured);
        agent.Run(3000);
        Assert.True(Enumerable.Range(0, 784).Where(i => i % 2 == 0).Sum(i => agent.HiddenSpikes()[i]) > 1000); // the next phase has them all
    }

    [Fact]
    public void A_fresh_network_starts_where_the_first_one_did()
    {
        var (life, agent) = Born("T1 fresh");
        var fresh = new Fresh();
        float[] untrained = agent.Weights();
        fresh.Begin(life);
        agent.Run(2000);
        Assert.NotEqual(untrained, agent.Weights());
        fresh.Begin(life);
        Assert.Equal(untrained, agent.Weights());
    }

    [Fact]
    public void Noise_on_the_weights_has_the_deviation_asked_for()
    {
        var (life, agent) = Born("T1 perturb=0.1");
        float[] before = agent.Weights();
        new Perturb(0.1).During(life);
        double[] moved = [.. agent.Weights().Zip(before, (a, b) => (double)a - b)];
        double n = moved.Length, mean = moved.Average(), sd = Math.Sqrt(moved.Sum(x => (x - mean) * (x - mean)) / n);
        Assert.InRange(mean, -5 * 0.1 / Math.Sqrt(n), 5 * 0.1 / Math.Sqrt(n)); // five deviations each: false alarms in a million
        Assert.InRange(sd, 0.1 - (5 * 0.1 / Math.Sqrt(2 * n)) - 0.001, 0.1 + (5 * 0.1 / Math.Sqrt(2 * n)) + 0.001);
    }

    /// <summary>Mobilities against the formula, from changes that the test sees itself.</summary>
    [Fact]
    public void An_adam_like_rate_slows_the_synapses_that_change_most()
    {
        var (life, agent) = Born("T1 adam-local");
        var (_, plain) = Born("T1 adam-local");
        var adam = new AdamLocal();
        adam.Begin(life);
        agent.Run(Life.Grain);
        plain.Run(Life.Grain);
        float[] start = agent.Weights();
        adam.During(life);
        life.Settle();
        Assert.All(agent.Weights().Zip(start), p => Assert.Equal(p.First, p.Second, 1e-3f)); // what is held stays in the weight
        agent.Run(Life.Grain);
        plain.Run(Life.Grain);
        double Moved(Forager of, IEnumerable<int> synapses) => synapses.Sum(k => Math.Abs((double)of.Weights()[k] - start[k]));
        int[] most = [.. Enumerable.Range(0, start.Length).OrderByDescending(k => Math.Abs(start[k] - 1)).Take(300)];
        Assert.True(Moved(agent, most) < 0.5 * Moved(plain, most), $"{Moved(agent, most)} {Moved(plain, most)}");
    }

    private static (Life Life, Forager Agent) Born(string phase)
    {
        var experiment = Tiny.Experiment with { Conditions = [new() { Name = "one", Phases = [phase] }] };
        var node = new PhaseTree(experiment).Nodes[0];
        var agent = new Forager(experiment, 3, 3);
        agent.Begin(node.Phase, SleepKind.Measured);
        return (new Life(experiment, node, 3, agent, new PhaseRecord()), agent);
    }
}
