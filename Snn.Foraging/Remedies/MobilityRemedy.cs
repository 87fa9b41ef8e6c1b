namespace Snn.Foraging.Remedies;

/// <summary>What remedies have in common that give every synapse a mobility as a phase begins and keep to it: dw becomes m dw, whether it comes from
/// reward or from the competition of a column.</summary>
public abstract class MobilityRemedy : IRemedy
{
    private float[] mobility = [];

    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <inheritdoc/>
    public void Begin(Life life)
    {
        mobility = Mobility(life) ?? [];
        During(life);
    }

    /// <inheritdoc/>
    public virtual void During(Life life)
    {
        if (mobility.Length > 0)
            life.Hold(mobility);
    }

    /// <inheritdoc/>
    public virtual void Save(BinaryWriter to)
    {
        to.Write(mobility.Length);
        foreach (var m in mobility)
            to.Write(m);
    }

    /// <inheritdoc/>
    public virtual void Load(BinaryReader from)
    {
        mobility = new float[from.ReadInt32()];
        for (var k = 0; k < mobility.Length; k++)
            mobility[k] = from.ReadSingle();
    }

    /// <summary>The mobility of every synapse, [hidden, output] in row order; null while there is nothing to protect.</summary>
    protected abstract float[]? Mobility(Life life);
}
