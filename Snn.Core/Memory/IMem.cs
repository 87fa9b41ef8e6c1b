namespace Snn.Core.Memory;

/// <summary>A trial's whole memory: one flat block of 32-bit words, each read as a float or as an integer.</summary>
public interface IMem
{
    /// <summary>The word as a float.</summary>
    ref float F(int at);

    /// <summary>The word as an integer.</summary>
    ref int I(int at);

    /// <summary>Adds one atomically and returns the value before.</summary>
    int Increment(int at);

    /// <summary>Sets bits atomically.</summary>
    void Or(int at, int bits);
}
