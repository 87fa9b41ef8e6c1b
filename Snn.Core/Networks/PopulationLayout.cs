using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Neurons;
using Snn.Core.Numerics;

namespace Snn.Core.Networks;

/// <summary>Lays out a population: its descriptor, its spike ring, the state of its neurons.</summary>
internal static class PopulationLayout
{
    /// <summary>Rounds up to whole blocks of lanes.</summary>
    public static int Padded(int n) => (n + 15) / 16 * 16;

    public static int Write(Image image, CompilePlan plan, Population population, int seed)
    {
        int n = population.Size, capacity = plan.SpikeCapacity(population), slots = plan.Slots(population);
        int at = image.Take(Pop.Size);
        image[at + Pop.N] = n;
        image[at + Pop.Capacity] = capacity;
        image[at + Pop.Slots] = slots;
        image[at + Pop.Ring] = image.Take((long)slots * (SpikeList.Header + 2 * capacity));
        for (int s = 0; s < slots; s++)
            image[image[at + Pop.Ring] + s * (SpikeList.Header + 2 * capacity)] = -1;
        image[at + Pop.Scratch] = image.Scratch(SpikeList.Header + 2 * capacity);
        if (population is LifPopulation lif)
            WriteNeurons(image, plan, lif, at, seed);
        if (population is MapPopulation map)
            WriteNeurons(image, plan, map, at);
        return at;
    }

    /// <summary>The list of incoming projections, and room for what arrives through them.</summary>
    public static void WriteIncoming(Image image, CompilePlan plan, Population population, int[] pops, int[] projs)
    {
        int at = pops[population.Index];
        var incoming = plan.Into(population).ToList();
        image[at + Pop.Incoming] = incoming.Count;
        image[at + Pop.IncomingList] = image.Ints([.. incoming.Select(p => projs[p.Index])]);
        if (population is not LifPopulation || plan.Swept.Contains(population))
            return;
        long capacity = 64;
        foreach (var projection in incoming)
        {
            int proj = projs[projection.Index];
            long spikes = 2L * plan.SpikeCapacity(projection.Source);
            long synapses = ProjectionLayout.Count(image.Words, proj);
            capacity += projection.Delays.IsConstant ? spikes : Math.Min(spikes * (1 + (synapses / projection.Source.Size)), (4 * synapses) + 64);
        }

        image[at + Pop.ArrivalCapacity] = (int)Math.Min(capacity, 1 << 26);
        image[at + Pop.Arrivals] = image.Scratch(SpikeList.Header + ((4L + TouchedLif.ArrivalSize) * image[at + Pop.ArrivalCapacity]));
    }

    /// <summary>Map-based neurons begin at rest. Spare ones stand behind the last, to fill up lanes.</summary>
    private static void WriteNeurons(Image image, CompilePlan plan, MapPopulation population, int at)
    {
        int n = population.Size, room = Padded(n) + ClockedMap.Spare;
        var (v, slow) = population.Neuron.Rest();
        image[at + Pop.V] = image.Floats(room, v);
        image[at + Pop.Before] = image.Floats(room, v);
        image[at + Pop.Slow] = image.Floats(room, slow);
        image[at + Pop.J] = image.Take(room);
        var scratch = new StateBlock(16);
        population.Neuron.Constants(plan.Window).Save(scratch.Mem, 0);
        for (int i = 0; i < MapConstants.Words; i++)
            image[at + Pop.Constants + i] = scratch.Words[i];
        image[at + Pop.Loud] = image.Scratch(SpikeList.Header + ((1 + ClockedMap.Gathered) * room));
        for (int i = 0; i < room; i++)
            image[image[at + Pop.Loud] + SpikeList.Header + i] = i < n ? i : -1;
    }

    private static void WriteNeurons(Image image, CompilePlan plan, LifPopulation population, int at, int seed)
    {
        int n = population.Size, padded = Padded(n);
        var neuron = population.Neuron;
        image[at + Pop.V] = image.Take(padded);
        for (int i = 0; i < n; i++)
        {
            float u = Philox.Unit(Philox.Draw(seed, (int)Purpose.Potentials + (16 * population.Index), 0, i).X.Value);
            image.F(image[at + Pop.V] + i, (float)neuron.InitialMin + ((float)(neuron.InitialMax - neuron.InitialMin) * u));
        }

        image[at + Pop.J] = image.Take(padded);
        image[at + Pop.T0] = image.Take(padded);
        var constants = neuron.Constants(plan.Window);
        var scratch = new StateBlock(16);
        constants.Save(scratch.Mem, 0);
        for (int i = 0; i < 12; i++)
            image[at + Pop.Constants + i] = scratch.Words[i];
        if (plan.Swept.Contains(population))
        {
            image[at + Pop.Decays] = image.Scratch(2L * (plan.SpikeCapacity(plan.Into(population).Single().Source) + 32));
            image[at + Pop.Loud] = image.Scratch(SpikeList.Header + (5 * (padded + 16)));
            for (int i = 0; i < padded + 16; i++)
                image[image[at + Pop.Loud] + SpikeList.Header + i] = i < n ? i : -1;
            return;
        }

        image[at + Pop.Since] = image.Take(padded);
        image[at + Pop.Due] = image.Take(padded);
        image[at + Pop.Next] = image.Take(padded);
        image[at + Pop.Pending] = image.Take((n + 31) / 32);
        for (int i = 0; i < n; i++)
            image[image[at + Pop.Due] + i] = int.MaxValue;
        TouchedStart.Predict(image, at, n, neuron.IsDouble, constants, plan.Window);
    }
}
