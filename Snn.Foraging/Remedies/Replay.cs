namespace Snn.Foraging.Remedies;

/// <summary>Experience replay: after each stretch of training (<c>sleep.wake_cycles</c>), and of sleep where there is sleep, some cycles in which stored
/// experiences take the place of the world. The input spikes of the stored view are forced, the stored direction is credited, and the stored reward is
/// delivered; the same rewarded STDP learns, each experience by itself. Which is drawn is the same on every engine.</summary>
[Remedy("replay", Value = "cycles after each stretch of training", Max = 1_000_000, Needs = "boundary")]
public sealed class Replay : IRemedy
{
    /// <summary>The schedule is the agent's own: <see cref="Protocols.Phase.ReplayCycles"/>.</summary>
    /// <param name="cycles">Cycles after each stretch of training.</param>
    public Replay(double cycles) => _ = cycles;
}
