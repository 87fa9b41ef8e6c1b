using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Numerics;
using Snn.Foraging.World;

namespace Snn.Foraging.Agent;

/// <summary>Stored experience: a reservoir of what the agent saw and did on its way to what it ate, and what that was worth. An entry has as many steps as a
/// trace waits for its reward, so that replay can credit what led up to it, too. A step is a row of bits: the view, 3 bits of direction, and, in the last,
/// 1 bit that says food or poison; 8 bytes for a view of 49 cells. While it is filled every experience has the same chance to be in it (Vitter's algorithm R);
/// which is drawn in replay is a function of seed and cycle. Only one thread of a group calls this.</summary>
/// <param name="At">Address of the body's own words.</param>
/// <param name="Eyes">Descriptor of the input population.</param>
internal readonly record struct Experiences(int At, int Eyes)
{
    private const int DirectionBits = 3, CodeBits = DirectionBits + 1;

    /// <summary>Words of so many entries, and of the latest steps; 0 for none.</summary>
    public static int Words(int entries, int steps, int inputs) => entries == 0 ? 0 : (entries + 1) * steps * StepWords(inputs);

    /// <summary>Forgets the latest steps: what comes next has not followed from them.</summary>
    public void Part<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int latest = mem.I(At, ForagerBody.Store), words = mem.I(At, ForagerBody.Steps) * StepWords(mem.I(Eyes + Pop.N));
        for (int w = 0; w < words; w++)
            mem.I(latest + w) = 0;
    }

    /// <summary>Notes what the agent sees now and what it does.</summary>
    public void Note<M>(M mem, int direction)
        where M : struct, IMem, allows ref struct
    {
        int inputs = mem.I(Eyes + Pop.N), words = StepWords(inputs), step = mem.I(At, ForagerBody.Store) + (mem.I(At, ForagerBody.WakeCycles) % mem.I(At, ForagerBody.Steps) * words);
        for (int w = 0; w < words; w++)
            mem.I(step + w) = 0;
        int slot = SpikeList.Slot(mem, Eyes, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot)), ids = SpikeList.IdsOf(mem, Eyes, slot);
        for (int e = 0; e < count; e++)
            Set(mem, step, mem.I(ids + e), 1);
        for (int b = 0; b < DirectionBits; b++)
            Set(mem, step, inputs + b, direction >> b & 1);
    }

    /// <summary>Keeps the latest steps, perhaps in place of something older.</summary>
    public void Keep<M>(M mem, bool good)
        where M : struct, IMem, allows ref struct
    {
        int room = mem.I(At, ForagerBody.Remembering), seen = mem.I(At, ForagerBody.Remembered);
        var draw = Philox.Draw(mem.I(Head.Seed), Draws.Memory, mem.I(Head.Window), 0);
        int place = seen < room ? seen : Philox.Below(draw.X.Value, seen + 1);
        mem.I(At, ForagerBody.Remembered) = seen + 1;
        mem.I(At, ForagerBody.Held) = seen < room ? seen + 1 : room;
        if (place < room)
        {
            int inputs = mem.I(Eyes + Pop.N), words = StepWords(inputs), steps = mem.I(At, ForagerBody.Steps), now = mem.I(At, ForagerBody.WakeCycles) % steps;
            int latest = mem.I(At, ForagerBody.Store), entry = Place(mem, place, inputs), last = entry + ((steps - 1) * words);
            mem.I(At, ForagerBody.HeldGood) += (good ? 1 : 0) - (seen < room ? 0 : Bit(mem, last, inputs + DirectionBits));
            for (int k = 0; k < steps; k++)
            {
                // Oldest first.
                int from = latest + ((now + 1 + k) % steps * words);
                for (int w = 0; w < words; w++)
                    mem.I(entry + (k * words) + w) = mem.I(from + w);
            }

            Set(mem, last, inputs + DirectionBits, good ? 1 : 0);
        }
    }

    /// <summary>Which step of an experience is replayed in this cycle.</summary>
    public int Step<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int cycles = mem.I(Head.EpisodeTable + (2 * mem.I(Head.Episode)) + 1);
        return (cycles - mem.I(Head.EpisodeLeft) - 1) % mem.I(At, ForagerBody.Steps);
    }

    /// <summary>Fires the inputs of this cycle's step; none if nothing is stored.</summary>
    public void See<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int window = mem.I(Head.Window), slot = SpikeList.Slot(mem, Eyes, window), ids = SpikeList.IdsOf(mem, Eyes, slot), count = 0;
        int inputs = mem.I(Eyes + Pop.N), step = Now(mem, inputs, Step(mem));
        for (int input = 0; input < inputs; input++)
        {
            mem.I(ids + count) = input;
            count += step == 0 ? 0 : Bit(mem, step, input);
        }

        mem.I(SpikeList.WindowOf(slot)) = window;
        mem.I(SpikeList.CountOf(slot)) = count;
        mem.I(Head.Spikes) += count;
    }

    /// <summary>Credits its direction; behind the last step with the reward, less the mean reward of all that is stored: what was better than usual is
    /// strengthened, what was worse is weakened, as awake.</summary>
    public void Reward<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int inputs = mem.I(Eyes + Pop.N), at = Step(mem), step = Now(mem, inputs, at), direction = 0;
        bool last = step != 0 && at == mem.I(At, ForagerBody.Steps) - 1;
        for (int b = 0; b < DirectionBits; b++)
            direction += step == 0 ? 0 : Bit(mem, step, inputs + b) << b;
        int good = step == 0 ? 0 : Bit(mem, step, inputs + DirectionBits);
        float food = mem.F(At, ForagerBody.Worth), poison = mem.F(At + ForagerBody.Worth + 1);
        float share = (float)mem.I(At, ForagerBody.HeldGood) / (step == 0 ? 1 : mem.I(At, ForagerBody.Held));
        float mean = poison + share * (food - poison);
        mem.F(Head.Reward) = last ? (good != 0 ? food : poison) - mean : 0f;
        mem.I(Head.Credit) = direction;
    }

    private static int StepWords(int inputs) => (inputs + CodeBits + 31) / 32;

    /// <summary>Address of an entry; the latest steps lie before them all.</summary>
    private int Place<M>(M mem, int entry, int inputs)
        where M : struct, IMem, allows ref struct => mem.I(At, ForagerBody.Store) + ((entry + 1) * mem.I(At, ForagerBody.Steps) * StepWords(inputs));

    /// <summary>Address of a step of the experience that is replayed; drawn when its first step was. 0 if there is none.</summary>
    private int Now<M>(M mem, int inputs, int step)
        where M : struct, IMem, allows ref struct
    {
        int held = mem.I(At, ForagerBody.Held);
        var draw = Philox.Draw(mem.I(Head.Seed), Draws.Memory, mem.I(Head.Window) - step, 0);
        return held == 0 ? 0 : Place(mem, Philox.Below(draw.Y.Value, held), inputs) + (step * StepWords(inputs));
    }

    private static int Bit<M>(M mem, int entry, int bit)
        where M : struct, IMem, allows ref struct => mem.I(entry + (bit >> 5)) >> (bit & 31) & 1;

    private static void Set<M>(M mem, int entry, int bit, int value)
        where M : struct, IMem, allows ref struct => mem.I(entry + (bit >> 5)) |= value << (bit & 31);
}
