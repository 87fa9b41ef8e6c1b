using Snn.Core.Memory;
using Snn.Core.Networks;

namespace Snn.Core.Engines;

/// <summary>Spikes that input populations have been told to fire and have not fired yet.</summary>
internal sealed class InputQueue
{
    /// <summary>Latest first, so that what is due is taken off the end; neurons of one moment in falling order.</summary>
    private static readonly Comparison<Commanded> LatestFirst = (a, b) =>
    {
        int order = b.Window.CompareTo(a.Window);
        order = order != 0 ? order : b.Input.CompareTo(a.Input);
        order = order != 0 ? order : b.Offset.CompareTo(a.Offset);
        return order != 0 ? order : b.Neuron.CompareTo(a.Neuron);
    };

    private readonly List<Commanded> spikes = [];
    private bool sorted = true;

    /// <summary>Window of the next spike, or <see cref="int.MaxValue"/>.</summary>
    public int NextWindow
    {
        get
        {
            Sort();
            return spikes.Count == 0 ? int.MaxValue : spikes[^1].Window;
        }
    }

    /// <summary>Adds a spike.</summary>
    public void Add(Commanded spike)
    {
        spikes.Add(spike);
        sorted = false;
    }

    /// <summary>Writes what is due in the current window into the inputs' spike lists.</summary>
    /// <returns>The number of spikes.</returns>
    public int Deliver(CompiledNetwork network, FlatMem mem)
    {
        int window = mem.I(Head.Window), delivered = 0;
        while (NextWindow == window)
        {
            var spike = spikes[^1];
            spikes.RemoveAt(spikes.Count - 1);
            var input = (InputPopulation)network.Network.Populations[spike.Input];
            int pop = network.Of(input), slot = SpikeList.Slot(mem, pop, window), ids = SpikeList.IdsOf(mem, pop, slot);
            int count = mem.I(SpikeList.WindowOf(slot)) == window ? mem.I(SpikeList.CountOf(slot)) : 0;
            if (input.AtOnset && count > 0 && mem.I(ids + count - 1) == spike.Neuron)
                continue;
            if (count == mem.I(pop, Pop.Capacity))
                throw new NetworkException($"population '{input.Name}' is told to fire more than {count} times in one window of {network.WindowMs} ms; give the network a shorter window");
            mem.F(SpikeList.TimesOf(slot) + count) = spike.Offset;
            mem.I(ids + count) = spike.Neuron;
            mem.I(SpikeList.WindowOf(slot)) = window;
            mem.I(SpikeList.CountOf(slot)) = count + 1;
            delivered++;
        }

        return delivered;
    }

    /// <summary>Writes the queue.</summary>
    public void Save(BinaryWriter to)
    {
        Sort();
        to.Write(spikes.Count);
        foreach (var spike in spikes)
        {
            to.Write(spike.Window);
            to.Write(spike.Input);
            to.Write(spike.Offset);
            to.Write(spike.Neuron);
        }
    }

    /// <summary>Replaces the queue by a saved one.</summary>
    public void Load(BinaryReader from)
    {
        spikes.Clear();
        for (int left = from.ReadInt32(); left > 0; left--)
            spikes.Add(new(from.ReadInt32(), from.ReadInt32(), from.ReadSingle(), from.ReadInt32()));
        sorted = true;
    }

    private void Sort()
    {
        if (!sorted)
            spikes.Sort(LatestFirst);
        sorted = true;
    }
}

/// <summary>A spike to come.</summary>
/// <param name="Window">Window in which it falls.</param>
/// <param name="Input">Index of the input population.</param>
/// <param name="Offset">Time from the start of the window, ms.</param>
/// <param name="Neuron">Neuron.</param>
internal readonly record struct Commanded(int Window, int Input, float Offset, int Neuron);
