using Snn.Core.Engines;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;
using Snn.Foraging.Experiments;
using Snn.Foraging.World;

namespace Snn.Foraging.Agent;

/// <summary>What remedies do to an agent between two stretches of its life.</summary>
public sealed partial class Forager
{
    /// <summary>Particles eaten awake in its life, rewarded and punished.</summary>
    internal (int Rewarded, int Punished) Eaten => (state.Words[body.At + ForagerBody.Rewarded], state.Words[body.At + ForagerBody.Punished]);

    /// <summary>Sets the hidden-to-output weights, see <see cref="Freezing.SetWeights"/>.</summary>
    internal void SetWeights(ReadOnlySpan<float> weights) => Freezing.SetWeights(state.Mem, compiled.Of(network.Act), weights);

    /// <summary>Freezes the strongest synapses, see <see cref="Freezing.Strongest"/>.</summary>
    internal void Freeze(double share) => Freezing.Strongest(state.Mem, compiled.Of(network.Act), share);

    /// <summary>Removes synapses, see <see cref="Pruning.Remove"/>.</summary>
    internal void Prune(ReadOnlySpan<bool> gone) => Pruning.Remove(state.Mem, compiled.Of(network.Act), gone);

    /// <summary>Divides the weights anew, see <see cref="Freezing.Hold"/>.</summary>
    internal void Hold(ReadOnlySpan<float> mobility) => Freezing.Hold(state.Mem, compiled.Of(network.Act), mobility);

    /// <summary>Spikes of each hidden neuron in training so far.</summary>
    internal int[] HiddenSpikes() => state.Words.Slice(state.Words[compiled.StagesOf(StageKind.CountRates).Single() + WakeRates.Counts], network.Act.Source.Size).ToArray();

    /// <summary>Draws a hidden neuron's input weights anew, and gives it the gain of birth.</summary>
    internal void Renew(int neuron)
    {
        Rebirth.Redraw(state.Mem, compiled.Of(network.See!), neuron, network.See!.Weights, lifeSeed, Draws.Remedies + ((int)Cycle << 8));
        foreach (int stage in compiled.StagesOf(StageKind.Gain).Where(s => state.Words[s + Stage.On] == compiled.Of(network.Hidden!)))
            state.Mem.F(state.Words[stage + HomeostaticGain.Gains] + neuron) = 1f;
    }

    /// <summary>Silences hidden neurons in training, where the network has gains for that; the others have the gain that they have in tests.</summary>
    internal void Silence(Func<int, bool> silent)
    {
        ArgumentNullException.ThrowIfNull(silent);
        var mem = state.Mem;
        int[] gains = network.Hidden is null ? [] : [.. compiled.StagesOf(StageKind.Gain).Where(s => state.Words[s + Stage.On] == compiled.Of(network.Hidden)).Select(s => state.Words[s + HomeostaticGain.Gains])];
        for (int i = 0; gains.Length == 2 && i < experiment.Hidden; i++)
            mem.F(gains[1] + i) = silent(i) ? 0f : mem.F(gains[0] + i);
    }

    /// <summary>Rewards the fall of the predictor's error from now on.</summary>
    internal void Wonder(double weight) => state.Mem.F(body.At + ForagerBody.Wonder) = (float)weight;

    /// <summary>Keeps up to so many experiences from now on, as many as the experiment has room for.</summary>
    internal void Remember(int experiences)
    {
        state.Words[body.At + ForagerBody.Remembering] = Math.Min(experiences, experiment.Experiences);
        new Experiences(body.At, body.Eyes).Part(state.Mem);
    }

    /// <summary>Bytes of memory that stored experiences have.</summary>
    internal long ExperienceBytes => 4L * Experiences.Words(experiment.Experiences, experiment.Learning.TraceCycles, network.Eyes.Size);

    /// <summary>Lets a frozen copy walk in a task's world.</summary>
    internal Usage WalkUsage(int task, int cycles)
    {
        StartTest(Scratch, task);
        return Observe(cycles);
    }

    /// <summary>Lets a copy sleep without reward, so that no weight moves.</summary>
    internal Usage DozeUsage(SleepKind kind, int cycles)
    {
        state.Bytes.CopyTo(Scratch.Bytes);
        Scratch.Mem.F(body.At + ForagerBody.SleepReward) = 0;
        Schedule(Scratch, (network.StateOf(kind).Index, Endless, ForagerBody.Asleep));
        return Observe(cycles);
    }

    private Usage Observe(int cycles)
    {
        var usage = new Usage(network.Act.Source.Size, experiment.Learning.TraceTau, experiment.Learning.TraceWindow);
        int spikes = Scratch.Words[Head.Spikes], events = Scratch.Words[Head.Events];
        for (int c = 0; c < cycles; c++)
        {
            Run(Scratch, 1);
            usage.Add(Spikes(network.Act.Source), Spikes(network.Motor));
        }

        usage.Work = (Scratch.Words[Head.Spikes] - spikes, Scratch.Words[Head.Events] - events);
        return usage;
    }
}
