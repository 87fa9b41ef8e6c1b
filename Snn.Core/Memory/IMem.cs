namespace Snn.Core.Memory;

/// <summary>A trial's whole memory: one flat block of 32-bit words, each read as a float or as an integer.</summary>
public interface IMem
{
    /// <summary>The word as a float.</summary>
    ref float F(int at);

    /// <summary>The word as an integer.</summary>
    ref int I(int at);

    /// <summary>The word k behind another as a float. For the words of a descriptor: what is the same in all of their addresses is worked out once.</summary>
    ref float F(int at, int k);

    /// <summary>The word k behind another as an integer.</summary>
    ref int I(int at, int k);

    /// <summary>Adds values[k] to sums[targets[k]] for one block of lanes; the targets are distinct.</summary>
    /// <param name="sums">Address of the sums.</param>
    /// <param name="targets">Address of the block's target numbers.</param>
    /// <param name="values">Address of the block's values.</param>
    /// <param name="width">Lanes: 4, 8 or 16.</param>
    void Scatter(int sums, int targets, int values, int width);

    /// <summary>Says that the word's cache line will be read soon. It changes nothing.</summary>
    void Prefetch(int at);

    /// <summary>Adds one atomically and returns the value before.</summary>
    int Increment(int at);

    /// <summary>Sets bits atomically.</summary>
    void Or(int at, int bits);
}
