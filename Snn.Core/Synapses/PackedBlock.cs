using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Memory;

namespace Snn.Core.Synapses;

/// <summary>Some neighbouring places of a packed row, as many as there are lanes: which of them hold a synapse, and where the weights of those are.</summary>
/// <param name="at">Address of the first weight.</param>
/// <param name="bits">A bit for each place that holds one.</param>
internal readonly struct PackedBlock(int at, int bits)
{
    /// <summary>Address of the first raw weight.</summary>
    public readonly int At = at;

    /// <summary>A bit for each place that holds a synapse.</summary>
    public readonly int Bits = bits;

    /// <summary>The raw weights, zero where there is no synapse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Load<M, T>(M mem)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T> => T.Expand(mem, At, Bits);

    /// <summary>Sets the raw weights of the synapses that there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<M, T>(T weights, M mem)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T> => T.Compress(weights, mem, At, Bits);
}
