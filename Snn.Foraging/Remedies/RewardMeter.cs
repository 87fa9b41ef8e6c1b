namespace Snn.Foraging.Remedies;

/// <summary>Reward a waking cycle, rewarded less punished particles, between one look and the next.</summary>
internal sealed class RewardMeter
{
    private long cycles;
    private int eaten;

    /// <summary>Begins anew.</summary>
    public void Reset(Life life) => Read(life);

    /// <summary>Reward a waking cycle since the last look; 0 if there were none.</summary>
    public double Read(Life life)
    {
        var (cyclesNow, eatenNow) = (life.WakeCycles, life.Eaten.Rewarded - life.Eaten.Punished);
        var rate = cyclesNow > cycles ? (double)(eatenNow - eaten) / (cyclesNow - cycles) : 0;
        (cycles, eaten) = (cyclesNow, eatenNow);
        return rate;
    }

    /// <summary>Writes its state.</summary>
    public void Save(BinaryWriter to)
    {
        to.Write(cycles);
        to.Write(eaten);
    }

    /// <summary>Reads its state.</summary>
    public void Load(BinaryReader from)
    {
        cycles = from.ReadInt64();
        eaten = from.ReadInt32();
    }
}
