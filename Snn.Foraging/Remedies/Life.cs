using System.Diagnostics;
using Snn.Core.Networks;
using Snn.Core.Numerics;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Foraging.Remedies;

/// <summary>The life of one agent in one phase, as remedies see and change it.</summary>
public sealed class Life
{
    /// <summary>Movement cycles after which a remedy that acts again and again should do so: many enough to cost nothing, few against what a task takes to learn.</summary>
    public const int Grain = 5_000;

    private static readonly Distribution Gauss = Distribution.Normal(0, 1, -100);
    private readonly Experiment experiment;
    private readonly PhaseNode node;
    private readonly Forager agent;
    private readonly PhaseRecord record;
    private float[]? mobility;

    internal Life(Experiment experiment, PhaseNode node, int seed, Forager agent, PhaseRecord record)
    {
        this.experiment = experiment;
        this.node = node;
        this.agent = agent;
        this.record = record;
        Seed = seed;
        for (var before = node.Parent; before is not null; before = before.Parent)
            TasksBefore = [.. before.Phase.Tasks.Except(TasksBefore), .. TasksBefore];
    }

    /// <summary>Seed of this life.</summary>
    public int Seed { get; }

    /// <summary>Tasks trained in the phases before this one, in order.</summary>
    public IReadOnlyList<int> TasksBefore { get; } = [];

    /// <summary>Tasks trained in this phase.</summary>
    public IReadOnlyList<int> Tasks => node.Phase.Tasks;

    /// <summary>Movement cycles lived in this phase.</summary>
    public long Position => record.Position;

    /// <summary>Targets of a hidden neuron: weights stand as [hidden, output] in row order.</summary>
    public int Outputs => ForagerNetwork.Directions;

    /// <summary>Movement cycles lived awake so far, in this and all phases before.</summary>
    public long WakeCycles => agent.Work.WakeCycles;

    /// <summary>Particles eaten awake so far, in this and all phases before.</summary>
    public (int Rewarded, int Punished) Eaten => agent.Eaten;

    /// <summary>The hidden-to-output weights.</summary>
    public float[] Weights() => agent.Weights();

    /// <summary>Sets them; columns are then scaled to their sums, and frozen synapses keep theirs.</summary>
    public void SetWeights(ReadOnlySpan<float> weights)
    {
        agent.SetWeights(weights);
        Changed = true;
    }

    /// <summary>Freezes the strongest synapses for the rest of the trial.</summary>
    /// <param name="share">Share of all, 0 to 1.</param>
    public void Freeze(double share)
    {
        agent.Freeze(share);
        Changed = true;
    }

    /// <summary>Removes synapses for good; columns are then scaled to their sums.</summary>
    public void Prune(ReadOnlySpan<bool> gone)
    {
        agent.Prune(gone);
        Changed = true;
    }

    /// <summary>Lets each synapse change by a share of what it would: 1 is free, 0 freezes it for good. It wears off as the weights move, so it is to be
    /// said again every <see cref="Grain"/> cycles. What several remedies say is multiplied.</summary>
    public void Hold(ReadOnlySpan<float> share)
    {
        mobility ??= [.. Enumerable.Repeat(1f, share.Length)];
        for (var k = 0; k < share.Length; k++)
            mobility[k] *= share[k];
        Changed = true;
    }

    /// <summary>Rewards the fall of the error with which the next view is predicted.</summary>
    /// <param name="weight">Reward per unit.</param>
    public void Wonder(double weight)
    {
        agent.Wonder(weight);
        Changed = true;
    }

    /// <summary>Keeps up to so many experiences of this phase, each as likely as any other (Vitter's reservoir).</summary>
    public void Remember(int experiences)
    {
        agent.Remember(experiences);
        Changed = true;
    }

    /// <summary>Uses a copy of the agent, frozen, in the world of a task, and says what its neurons did. The cycles are charged.</summary>
    public Usage Walk(int task, int cycles) => Probe(cycles, () => agent.WalkUsage(task, cycles));

    /// <summary>Uses a copy of the agent, frozen, asleep. The cycles are charged.</summary>
    public Usage Doze(int cycles) => Probe(cycles, () => agent.DozeUsage(node.Sleep, cycles));

    /// <summary>The whole agent.</summary>
    public byte[] State() => agent.State.ToArray();

    /// <summary>Spikes of each hidden neuron in training so far.</summary>
    public int[] HiddenSpikes() => agent.HiddenSpikes();

    /// <summary>Lets hidden neurons begin anew: their input weights are drawn again, their gain is that of birth, and their output weights are all 1, so that
    /// balanced inhibition leaves no net effect.</summary>
    public void Replace(IReadOnlyList<int> neurons)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        if (neurons.Count == 0)
            return;
        foreach (var i in neurons)
            agent.Renew(i);
        var w = agent.Weights();
        foreach (var i in neurons)
            w.AsSpan(i * Outputs, Outputs).Fill(1f);
        SetWeights(w);
    }

    /// <summary>Silences hidden neurons in training from now on; the others take part.</summary>
    public void Silence(Func<int, bool> silent)
    {
        agent.Silence(silent);
        Changed = true;
    }

    /// <summary>A random word for a neuron or synapse, of this life and this moment alone.</summary>
    public uint Draw(int entity) => Philox.Draw(Seed, Draws.Remedies, (int)agent.Cycle, entity).X.Value;

    /// <summary>A normal number with mean 0 and standard deviation 1, likewise.</summary>
    public float Normal(int entity) => Gauss.Sample(Seed, Draws.Remedies, (int)agent.Cycle, entity);

    /// <summary>Puts an agent kept from earlier in the place of this one, at the beginning of the phase.</summary>
    public void Become(byte[] state)
    {
        agent.Restore(state);
        agent.Begin(node.Phase, node.Sleep);
        Changed = true;
    }

    /// <summary>Tests an agent kept from earlier.</summary>
    public TestResult TestOf(byte[] state, int task, int cycles)
    {
        var kept = new Forager(experiment, experiment.NetworkOf(Seed), Seed);
        kept.Restore(state);
        return kept.Test(task, cycles);
    }

    /// <summary>True when the agent's memory is no longer what the engine last left there.</summary>
    internal bool Changed { get; set; }

    /// <summary>Puts into effect what the remedies have said side by side.</summary>
    internal void Settle()
    {
        if (mobility is not null)
            agent.Hold(mobility);
        mobility = null;
    }

    private Usage Probe(int cycles, Func<Usage> use)
    {
        var clock = Stopwatch.GetTimestamp();
        var usage = use();
        record.ProbeCycles += cycles;
        record.Work = record.Work with { Spikes = record.Work.Spikes + usage.Work.Spikes, SynapticEvents = record.Work.SynapticEvents + usage.Work.Events };
        record.Seconds += Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return usage;
    }
}
