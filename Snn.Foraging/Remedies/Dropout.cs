namespace Snn.Foraging.Remedies;

/// <summary>Dropout (Srivastava et al. 2014): in training, a share of the hidden neurons is silent, others every 500 cycles; in tests and asleep all take part.
/// It is drawn by stretches, not anew for every view. Written into every phase.</summary>
/// <param name="share">Share that is silent.</param>
[Remedy("dropout", Value = "share of the hidden neurons that are silent", Max = 0.9, Masks = true)]
public sealed class Dropout(double share) : IRemedy
{
    /// <inheritdoc/>
    public int Every => 500;

    /// <inheritdoc/>
    public void Begin(Life life) => During(life);

    /// <inheritdoc/>
    public void During(Life life) => life.Silence(i => life.Draw(i) < share * 4294967296.0);
}
