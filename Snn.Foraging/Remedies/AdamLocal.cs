namespace Snn.Foraging.Remedies;

/// <summary>An Adam-like rate per synapse (after Kingma and Ba 2015; "local": it sees changes of weights, not gradients). A synapse that has been changing
/// more than most is slowed to what most do:
/// <code>
///   v := 0.9 v + 0.1 dw^2   over rounds of 5,000 cycles      dw := dw min(1, sqrt(median v / v))
/// </code>
/// Synapses that change less are not sped up. Written into every phase.</summary>
[Remedy("adam-local", Holds = true)]
public sealed class AdamLocal : IRemedy
{
    private const float Memory = 0.9f;
    private float[] before = [];
    private float[] square = [];

    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public void Begin(Life life)
    {
        if (before.Length == 0)
            before = life.Weights();
        else if (square.Length > 0)
            Hold(life);
    }

    /// <inheritdoc/>
    public void During(Life life)
    {
        var now = life.Weights();
        var first = square.Length == 0;
        if (first)
            square = new float[now.Length];
        for (var k = 0; k < now.Length; k++)
        {
            var change = (now[k] - before[k]) * (now[k] - before[k]);
            square[k] = first ? change : (Memory * square[k]) + ((1 - Memory) * change);
        }

        before = now;
        Hold(life);
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter to)
    {
        to.Write(before);
        to.Write(square);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader from)
    {
        before = from.ReadFloats();
        square = from.ReadFloats();
    }

    private void Hold(Life life)
    {
        var median = square.Order().ElementAt(square.Length / 2);
        life.Hold([.. square.Select(v => v > median ? MathF.Sqrt(median / v) : 1f)]);
    }
}
