namespace Snn.Core.Lanes;

/// <summary>Some 32-bit words side by side: what the random generator is written over.</summary>
/// <typeparam name="W">The implementing type.</typeparam>
public interface IWords<W>
    where W : struct, IWords<W>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Width { get; }

    /// <summary>The same word in every lane.</summary>
    static abstract W Of(uint value);

    /// <summary>first, first + 1, ... in the lanes.</summary>
    static abstract W From(uint first);

    /// <summary>Exclusive or.</summary>
    static abstract W operator ^(W a, W b);

    /// <summary>The 64-bit product of each lane with a constant, as its high and low word.</summary>
    static abstract void Multiply(W a, uint by, out W high, out W low);

    /// <summary>Writes, for every lane, <c>(low half + 1/2) * scale + offset</c> as a float at <paramref name="low"/> and the same of the high half at <paramref name="high"/>.</summary>
    static abstract void StoreHalves(W a, float scale, float offset, ref float low, ref float high);

    /// <summary>Writes every lane as a float in (0, 1), see <see cref="Numerics.Philox.Unit"/>.</summary>
    static abstract void StoreUnit(W a, ref float at);

    /// <summary>Writes every lane.</summary>
    static abstract void Store(W a, ref int at);
}
