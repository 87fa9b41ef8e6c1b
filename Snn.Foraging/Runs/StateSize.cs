using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;

namespace Snn.Foraging.Runs;

/// <summary>What a condition makes an agent larger by, as really laid out: the memory of an agent of an experiment with this condition alone, less
/// that of one with none.</summary>
/// <param name="Stored">Bytes of past experience.</param>
/// <param name="Extra">Bytes of other state; 0 if the agent is smaller.</param>
internal sealed record StateSize(long Stored, long Extra)
{
    /// <summary>Measures a condition.</summary>
    public static StateSize Of(Experiment experiment, Condition condition)
    {
        Experiment own = experiment with { Conditions = [condition] }, plain = experiment with { Conditions = [] };
        var agent = new Forager(own, 1, 1);
        return new(agent.ExperienceBytes, Math.Max(0, agent.Footprint.Bytes - new Forager(plain, 1, 1).Footprint.Bytes - agent.ExperienceBytes));
    }
}
