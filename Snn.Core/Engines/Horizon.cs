using Snn.Core.Memory;

namespace Snn.Core.Engines;

/// <summary>How far a network can jump: the number of windows from the current one on in which nothing at all can happen. It may be told too
/// few, never too many. Only networks of touched populations jump; a source that draws, a swept population (it knows no window but the current
/// one), an exchange of spikes or a rule that counts windows keep the network in step.</summary>
internal static class Horizon
{
    /// <summary>Windows that can be skipped; 0 if something may happen now.</summary>
    public static int EmptyWindows<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int stages = mem.I(Head.Stages), solving = mem.I(Head.SolveCount), count = mem.I(Head.StageCount), state = mem.I(Head.State);
        bool quiet = true;
        for (int s = 0; s < count && quiet; s++)
        {
            int stage = stages + (s * Stage.Size), kind = mem.I(stage, Stage.Kind);
            bool runs = (mem.I(stage, Stage.States) >> state & 1) != 0;
            bool touched = kind == (int)StageKind.TouchedDouble || kind == (int)StageKind.TouchedAny;
            bool silent = kind == (int)StageKind.Poisson && !(mem.F(stage, PoissonSource.Rate) > 0f);
            quiet = !runs || (s < solving && (touched || silent));
        }

        int window = mem.I(Head.Window), due = quiet ? int.MaxValue : window;
        for (int s = 0; s < solving && due > window; s++)
        {
            int stage = stages + (s * Stage.Size), kind = mem.I(stage, Stage.Kind);
            bool runs = (mem.I(stage, Stage.States) >> state & 1) != 0;
            if (runs && (kind == (int)StageKind.TouchedDouble || kind == (int)StageKind.TouchedAny))
            {
                int next = NextOf(mem, mem.I(stage, Stage.On), window);
                due = next < due ? next : due;
            }
        }

        return due > window ? due - window : 0;
    }

    /// <summary>The first window in which a population has an arrival or a threshold crossing.</summary>
    private static int NextOf<M>(M mem, int pop, int window)
        where M : struct, IMem, allows ref struct
    {
        int due = int.MaxValue;
        for (int p = 0; p < mem.I(pop, Pop.Incoming) && due > window; p++)
        {
            int next = NextArrival(mem, mem.I(mem.I(pop, Pop.IncomingList) + p), window);
            due = next < due ? next : due;
        }

        return due > window ? NextCrossing(mem, pop, window, due) : due;
    }

    /// <summary>The first window into which one of the source's remembered spikes may fall, taking a window on either side for rounding.</summary>
    private static int NextArrival<M>(M mem, int proj, int window)
        where M : struct, IMem, allows ref struct
    {
        int source = mem.I(proj, Proj.Source), slots = mem.I(source, Pop.Slots);
        bool drawn = mem.I(proj, Proj.Delays) != 0;
        int delay = (int)(mem.F(proj, Proj.Delay) / mem.F(Head.WindowMs));
        int first = drawn ? 0 : delay - 1, last = drawn ? slots : delay + 2;
        int due = int.MaxValue;
        for (int q = 0; q < slots && q <= window && due > window; q++)
        {
            int sent = window - q, slot = SpikeList.Slot(mem, source, sent);
            if (mem.I(SpikeList.WindowOf(slot)) == sent && mem.I(SpikeList.CountOf(slot)) > 0 && window <= sent + last)
            {
                int next = sent + first > window ? sent + first : window;
                due = next < due ? next : due;
            }
        }

        return due;
    }

    private static int NextCrossing<M>(M mem, int pop, int window, int due)
        where M : struct, IMem, allows ref struct
    {
        int pending = mem.I(pop, Pop.Pending), dues = mem.I(pop, Pop.Due), words = (mem.I(pop, Pop.N) + 31) / 32;
        for (int word = 0; word < words && due > window; word++)
        {
            int id = word * 32;
            for (uint bits = (uint)mem.I(pending + word); bits != 0; bits >>= 1)
            {
                int next = mem.I(dues + id);
                due = (bits & 1) != 0 && next < due ? next : due;
                id++;
            }
        }

        return due;
    }
}
