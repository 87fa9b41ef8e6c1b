using Snn.Core.Numerics;

namespace Snn.Core.Sleep;

/// <summary>The control for sleep pressure: no pressure, each time of asking calls for sleep with the same chance.</summary>
/// <param name="chance">That chance.</param>
/// <param name="seed">Key of the draws.</param>
/// <param name="purpose">Purpose of the draws.</param>
public sealed class RandomSleep(double chance, int seed, int purpose) : SleepPressure
{
    /// <inheritdoc/>
    public override void Woke(ReadOnlySpan<float> weights)
    {
    }

    /// <inheritdoc/>
    public override bool Calls(ReadOnlySpan<float> weights, double reward, int window) =>
        Philox.Unit(Philox.Draw(seed, purpose, window, 0).X.Value) < chance;

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
    }
}
