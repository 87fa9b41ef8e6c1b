namespace Snn.Core.Sleep;

/// <summary>Sleep pressure from falling reward: how far its running mean lies below the best since the last sleep.
/// <code>
///   m := m + (reward - m) / min(n, 20)        n-th time of asking, over all of the phase
///   best := max(best, m)                      from m on when it wakes
///   pressure = best - m                       sleep when it reaches the threshold
/// </code></summary>
/// <param name="threshold">Fall of the reward from one asking to the next.</param>
public sealed class FallingReward(double threshold) : SleepPressure
{
    /// <summary>Times of asking that the running mean goes back.</summary>
    public const int Memory = 20;

    private double mean;
    private double best = double.NegativeInfinity;
    private long asked;

    /// <inheritdoc/>
    public override void Woke(ReadOnlySpan<float> weights) => best = asked == 0 ? double.NegativeInfinity : mean;

    /// <inheritdoc/>
    public override bool Calls(ReadOnlySpan<float> weights, double reward, int window)
    {
        asked++;
        mean += (reward - mean) / Math.Min(asked, Memory);
        best = Math.Max(best, mean);
        return best - mean >= threshold;
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Write(mean);
        to.Write(best);
        to.Write(asked);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        ArgumentNullException.ThrowIfNull(from);
        (mean, best, asked) = (from.ReadDouble(), from.ReadDouble(), from.ReadInt64());
    }
}
