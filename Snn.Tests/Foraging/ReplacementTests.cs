using Snn.Core.Engines;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Tests.Remedies;

namespace Snn.Tests.Foraging;

/// <summary>Remedies against a loss of plasticity, on a living agent.</summary>
public class ReplacementTests
{
    private const double Share = 0.04;

    /// <summary>The utilities are computed here from spikes that the test counts itself, neuron by neuron, as the formula stands.</summary>
    [Fact]
    public void The_least_useful_neurons_begin_anew()
    {
        var (life, agent) = Born($"T1 replacement={Share}");
        var remedy = new Replacement(Share);
        remedy.Begin(life);
        var (utility, age, rated) = (new double[784], new int[784], new double[784]);
        int[] old = agent.HiddenSpikes();
        double owed = 0;
        bool raw = false, uncorrected = false;
        for (int round = 1; round <= 9; round++)
        {
            agent.Run(Life.Grain);
            float[] before = agent.Weights(), fields = agent.Fields();
            int[] now = agent.HiddenSpikes();
            for (int i = 0; i < 784; i++)
            {
                double[] row = [.. before.Skip(8 * i).Take(8).Select(w => (double)w)];
                utility[i] = (0.9 * utility[i]) + (0.1 * (now[i] - old[i]) / 5000.0 * row.Sum(w => Math.Abs(w - row.Average())));
                rated[i] = (0.9 * rated[i]) + (0.1 * (now[i] - old[i]) / 5000.0 * row.Sum());
                age[i]++;
            }

            int[] Worst(Func<int, double> of) => [.. Enumerable.Range(0, 784).Where(i => age[i] > 2).OrderBy(of).ThenBy(i => i).Take((int)owed).Order()];
            owed += Share * age.Count(a => a > 2);
            int[] worst = Worst(i => utility[i] / (1 - Math.Pow(0.9, age[i])));
            raw |= !worst.SequenceEqual(Worst(i => rated[i] / (1 - Math.Pow(0.9, age[i]))));
            uncorrected |= !worst.SequenceEqual(Worst(i => utility[i]));
            owed -= (int)owed;
            remedy.During(life);
            float[] after = agent.Weights(), reborn = agent.Fields();
            int[] changed = [.. Enumerable.Range(0, 784).Where(i => !fields.AsSpan(49 * i, 49).SequenceEqual(reborn.AsSpan(49 * i, 49)))];
            Assert.Equal(worst, changed);
            Assert.Equal(round > 2, changed.Length > 0);
            foreach (int i in changed)
            {
                // As many inputs, in the same places, with the same sum; outputs without net effect.
                Assert.Equal(Enumerable.Range(0, 49).Select(k => fields[(49 * i) + k] > 0), Enumerable.Range(0, 49).Select(k => reborn[(49 * i) + k] > 0));
                Assert.Equal(3, reborn.AsSpan(49 * i, 49).ToArray().Sum(), 0.001);
                Assert.InRange(Enumerable.Range(0, 8).Max(j => after[(8 * i) + j]) - Enumerable.Range(0, 8).Min(j => after[(8 * i) + j]), 0, 0.1);
                utility[i] = rated[i] = age[i] = 0;
            }

            old = now;
        }

        Assert.True(raw && uncorrected, "net weights and the correction for age make no difference here");
    }

    [Fact]
    public void Random_replacement_replaces_as_many_by_chance()
    {
        bool[] Replaced(IRemedy remedy, string word, int seed)
        {
            var (life, agent) = Born($"T1 {word}={Share}", seed);
            remedy.Begin(life);
            float[] born = agent.Fields();
            for (int round = 0; round < 5; round++)
            {
                agent.Run(Life.Grain);
                remedy.During(life);
            }

            float[] now = agent.Fields();
            return [.. Enumerable.Range(0, 784).Select(i => !born.AsSpan(49 * i, 49).SequenceEqual(now.AsSpan(49 * i, 49)))];
        }

        bool[] chosen = Replaced(new Replacement(Share), "replacement", 3), random = Replaced(new RandomReplacement(Share), "random-replacement", 3);
        Assert.Equal(chosen.Count(c => c), random.Count(r => r));
        Chance.LiesAnywhere(random);
        Chance.AreTwoDraws(random, chosen);
        Chance.AreTwoDraws(random, Replaced(new RandomReplacement(Share), "random-replacement", 4));
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
        var (life, agent) = Born("T1 dropout=0.3");
        var dropout = new Dropout(0.3);
        bool[] Silent()
        {
            // The gains that hidden neurons have in training are the second ones.
            var words = agent.Block.Words;
            int layer = agent.Compiled.Of(agent.Compiled.Network.Populations[1]), stage = agent.Compiled.StagesOf(StageKind.Gain).Where(s => agent.Block.Words[s + Stage.On] == layer).ElementAt(1);
            int gains = words[stage + HomeostaticGain.Gains];
            return [.. Enumerable.Range(0, 784).Select(i => agent.Block.Mem.F(gains + i) == 0f)];
        }

        int Spikes(IReadOnlyList<bool> of, int[] counts) => counts.Where((_, i) => of[i]).Sum();
        Assert.Equal(500, dropout.Every);
        dropout.Begin(life);
        bool[] first = Silent();
        Assert.InRange(first.Count(s => s), 235 - 65, 235 + 65); // 235 +- 13
        Chance.LiesAnywhere(first);
        agent.Run(3000);
        Assert.Equal(0, Spikes(first, agent.HiddenSpikes()));
        Assert.True(Spikes([.. first.Select(s => !s)], agent.HiddenSpikes()) > 1000);
        Assert.True(Spikes(first, agent.WalkUsage(0, 1000).Spikes) > 200);
        dropout.During(life);
        Chance.AreTwoDraws(first, Silent());
        int[] then = agent.HiddenSpikes();
        agent.Begin(Phase.Parse("T2"), SleepKind.Measured);
        agent.Run(3000);
        Assert.True(Spikes(first, agent.HiddenSpikes()) - Spikes(first, then) > 500); // the next phase has them all
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

    private static (Life Life, Forager Agent) Born(string phase, int seed = 3)
    {
        var experiment = Tiny.Experiment with { Conditions = [new() { Name = "one", Phases = [phase] }] };
        var node = new PhaseTree(experiment).Nodes[0];
        var agent = new Forager(experiment, 3, 3);
        agent.Begin(node.Phase, SleepKind.Measured);
        return (new Life(experiment, node, seed, agent, new PhaseRecord()), agent);
    }
}
