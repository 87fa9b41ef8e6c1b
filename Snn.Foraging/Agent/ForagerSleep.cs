using Snn.Core.Sleep;

namespace Snn.Foraging.Agent;

public sealed partial class Forager
{
    /// <summary>Rewards and punishments of the particles eaten awake so far, summed.</summary>
    internal double Earned => (state.Words[body.At + ForagerBody.Rewarded] * experiment.Learning.Reward) + (state.Words[body.At + ForagerBody.Punished] * experiment.Learning.Punishment);

    /// <summary>Falls asleep with the next cycle, in a phase that alternates training and sleep. It wakes by itself.</summary>
    internal void FallAsleep(int cycles) => Alternation.Cut(state.Mem, cycles);
}
