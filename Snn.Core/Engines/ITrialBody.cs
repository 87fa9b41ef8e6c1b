using Snn.Core.Lanes;
using Snn.Core.Memory;

namespace Snn.Core.Engines;

/// <summary>What drives a network through its windows: nothing but the network itself, or an agent in a world. Unmanaged, so that the same
/// body runs in a kernel.</summary>
public interface ITrialBody
{
    /// <summary>Advances the trial.</summary>
    /// <param name="mem">The trial's memory.</param>
    /// <param name="group">The threads that advance it together.</param>
    /// <param name="windows">Windows, for an agent movement cycles.</param>
    void Run<M, G, T, N, W>(M mem, G group, int windows)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where N : struct, ILanes<N>
        where W : struct, IWords<W>;
}
