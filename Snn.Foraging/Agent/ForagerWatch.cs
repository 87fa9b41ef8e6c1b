using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Foraging.Experiments;
using Snn.Foraging.World;

namespace Snn.Foraging.Agent;

/// <summary>Looking at an agent spike by spike. Everything happens on a copy: the agent itself is left as it was.</summary>
public sealed partial class Forager
{
    /// <summary>Effective input-to-hidden weights, [hidden, inputs] in row order: the receptive fields; 0 where there is no synapse.</summary>
    public float[] Fields()
    {
        var mem = state.Mem;
        int see = compiled.Of(network.See!), rows = mem.I(see, Proj.Rows), targets = mem.I(see, Proj.Targets);
        int weights = mem.I(see, Proj.Weights), scale = mem.I(see, Proj.Scale), inputs = network.Eyes.Size;
        float[] fields = new float[experiment.Hidden * inputs];
        for (int source = 0; source < inputs; source++)
        {
            // First synapse of each row, and the end; then the number of real synapses in each.
            int first = mem.I(rows + source), count = mem.I(rows + inputs + 1 + source);
            for (int s = first; s < first + count; s++)
            {
                int target = mem.I(targets + s);
                fields[(target * inputs) + source] = mem.F(weights + s) * mem.F(scale + target);
            }
        }

        return fields;
    }

    /// <summary>Watches a frozen walk, the one that <see cref="Walk"/> records.</summary>
    /// <param name="task">Task of the world walked in.</param>
    /// <param name="cycles">Movement cycles.</param>
    public WatchedWalk WatchAwake(int task, int cycles)
    {
        StartTest(Scratch, task);
        var grid = new Grid(body.At + ForagerBody.Size);
        var start = Here();
        grid.LayOut(Scratch.Mem, Scratch.Words[Head.Seed], Scratch.Words[Head.Window], Types(task), start.X, start.Y);
        PlacedParticle[] particles = [.. Enumerable.Range(0, grid.Particles(Scratch.Mem)).Select(p => Placed(Scratch, grid, p))], lying = [.. particles];
        var moments = new Moment[cycles];
        for (int c = 0; c < cycles; c++)
        {
            Run(Scratch, 1);
            var step = Here() with { Ate = Scratch.Words[body.At + ForagerBody.Ate] };
            (int, PlacedParticle)? replaced = null;
            for (int p = 0; step.Ate >= 0 && p < lying.Length; p++)
            {
                var now = Placed(Scratch, grid, p);
                if (now != lying[p])
                    replaced = (p, lying[p] = now);
            }

            moments[c] = new(step, Spikes(network.Eyes), Spikes(network.Hidden!), Spikes(network.Motor), replaced);
        }

        return new(start, particles, moments);
    }

    /// <summary>Watches the sleep that the agent would fall into now. Its reward is 0, so no weight moves while it is watched.</summary>
    /// <param name="kind">How it sleeps.</param>
    /// <param name="settle">Cycles before the first that is watched: a network that has not slept yet has to find its sleeping gains.</param>
    /// <param name="cycles">Cycles watched.</param>
    public IReadOnlyList<Moment> WatchAsleep(SleepKind kind, int settle, int cycles)
    {
        state.Bytes.CopyTo(Scratch.Bytes);
        Scratch.Mem.F(body.At + ForagerBody.SleepReward) = 0;
        Schedule(Scratch, (network.StateOf(kind).Index, Endless, ForagerBody.Asleep));
        Run(Scratch, settle);
        var moments = new Moment[cycles];
        for (int c = 0; c < cycles; c++)
        {
            Run(Scratch, 1);
            moments[c] = new(Here(), [], Spikes(network.Hidden!), Spikes(network.Motor), null);
        }

        return moments;
    }

    private WalkStep Here() => new(Scratch.Words[body.At + ForagerBody.X], Scratch.Words[body.At + ForagerBody.Y], -1);

    /// <summary>The copy's spikes in the cycle just lived.</summary>
    private Spike[] Spikes(Population population)
    {
        var mem = Scratch.Mem;
        int pop = compiled.Of(population), slot = SpikeList.Slot(mem, pop, mem.I(Head.Window) - 1);
        if (mem.I(SpikeList.WindowOf(slot)) != mem.I(Head.Window) - 1)
            return [];
        int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, pop, slot);
        var spikes = new Spike[mem.I(SpikeList.CountOf(slot))];
        for (int e = 0; e < spikes.Length; e++)
            spikes[e] = new(mem.I(ids + e), population is InputPopulation ? 0 : mem.F(times + e));
        return spikes;
    }
}
