namespace Snn.Core.Sleep;

/// <summary>What makes a network fall asleep when it needs to, instead of by the clock. It is asked now and then while the network is awake, by whoever
/// lets it live, between two stretches of life: the loop knows nothing of it, and every engine asks at the same cycles. A kind of pressure is one file.</summary>
public abstract class SleepPressure
{
    /// <summary>True if <see cref="Calls"/> looks at the weights.</summary>
    public virtual bool Weighs => false;

    /// <summary>The network has just woken, or begins: there is no pressure.</summary>
    /// <param name="weights">Its plastic weights; empty if it does not weigh them.</param>
    public abstract void Woke(ReadOnlySpan<float> weights);

    /// <summary>Says whether the pressure is high enough to fall asleep now.</summary>
    /// <param name="weights">Plastic weights; empty if it does not weigh them.</param>
    /// <param name="reward">Sum of the rewards since it was last asked, or woke.</param>
    /// <param name="window">Number of the next window.</param>
    public abstract bool Calls(ReadOnlySpan<float> weights, double reward, int window);

    /// <summary>Writes what it has to know when a trial goes on.</summary>
    public abstract void Save(BinaryWriter to);

    /// <summary>Reads it.</summary>
    public abstract void Load(BinaryReader from);
}
