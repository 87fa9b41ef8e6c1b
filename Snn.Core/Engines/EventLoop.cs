using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;

namespace Snn.Core.Engines;

/// <summary>The simulator: one window is a walk over the stage table, one switch a stage. The same code runs on the CPU, eight lanes wide
/// and alone, and inside a kernel, one lane wide and in a group.
/// <code>
///   Enter   a brain state begins: open eligibility is settled, sleep takes over the wake rates
///   Solve   spikes: sources draw them, populations are integrated in topological order
///   Learn   plasticity: rules look at the spikes of this window and at the reward in the head
///   Next    the window is over
/// </code></summary>
/// <typeparam name="M">Memory.</typeparam>
/// <typeparam name="G">Group of threads.</typeparam>
/// <typeparam name="T">Lanes of floats.</typeparam>
/// <typeparam name="N">Narrower ones, for populations that would leave half of the others empty.</typeparam>
/// <typeparam name="W">Lanes of words.</typeparam>
public static class EventLoop<M, G, T, N, W>
    where M : struct, IMem, allows ref struct
    where G : struct, IGroup
    where T : struct, ILanes<T>
    where N : struct, ILanes<N>
    where W : struct, IWords<W>
{
    // Trials side by side meet before the first stages that run, equally often in every brain state: else those awake and those asleep would
    // meet at different stages from then on.
    private const int SolveMeetings = 3, LearnMeetings = 4;

    /// <summary>Moves every spike of this window.</summary>
    public static void Solve(M mem, G group)
    {
        Ahead.Stages(mem, group);
        int stages = mem.I(Head.Stages), count = mem.I(Head.SolveCount), state = mem.I(Head.State);
        int met = 0;
        for (int s = 0; s < count; s++)
        {
            int stage = stages + s * Stage.Size;
            int kind = (mem.I(stage, Stage.States) >> state & 1) != 0 ? mem.I(stage, Stage.Kind) : 0;
            if (kind != 0 && met++ < SolveMeetings)
                group.Meet();
            switch ((StageKind)kind)
            {
                case StageKind.Poisson:
                    PoissonSource.Run<M, G, T, W>(mem, group, stage);
                    break;
                case StageKind.SweptDouble:
                    if (Few(mem, mem.I(stage, Stage.On)))
                        SweptLif.Run<M, G, N, W, DoubleTau<N>>(mem, group, stage);
                    else
                        SweptLif.Run<M, G, T, W, DoubleTau<T>>(mem, group, stage);
                    break;
                case StageKind.SweptAny:
                    if (Few(mem, mem.I(stage, Stage.On)))
                        SweptLif.Run<M, G, N, W, AnyTau<N>>(mem, group, stage);
                    else
                        SweptLif.Run<M, G, T, W, AnyTau<T>>(mem, group, stage);
                    break;
                case StageKind.TouchedDouble:
                    TouchedLif.Run<M, G, DoubleTau<F1>>(mem, group, stage);
                    break;
                case StageKind.TouchedAny:
                    TouchedLif.Run<M, G, AnyTau<F1>>(mem, group, stage);
                    break;
                case StageKind.ClockedMap:
                    ClockedMap.Run<M, G, T, W>(mem, group, stage);
                    break;
                case StageKind.Exchange:
                    SpikeExchange.Run(mem, group, stage);
                    break;
                default:
                    break;
            }
        }

        while (met++ < SolveMeetings)
            group.Meet();
    }

    /// <summary>Runs every rule of the current brain state on this window.</summary>
    public static void Learn(M mem, G group)
    {
        int stages = mem.I(Head.Stages), count = mem.I(Head.StageCount), state = mem.I(Head.State);
        int met = 0;
        for (int s = mem.I(Head.SolveCount); s < count; s++)
        {
            int stage = stages + s * Stage.Size;
            int kind = (mem.I(stage, Stage.States) >> state & 1) != 0 ? mem.I(stage, Stage.Kind) : 0;
            if (kind != 0 && met++ < LearnMeetings)
                group.Meet();
            switch ((StageKind)kind)
            {
                case StageKind.VolleyStdp:
                    VolleyStdp.Run(mem, group, stage);
                    break;
                case StageKind.RewardStdp:
                    RewardStdp.Run<M, G, T>(mem, group, stage);
                    break;
                case StageKind.Gain:
                    HomeostaticGain.Run(mem, group, stage);
                    break;
                case StageKind.Fold:
                    ColumnNormalisation.Run<M, G, T>(mem, group, stage);
                    break;
                case StageKind.CountRates:
                    WakeRates.Run(mem, group, stage);
                    break;
                default:
                    break;
            }
        }

        while (met++ < LearnMeetings)
            group.Meet();
    }

    /// <summary>Begins a brain state.</summary>
    public static void Enter(M mem, G group, int state)
    {
        int stages = mem.I(Head.Stages), count = mem.I(Head.StageCount), before = mem.I(Head.State);
        for (int s = 0; s < count; s++)
        {
            int stage = stages + s * Stage.Size, kind = mem.I(stage, Stage.Kind);
            if (kind == (int)StageKind.Poisson && (mem.I(stage, Stage.States) >> before & 1) != 0)
                TouchedLif.Thaw(mem, group, mem.I(stage, Stage.On));
        }

        group.Barrier();
        for (int s = 0; s < count; s++)
        {
            int stage = stages + s * Stage.Size, kind = mem.I(stage, Stage.Kind);
            bool begins = (mem.I(stage, Stage.States) >> state & 1) != 0;
            if (kind == (int)StageKind.RewardStdp)
                RewardStdp.Settle<M, G, T>(mem, group, stage);
            else if (kind == (int)StageKind.Poisson && begins && group.Lane == 0)
            {
                PoissonSource.Enter(mem, stage);
                mem.I(mem.I(stage, Stage.On) + Pop.Frozen) = mem.I(Head.Window);
            }
        }

        group.Barrier();
        if (group.Lane == 0)
            mem.I(Head.State) = state;
        group.Barrier();
    }

    /// <summary>Closes this window.</summary>
    public static void Next(M mem, G group)
    {
        group.Barrier();
        if (group.Lane == 0)
            mem.I(Head.Window)++;
        group.Barrier();
    }

    private static bool Few(M mem, int pop) => N.Width < T.Width && mem.I(pop, Pop.N) <= N.Width;
}
