namespace Snn.Foraging.Remedies;

/// <summary>A task boundary as the network itself can notice it: the reward of the last 5,000 cycles is less than half of its running mean, where that
/// mean was worth speaking of. For remedies that are not told of boundaries.</summary>
internal sealed class RewardDrop
{
    private const double Averaging = 0.2, Least = 0.02, Share = 0.5;
    private readonly RewardMeter reward = new();
    private double mean;

    /// <summary>Looks at the last grain.</summary>
    /// <returns>True if a task seems to have ended.</returns>
    public bool Look(Life life)
    {
        var now = reward.Read(life);
        var drop = mean > Least && now < Share * mean;
        mean = drop ? now : mean + (Averaging * (now - mean));
        return drop;
    }

    /// <summary>Writes its state.</summary>
    public void Save(BinaryWriter to)
    {
        reward.Save(to);
        to.Write(mean);
    }

    /// <summary>Reads its state.</summary>
    public void Load(BinaryReader from)
    {
        reward.Load(from);
        mean = from.ReadDouble();
    }
}
