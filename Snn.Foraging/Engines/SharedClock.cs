namespace Snn.Foraging.Engines;

/// <summary>The time of something that several use at once: each is charged its equal part, and all of them together what has passed.</summary>
/// <param name="time">What tells the time.</param>
internal sealed class SharedClock(TimeProvider time)
{
    private readonly object gate = new();
    private double charged; // to each user that was there all the time
    private long last;
    private int users;

    /// <summary>Begins to use it.</summary>
    /// <returns>What <see cref="Leave"/> takes.</returns>
    public double Enter()
    {
        lock (gate)
        {
            Advance();
            users++;
            return charged;
        }
    }

    /// <summary>Uses it no more.</summary>
    /// <param name="entered">What <see cref="Enter"/> gave.</param>
    /// <returns>Seconds to pay for.</returns>
    public double Leave(double entered)
    {
        lock (gate)
        {
            Advance();
            users--;
            return charged - entered;
        }
    }

    private void Advance()
    {
        long now = time.GetTimestamp();
        if (users > 0)
            charged += time.GetElapsedTime(last, now).TotalSeconds / users;
        last = now;
    }
}
