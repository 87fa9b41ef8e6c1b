namespace Snn.Foraging.Remedies;

/// <summary>Experience replay: after each stretch of training (<c>sleep.wake_cycles</c>), and of sleep where there is sleep, some stored experiences take the
/// place of the world, step by step. The input spikes of the stored view are forced, the stored direction is credited, and behind the last step the stored
/// reward is delivered; the same rewarded STDP learns, each experience by itself. Which is drawn is the same on every engine.</summary>
[Remedy("replay", Value = "experiences after each stretch of training", Max = 1_000_000, Needs = "boundary")]
public sealed class Replay : IRemedy
{
    /// <summary>The schedule is the agent's own: <see cref="Protocols.Phase.Replays"/>.</summary>
    /// <param name="experiences">Experiences after each stretch of training.</param>
    public Replay(double experiences) => _ = experiences;
}
