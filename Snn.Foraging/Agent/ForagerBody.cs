using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;
using Snn.Core.Sleep;
using Snn.Foraging.World;

namespace Snn.Foraging.Agent;

/// <summary>The body around the network: it sees, lets the network spike, decides, moves, eats and is rewarded. This is the loop of the whole
/// simulation, the same on the CPU and inside a kernel.</summary>
/// <param name="At">Address of the body's own words.</param>
/// <param name="Eyes">Descriptor of the input population.</param>
/// <param name="Motor">Descriptor of the output population.</param>
public readonly record struct ForagerBody(int At, int Eyes, int Motor) : ITrialBody
{
    // Own words.
    internal const int X = 0, Y = 1, Direction = 2, Hungry = 3, Baseline = 4, World = 5, Rewarded = 6, Punished = 7, Ate = 8;
    internal const int WakeCycles = 9, SleepCycles = 10, Worlds = 12, Exploration = 20, BaselineRate = 21, SleepReward = 22, Worth = 23;
    internal const int Spikes = 26, Events = 28, Size = 48;

    // Experience replay: entries that there is room for now (0: nothing is stored), experiences made so far, entries that hold one,
    // address of the latest steps and of the entries behind them, entries with food, steps of an entry.
    internal const int Remembering = 18, Remembered = 19, Held = 25, Store = 30, HeldGood = 31, Steps = 33;

    // Curiosity: (f) reward per fall of the predictor's error (0: there is no predictor at work), address of the predictor.
    internal const int Wonder = 11, Predicting = 32;

    /// <summary>World number of an episode asleep.</summary>
    internal const int Asleep = -1;

    /// <summary>World number of an episode in which stored experiences take the place of the world.</summary>
    internal const int Replaying = -2;

    private Grid Grid => new(At + Size);

    private Experiences Experiences => new(At, Eyes);

    /// <summary>Lives for some movement cycles.</summary>
    public void Run<M, G, T, N, W>(M mem, G group, int cycles)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where N : struct, ILanes<N>
        where W : struct, IWords<W>
    {
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            group.Meet();

            // Each replayed experience is an episode of its own: none is credited with the reward of the next.
            bool begins = Alternation.Next(mem, group);
            int world = mem.I(At + Worlds + mem.I(Head.Episode));
            if (begins || (world == Replaying && Experiences.Step(mem) == 0))
                Begin<M, G, T, N, W>(mem, group);
            if (world != Asleep)
                See(mem, group, world);
            group.Meet();
            EventLoop<M, G, T, N, W>.Solve(mem, group);
            group.Meet();
            if (world >= 0)
                Act(mem, group);
            else if (world == Replaying)
                Relive(mem, group);
            else
                Dream(mem, group);
            EventLoop<M, G, T, N, W>.Learn(mem, group);
            EventLoop<M, G, T, N, W>.Next(mem, group);
        }
    }

    /// <summary>An episode begins: another brain state, and another world if the task is another.</summary>
    private void Begin<M, G, T, N, W>(M mem, G group)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
        where N : struct, ILanes<N>
        where W : struct, IWords<W>
    {
        int episode = mem.I(Head.Episode), world = mem.I(At + Worlds + episode);
        EventLoop<M, G, T, N, W>.Enter(mem, group, mem.I(Head.EpisodeTable + (2 * episode)));
        if (group.Lane == 0 && world >= 0 && world != mem.I(At, World))
        {
            mem.I(At, World) = world;
            Grid.LayOut(mem, mem.I(Head.Seed), mem.I(Head.Window), ForagingTask.Types(world, Grid.Types(mem)), mem.I(At, X), mem.I(At, Y));
            if (mem.I(At, Remembering) > 0)
                Experiences.Part(mem);
        }

        group.Barrier();
    }

    /// <summary>Every cell in view that holds a particle fires its input; in replay those of a stored view do.</summary>
    private void See<M, G>(M mem, G group, int world)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (world != Replaying)
            Grid.Look(mem, group, mem.I(At, X), mem.I(At, Y));
        group.Barrier();
        if (group.Lane == 0 && world == Replaying)
            Experiences.See(mem);
        else if (group.Lane == 0)
        {
            int window = mem.I(Head.Window), slot = SpikeList.Slot(mem, Eyes, window);
            int count = Grid.Seen(mem, SpikeList.IdsOf(mem, Eyes, slot));
            mem.I(SpikeList.WindowOf(slot)) = window;
            mem.I(SpikeList.CountOf(slot)) = count;
            mem.I(Head.Spikes) += count;
        }

        group.Barrier();
    }

    /// <summary>Decides, moves, eats, is rewarded.</summary>
    private void Act<M, G>(M mem, G group)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (group.Lane == 0)
        {
            int direction = Decide(mem);
            mem.I(At, Direction) = direction;
            int heading = ForagingTask.IsFirm(mem.I(At, World)) ? direction : Astray(mem, direction);
            int x = Grid.Move(mem, mem.I(At, X), DirectionX(heading));
            int y = Grid.Move(mem, mem.I(At, Y), DirectionY(heading));
            mem.I(At, X) = x;
            mem.I(At, Y) = y;
            int particle = Grid.ParticleAt(mem, x, y);
            float reward = particle >= 0 ? Eat(mem, particle, x, y) : 0f;
            if (mem.I(At, Remembering) > 0)
            {
                Experiences.Note(mem, direction);
                if (reward != 0f)
                    Experiences.Keep(mem, reward > 0f);
            }

            mem.I(At, WakeCycles)++;
            if (mem.F(At, Wonder) > 0f)
            {
                var predictor = new Predictor(mem.I(At, Predicting), Eyes);
                reward += mem.F(At, Wonder) * predictor.Look(mem);
                predictor.Keep(mem, direction);
            }

            mem.I(At, Ate) = particle >= 0 ? Grid.TypeOf(mem, particle) : -1;
            mem.I(At, Hungry) = particle >= 0 ? 0 : mem.I(At, Hungry) + 1;
            float baseline = mem.F(At, Baseline);
            mem.F(Head.Reward) = reward - baseline;
            mem.F(At, Baseline) = baseline + mem.F(At, BaselineRate) * (reward - baseline);
            mem.I(Head.Credit) = direction;
        }

        group.Barrier();
    }

    /// <summary>In replay: the stored reward, the stored direction credited.</summary>
    private void Relive<M, G>(M mem, G group)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (group.Lane == 0)
        {
            Experiences.Reward(mem);
            mem.I(At, SleepCycles)++;
        }

        group.Barrier();
    }

    /// <summary>Asleep: a constant reward, every output credited.</summary>
    private void Dream<M, G>(M mem, G group)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        if (group.Lane == 0)
        {
            mem.F(Head.Reward) = mem.F(At, SleepReward);
            mem.I(Head.Credit) = -1;
            mem.I(At, SleepCycles)++;
        }

        group.Barrier();
    }

    /// <summary>The output with most spikes in the first half of the cycle, ties at random; none: the last direction.
    /// Instead a random one with a probability that grows with every cycle since the last particle.</summary>
    private int Decide<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int slot = SpikeList.Slot(mem, Motor, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot));
        int times = SpikeList.TimesOf(slot), ids = SpikeList.IdsOf(mem, Motor, slot);
        float half = 0.5f * mem.F(Head.WindowMs);

        // Eight counters of eight bits in one word: no output fires 255 times in half a cycle of any sane length; more saturate.
        ulong votes = 0;
        for (int e = 0; e < count; e++)
        {
            int shift = mem.I(ids + e) * 8;
            bool counts = mem.F(times + e) < half && (votes >> shift & 255) < 255;
            votes += counts ? 1UL << shift : 0UL;
        }

        int most = 0, tied = 0;
        for (int d = 0; d < ForagerNetwork.Directions; d++)
        {
            int n = (int)(votes >> (d * 8) & 255);
            tied = n > most ? 1 : n == most ? tied + 1 : tied;
            most = n > most ? n : most;
        }

        var draw = Philox.Draw(mem.I(Head.Seed), Draws.Policy, mem.I(Head.Window), 0);
        float chance = mem.F(At, Exploration) * (1 + mem.I(At, Hungry));
        int chosen = mem.I(At, Direction);
        if (Philox.Unit(draw.X.Value) < chance)
        {
            chosen = Philox.Below(draw.Y.Value, ForagerNetwork.Directions);
        }
        else if (most > 0)
        {
            int pick = Philox.Below(draw.Z.Value, tied);
            for (int d = 0; d < ForagerNetwork.Directions; d++)
            {
                bool top = (int)(votes >> (d * 8) & 255) == most;
                chosen = top && pick == 0 ? d : chosen;
                pick -= top ? 1 : 0;
            }
        }

        return chosen;
    }

    /// <summary>Where a move goes on slippery ground. The network is credited with the direction that it chose.</summary>
    private int Astray<M>(M mem, int direction)
        where M : struct, IMem, allows ref struct
    {
        int rules = mem.I(At, World);
        uint draw = Philox.Draw(mem.I(Head.Seed), Draws.Slip, mem.I(Head.Window), 0).X.Value;
        int slip = (int)(draw >> 24) < ForagingTask.Slip(rules) ? (int)(draw & 1) * 2 - 1 : 0;
        return Turned(direction, ForagingTask.Turn(rules) + slip);
    }

    /// <summary>A direction turned clockwise by steps of 45 degrees.</summary>
    public static int Turned(int direction, int steps)
    {
        // Places of the directions on the circle, and the directions at these places, four bits each.
        const uint Places = 0x45637210, Circle = 0x35674210;
        int place = (int)(Places >> (4 * direction) & 7) + steps & 7;
        return (int)(Circle >> (4 * place) & 7);
    }

    private float Eat<M>(M mem, int particle, int x, int y)
        where M : struct, IMem, allows ref struct
    {
        int type = Grid.TypeOf(mem, particle), world = mem.I(At, World);
        bool good = type == ForagingTask.Food(world), bad = type == ForagingTask.Poison(world);
        Grid.Replace(mem, particle, mem.I(Head.Seed), mem.I(Head.Window), x, y);
        mem.I(At, Rewarded) += good ? 1 : 0;
        mem.I(At, Punished) += bad ? 1 : 0;
        return good ? mem.F(At, Worth) : bad ? mem.F(At + Worth + 1) : 0f;
    }

    /// <summary>Column step of a direction: the neighbours in row order without the centre.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DirectionX(int direction)
    {
        int k = direction < 4 ? direction : direction + 1;
        return (k % 3) - 1;
    }

    /// <summary>Row step of a direction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DirectionY(int direction)
    {
        int k = direction < 4 ? direction : direction + 1;
        return (k / 3) - 1;
    }
}
