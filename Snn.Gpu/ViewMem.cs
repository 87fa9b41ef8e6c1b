using ILGPU;
using ILGPU.Runtime.Cuda;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>One trial's memory inside a kernel: device memory, seen as integers and as floats.</summary>
public readonly struct ViewMem : IMem
{
    private readonly ArrayView<int> words;
    private readonly ArrayView<float> floats;
    private readonly long address;

    /// <summary>Wraps the words of one trial.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="address">Where they lie in a card's memory.</param>
    public ViewMem(ArrayView<int> words, long address)
    {
        this.words = words;
        this.address = address;
        floats = words.Cast<float>();
    }

    /// <inheritdoc/>
    public ref float F(int at) => ref floats[at];

    /// <inheritdoc/>
    public ref int I(int at) => ref words[at];

    /// <inheritdoc/>
    public void Scatter(int sums, int targets, int values, int width)
    {
        // The loads of all four first: a store might be to where the next load is from, so a compiler would not do it.
        int a = sums + words[targets], b = sums + words[targets + 1], c = sums + words[targets + 2], d = sums + words[targets + 3];
        float p = floats[values], q = floats[values + 1], r = floats[values + 2], s = floats[values + 3];
        float va = floats[a], vb = floats[b], vc = floats[c], vd = floats[d];
        floats[a] = va + p;
        floats[b] = vb + q;
        floats[c] = vc + r;
        floats[d] = vd + s;
    }

    /// <inheritdoc/>
    public void Prefetch(int at)
    {
        if (CudaAsm.IsSupported)
            CudaAsm.Emit("prefetch.global.L1 [%0];", address + 4L * at);
    }

    /// <inheritdoc/>
    public int Increment(int at) => Atomic.Add(ref words[at], 1);

    /// <inheritdoc/>
    public void Or(int at, int bits) => Atomic.Or(ref words[at], bits);
}
