namespace Snn.Foraging.Remedies;

/// <summary>Unweighted pull: all weights are pulled back to what they were as the phase began (L2 regularisation towards the old solution).
/// <code>
///   w := w - share (w - w*)   every 5,000 cycles
/// </code></summary>
/// <param name="share">Share of the way back each time.</param>
[Remedy("pull", Value = "share of the way back in 5,000 cycles", Max = 1, Needs = "boundary")]
public sealed class Pull(double share) : IRemedy
{
    private float[] anchor = [];

    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public void Begin(Life life) => anchor = life.Weights();

    /// <inheritdoc/>
    public void During(Life life)
    {
        var w = life.Weights();
        for (var k = 0; k < w.Length; k++)
            w[k] -= (float)share * (w[k] - anchor[k]);
        life.SetWeights(w);
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter to) => to.Write(anchor);

    /// <inheritdoc/>
    public void Load(BinaryReader from) => anchor = from.ReadFloats();
}
