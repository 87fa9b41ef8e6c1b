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
    public ref float F(int at, int k) => ref floats.SubView(at)[k];

    /// <inheritdoc/>
    public ref int I(int at, int k) => ref words.SubView(at)[k];

    /// <inheritdoc/>
    public void Scatter(int sums, int targets, int values, int width)
    {
        // The loads of all four first: a store might be to where the next load is from, so a compiler would not do it.
        var to = words.SubView(targets);
        var from = floats.SubView(values);
        int a = sums + to[0], b = sums + to[1], c = sums + to[2], d = sums + to[3];
        float p = from[0], q = from[1], r = from[2], s = from[3];
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
