namespace Snn.Core.Lanes;

/// <summary>One 32-bit word.</summary>
public readonly struct W1 : IWords<W1>
{
    /// <summary>The word.</summary>
    public readonly uint Value;

    /// <summary>Wraps a word.</summary>
    public W1(uint value) => Value = value;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static W1 Of(uint value) => new(value);

    /// <inheritdoc/>
    public static W1 From(uint first) => new(first);

    /// <inheritdoc/>
    public static W1 operator ^(W1 a, W1 b) => new(a.Value ^ b.Value);

    /// <inheritdoc/>
    public static void Multiply(W1 a, uint by, out W1 high, out W1 low)
    {
        ulong product = (ulong)a.Value * by;
        high = new((uint)(product >> 32));
        low = new((uint)product);
    }

    /// <inheritdoc/>
    public static void StoreHalves(W1 a, float scale, float offset, ref float low, ref float high)
    {
        low = ((int)(a.Value & 0xffff) + 0.5f) * scale + offset;
        high = ((int)(a.Value >> 16) + 0.5f) * scale + offset;
    }

    /// <inheritdoc/>
    public static void StoreUnit(W1 a, ref float at) => at = Numerics.Philox.Unit(a.Value);

    /// <inheritdoc/>
    public static void Store(W1 a, ref int at) => at = (int)a.Value;
}
