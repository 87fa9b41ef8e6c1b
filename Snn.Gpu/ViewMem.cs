using ILGPU;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>One trial's memory inside a kernel: device memory, seen as integers and as floats.</summary>
public readonly struct ViewMem : IMem
{
    private readonly ArrayView<int> words;
    private readonly ArrayView<float> floats;

    /// <summary>Wraps the words of one trial.</summary>
    /// <param name="words">Its words.</param>
    public ViewMem(ArrayView<int> words)
    {
        this.words = words;
        floats = words.Cast<float>();
    }

    /// <inheritdoc/>
    public ref float F(int at) => ref floats[at];

    /// <inheritdoc/>
    public ref int I(int at) => ref words[at];

    /// <inheritdoc/>
    public void Scatter(int sums, int targets, int values, int width)
    {
        for (int k = 0; k < width; k++)
            floats[sums + words[targets + k]] += floats[values + k];
    }

    /// <inheritdoc/>
    public int Increment(int at) => Atomic.Add(ref words[at], 1);

    /// <inheritdoc/>
    public void Or(int at, int bits) => Atomic.Or(ref words[at], bits);
}
