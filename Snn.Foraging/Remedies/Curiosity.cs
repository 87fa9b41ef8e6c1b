namespace Snn.Foraging.Remedies;

/// <summary>Curiosity: what is learnt of the world is a reward of its own. A predictor of the next view learns in this phase, and the reward grows by
/// <paramref name="weight"/> times the fall of its error, a cycle late. Scores and food are counted without it.</summary>
/// <param name="weight">Reward for a fall by 1 of the squared error, summed over the view.</param>
[Remedy("curiosity", Value = "reward per fall of the squared error")]
public sealed class Curiosity(double weight) : IRemedy
{
    /// <inheritdoc/>
    public void Begin(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        life.Wonder(weight);
    }
}
