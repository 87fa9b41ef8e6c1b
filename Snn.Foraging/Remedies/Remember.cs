namespace Snn.Foraging.Remedies;

/// <summary>Fills the buffer of experience replay (see <see cref="Replay"/>) from the life in this phase: every experience with food or poison in it has
/// the same chance to be kept, whenever it was made.</summary>
/// <param name="experiences">Experiences kept.</param>
[Remedy("remember", Value = "experiences", Max = 1_000_000)]
public sealed class Remember(double experiences) : IRemedy
{
    /// <inheritdoc/>
    public void Begin(Life life) => life.Remember((int)experiences);
}
