namespace Snn.Foraging.Remedies;

/// <summary>What remedies have in common that give every synapse a mobility m as a phase begins and keep to it: dw becomes m dw, whether it comes from
/// reward or from the competition of a column.</summary>
public abstract class MobilityRemedy : IRemedy
{
    private float[] mobility = [];

    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public virtual void Begin(Life life) => Hold(life, Mobility(life));

    /// <inheritdoc/>
    public virtual void During(Life life)
    {
        if (mobility.Length > 0)
            life.Hold(mobility);
    }

    /// <inheritdoc/>
    public virtual void Save(BinaryWriter to) => to.Write(mobility);

    /// <inheritdoc/>
    public virtual void Load(BinaryReader from) => mobility = from.ReadFloats();

    /// <summary>Changes the mobilities, from now on.</summary>
    protected void Hold(Life life, float[]? to)
    {
        ArgumentNullException.ThrowIfNull(life);
        mobility = to ?? [];
        if (mobility.Length > 0)
            life.Hold(mobility);
    }

    /// <summary>The mobility of every synapse as the phase begins, 0 to 1, [hidden, output] in row order; null while there is nothing to protect.</summary>
    protected abstract float[]? Mobility(Life life);
}
