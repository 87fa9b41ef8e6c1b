using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Numerics;
using Snn.Foraging.World;

namespace Snn.Foraging.Agent;

/// <summary>Stored experience: a reservoir of what the agent saw and did when it ate, and what it was worth. An entry is a row of bits: the view, 3 bits of
/// direction, 1 bit that says food or poison; 8 bytes for a view of 49 cells. While it is filled every experience has the same chance to be in it (Vitter's
/// algorithm R); which is drawn in replay is a function of seed and cycle. Only one thread of a group calls this.</summary>
/// <param name="At">Address of the body's own words.</param>
/// <param name="Eyes">Descriptor of the input population.</param>
internal readonly record struct Experiences(int At, int Eyes)
{
    private const int DirectionBits = 3, CodeBits = DirectionBits + 1;

    /// <summary>Words of so many entries.</summary>
    public static int Words(int entries, int inputs) => entries * EntryWords(inputs);

    /// <summary>Keeps what the agent sees now, perhaps in place of something older.</summary>
    public void Keep<M>(M mem, int direction, bool good)
        where M : struct, IMem, allows ref struct
    {
        int room = mem.I(At, ForagerBody.Remembering), seen = mem.I(At, ForagerBody.Remembered);
        var draw = Philox.Draw(mem.I(Head.Seed), Draws.Memory, mem.I(Head.Window), 0);
        int place = seen < room ? seen : Philox.Below(draw.X.Value, seen + 1);
        mem.I(At, ForagerBody.Remembered) = seen + 1;
        mem.I(At, ForagerBody.Held) = seen < room ? seen + 1 : room;
        if (place < room)
        {
            int inputs = mem.I(Eyes + Pop.N), words = EntryWords(inputs), entry = mem.I(At, ForagerBody.Store) + (place * words);
            mem.I(At, ForagerBody.HeldGood) += (good ? 1 : 0) - (seen < room ? 0 : Bit(mem, entry, inputs + DirectionBits));
            for (int w = 0; w < words; w++)
                mem.I(entry + w) = 0;
            int slot = SpikeList.Slot(mem, Eyes, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot)), ids = SpikeList.IdsOf(mem, Eyes, slot);
            for (int e = 0; e < count; e++)
                Set(mem, entry, mem.I(ids + e), 1);
            for (int b = 0; b < DirectionBits; b++)
                Set(mem, entry, inputs + b, direction >> b & 1);
            Set(mem, entry, inputs + DirectionBits, good ? 1 : 0);
        }
    }

    /// <summary>Fires the inputs of the entry of this cycle; none if nothing is stored.</summary>
    public void See<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int window = mem.I(Head.Window), slot = SpikeList.Slot(mem, Eyes, window), ids = SpikeList.IdsOf(mem, Eyes, slot), count = 0;
        int inputs = mem.I(Eyes + Pop.N), entry = Entry(mem, inputs);
        for (int input = 0; input < inputs; input++)
        {
            mem.I(ids + count) = input;
            count += entry == 0 ? 0 : Bit(mem, entry, input);
        }

        mem.I(SpikeList.WindowOf(slot)) = window;
        mem.I(SpikeList.CountOf(slot)) = count;
        mem.I(Head.Spikes) += count;
    }

    /// <summary>Credits its direction with its reward, less the mean reward of all that is stored: what was better than usual is strengthened, what was
    /// worse is weakened, as awake.</summary>
    public void Reward<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int inputs = mem.I(Eyes + Pop.N), entry = Entry(mem, inputs), direction = 0;
        for (int b = 0; b < DirectionBits; b++)
            direction += entry == 0 ? 0 : Bit(mem, entry, inputs + b) << b;
        int good = entry == 0 ? 0 : Bit(mem, entry, inputs + DirectionBits);
        float food = mem.F(At, ForagerBody.Worth), poison = mem.F(At + ForagerBody.Worth + 1);
        float share = (float)mem.I(At, ForagerBody.HeldGood) / (entry == 0 ? 1 : mem.I(At, ForagerBody.Held));
        float mean = poison + share * (food - poison);
        mem.F(Head.Reward) = entry == 0 ? 0f : (good != 0 ? food : poison) - mean;
        mem.I(Head.Credit) = direction;
    }

    private static int EntryWords(int inputs) => (inputs + CodeBits + 31) / 32;

    /// <summary>Address of the entry of this cycle; 0 if there is none.</summary>
    private int Entry<M>(M mem, int inputs)
        where M : struct, IMem, allows ref struct
    {
        int held = mem.I(At, ForagerBody.Held);
        var draw = Philox.Draw(mem.I(Head.Seed), Draws.Memory, mem.I(Head.Window), 0);
        return held == 0 ? 0 : mem.I(At, ForagerBody.Store) + (Philox.Below(draw.Y.Value, held) * EntryWords(inputs));
    }

    private static int Bit<M>(M mem, int entry, int bit)
        where M : struct, IMem, allows ref struct => mem.I(entry + (bit >> 5)) >> (bit & 31) & 1;

    private static void Set<M>(M mem, int entry, int bit, int value)
        where M : struct, IMem, allows ref struct => mem.I(entry + (bit >> 5)) |= value << (bit & 31);
}
