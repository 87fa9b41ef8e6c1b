namespace Snn.Core.Sleep;

/// <summary>Sleep pressure from what has been learnt since the last sleep:
/// <code>
///   pressure = sum |w - w_woke| / sum |w_woke|        sleep when it reaches the threshold
/// </code>
/// after the synaptic homeostasis hypothesis, in which the need to sleep is the change of synapses awake (Tononi and Cirelli 2014).</summary>
/// <param name="threshold">Share of the total weight that may have moved.</param>
public sealed class WeightDrift(double threshold) : SleepPressure
{
    private float[] woke = [];

    /// <inheritdoc/>
    public override bool Weighs => true;

    /// <inheritdoc/>
    public override void Woke(ReadOnlySpan<float> weights) => woke = weights.ToArray();

    /// <inheritdoc/>
    public override bool Calls(ReadOnlySpan<float> weights, double reward, int window)
    {
        double moved = 0, total = 0;
        for (int i = 0; i < woke.Length; i++)
        {
            moved += Math.Abs((double)weights[i] - woke[i]);
            total += Math.Abs((double)woke[i]);
        }

        return moved >= threshold * total;
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Write(woke.Length);
        foreach (float w in woke)
            to.Write(w);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        ArgumentNullException.ThrowIfNull(from);
        woke = new float[from.ReadInt32()];
        for (int i = 0; i < woke.Length; i++)
            woke[i] = from.ReadSingle();
    }
}
