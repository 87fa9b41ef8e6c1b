using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Memory;

namespace Snn.Core.Engines;

/// <summary>The few neurons of a swept population that may fire in this window, gathered so that they fill whole lanes. Their order does not
/// matter: each is solved by itself, and spikes are sorted afterwards.</summary>
internal readonly struct LoudList
{
    /// <summary>Addresses of the count and of the arrays.</summary>
    public readonly int At, Ids, V, J, T0, Input;

    /// <summary>The list at an address.</summary>
    /// <param name="at">Address.</param>
    /// <param name="room">Length of each array.</param>
    public LoudList(int at, int room)
    {
        At = at;
        Ids = at + SpikeList.Header;
        V = Ids + room;
        J = V + room;
        T0 = J + room;
        Input = T0 + room;
    }

    /// <summary>The list of a population.</summary>
    public static LoudList Of<M>(M mem, int pop)
        where M : struct, IMem, allows ref struct => new(mem.I(pop, Pop.Loud), (mem.I(pop, Pop.N) + 15) / 16 * 16 + 16);

    /// <summary>Adds the neurons of a block whose bits are set, with the state they have in memory and their input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<M, T>(M mem, int bits, int block, int n, int v0, int j0, int t00, int inputs)
        where M : struct, IMem, allows ref struct
        where T : struct, ILanes<T>
    {
        while (bits != 0)
        {
            int id = block + T.FirstLane(bits);
            bits &= bits - 1;
            if (id < n)
            {
                int k = mem.Increment(At);
                mem.I(Ids + k) = id;
                mem.F(V + k) = mem.F(v0 + id);
                mem.F(J + k) = mem.F(j0 + id);
                mem.F(T0 + k) = mem.F(t00 + id);
                mem.F(Input + k) = mem.F(inputs + id);
            }
        }
    }

    /// <summary>Fills the lanes behind the last neuron with silent ones.</summary>
    public void Pad<M>(M mem, int block, int count, int width)
        where M : struct, IMem, allows ref struct
    {
        for (int k = count > block ? count : block; k < block + width; k++)
        {
            mem.I(Ids + k) = -1;
            mem.F(V + k) = 0f;
            mem.F(J + k) = 0f;
            mem.F(T0 + k) = 0f;
            mem.F(Input + k) = 0f;
        }
    }
}
