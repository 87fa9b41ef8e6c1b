using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Sleep;

namespace Snn.Core.Engines;

/// <summary>The plain body: a network and nothing around it. One window is
/// <code>
///   schedule    a new episode of the sleep-wake alternation may begin
///   jump        if nothing is due in this window, straight on to the first in which something is
///   solve, learn, next
/// </code>
/// Which windows are solved depends on the network's state alone, so a run in two pieces is the same run.</summary>
/// <param name="At">Address of the body's own words: the number of input populations, then their descriptors.</param>
/// <param name="Jumps">0 to walk through empty windows too: the same spikes, only later.</param>
public readonly record struct NetworkBody(int At, int Jumps = 1) : ITrialBody
{
    /// <summary>Words to reserve for it when a network is compiled.</summary>
    public static int Words(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return 1 + network.Populations.Count(p => p is InputPopulation);
    }

    /// <summary>Writes the body's own words into a fresh trial.</summary>
    public static void Set(CompiledNetwork network, StateBlock state)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(state);
        int count = 0;
        foreach (var input in network.Network.Populations.OfType<InputPopulation>())
            state.Words[network.Body + ++count] = network.Of(input);
        state.Words[network.Body] = count;
    }

    /// <inheritdoc/>
    public void Run<M, G, T, N, W>(M mem, G group, int windows)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where N : struct, ILanes<N>
        where W : struct, IWords<W>
    {
        while (windows > 0)
            windows -= Step<M, G, T, N, W>(mem, group, windows);
    }

    /// <summary>Solves one window, or jumps over some empty ones.</summary>
    /// <param name="mem">The trial's memory.</param>
    /// <param name="group">The threads that advance it together.</param>
    /// <param name="most">Windows to advance at the very most, at least 1.</param>
    /// <returns>Windows advanced.</returns>
    public int Step<M, G, T, N, W>(M mem, G group, int most)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where N : struct, ILanes<N>
        where W : struct, IWords<W>
    {
        bool scheduled = mem.I(Head.Episodes) > 0;
        if (scheduled && Alternation.Next(mem, group))
            EventLoop<M, G, T, N, W>.Enter(mem, group, mem.I(Head.EpisodeTable + (2 * mem.I(Head.Episode))));

        int left = mem.I(Head.EpisodeLeft);
        most = scheduled && left + 1 < most ? left + 1 : most;
        int empty = Jumps != 0 ? Horizon.EmptyWindows(mem) : 0;
        empty = empty < most ? empty : most;
        if (empty > 0)
        {
            group.Barrier();
            if (group.Lane == 0)
            {
                mem.I(Head.Window) += empty;
                mem.I(Head.EpisodeLeft) = scheduled ? left - (empty - 1) : left;
            }

            group.Barrier();
            return empty;
        }

        group.Meet();
        Quiet(mem, group);
        EventLoop<M, G, T, N, W>.Solve(mem, group);
        EventLoop<M, G, T, N, W>.Learn(mem, group);
        EventLoop<M, G, T, N, W>.Next(mem, group);
        return 1;
    }

    /// <summary>Inputs that nobody commanded in this window are silent in it.</summary>
    private void Quiet<M, G>(M mem, G group)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int window = mem.I(Head.Window);
        for (int i = group.Lane; i < mem.I(At); i += group.Size)
        {
            int slot = SpikeList.Slot(mem, mem.I(At + 1 + i), window);
            if (mem.I(SpikeList.WindowOf(slot)) != window)
            {
                mem.I(SpikeList.WindowOf(slot)) = window;
                mem.I(SpikeList.CountOf(slot)) = 0;
            }
        }

        group.Barrier();
    }
}
