namespace Snn.Foraging.Remedies;

/// <summary>A fresh network for every phase: the agent as it was when the first phase with this word began. Nothing is carried from one task to the next; what
/// learns better than that profits from its past. Written into every phase that trains.</summary>
[Remedy("fresh", Needs = "boundary")]
public sealed class Fresh : IRemedy
{
    private byte[] untrained = [];

    /// <inheritdoc/>
    public void Begin(Life life)
    {
        if (untrained.Length == 0)
            untrained = life.State();
        else
            life.Become(untrained);
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter to)
    {
        to.Write(untrained.Length);
        to.Write(untrained);
    }

    /// <inheritdoc/>
    public void Load(BinaryReader from) => untrained = from.ReadBytes(from.ReadInt32());
}
