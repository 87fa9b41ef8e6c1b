using Snn.Core.Sleep;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.World;

namespace Snn.Foraging.Protocols;

/// <summary>A sleep that was not on the clock.</summary>
/// <param name="Start">Movement cycles of the phase before it.</param>
/// <param name="Cycles">Its length.</param>
internal readonly record struct SleepEpisode(long Start, long Cycles);

/// <summary>Lets an agent sleep when its sleep pressure calls for it. It asks every <see cref="Grain"/> waking cycles, between stretches of life, so that
/// the answer is the same on every engine. A phase sleeps exactly as much as the fixed alternation of its settings would: when that is spent there is
/// no more, and what is left at the end of training is slept in one piece.</summary>
internal sealed class SleepScheduler
{
    /// <summary>Waking cycles from one asking to the next.</summary>
    public const int Grain = 100;

    private readonly SleepPressure pressure;
    private readonly Forager agent;
    private readonly PhaseRecord record;
    private readonly long train;
    private readonly long sleep;
    private readonly int episode;
    private double earned;

    private SleepScheduler(SleepPressure pressure, PhaseNode node, Forager agent, PhaseRecord record)
    {
        this.pressure = pressure;
        this.agent = agent;
        this.record = record;
        var settings = node.Phase.Scaled(node.Experiment);
        train = settings.Schedule.Train;
        sleep = node.Phase.SleepCyclesOf(node.Experiment);
        episode = settings.Sleep.SleepCycles;
    }

    /// <summary>The scheduler of a phase; null if it sleeps by the clock, or not at all.</summary>
    /// <param name="node">The phase.</param>
    /// <param name="seed">Life seed.</param>
    /// <param name="agent">The agent, at the beginning of the phase or restored.</param>
    /// <param name="record">The record of the phase; what the scheduler has to know lies in it.</param>
    public static SleepScheduler? For(PhaseNode node, int seed, Forager agent, PhaseRecord record)
    {
        if (node.Phase.Pressure is not { } pressure)
            return null;
        var scheduler = new SleepScheduler(pressure.New(seed), node, agent, record);
        if (record.Pressure.Length > 0)
        {
            using var from = new BinaryReader(new MemoryStream(record.Pressure));
            scheduler.earned = from.ReadDouble();
            scheduler.pressure.Load(from);
        }
        else
            scheduler.Woke();
        return scheduler;
    }

    /// <summary>Where the agent has to be looked at next.</summary>
    public long Next(long position) => position < WakesAt ? WakesAt : Math.Min(position + Grain - ((position - WakesAt) % Grain), position + train - Trained(position));

    /// <summary>True if the weights are needed there.</summary>
    public bool Weighs(long position) => pressure.Weighs && position >= WakesAt && (position - WakesAt) % Grain == 0;

    /// <summary>Looks at the agent after a stretch of life.</summary>
    public void Look()
    {
        var position = record.Position;
        if (position < WakesAt)
            return;
        var left = sleep - record.Sleeps.Sum(s => s.Cycles);
        if (Trained(position) == train)
            Sleep(left);
        else if (position == WakesAt)
            Woke();
        else if ((position - WakesAt) % Grain == 0 && Calls())
            Sleep(Math.Min(left, episode));
    }

    /// <summary>Puts what it has to know into the record.</summary>
    public void Save()
    {
        var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes))
        {
            to.Write(earned);
            pressure.Save(to);
        }
        record.Pressure = bytes.ToArray();
    }

    private long WakesAt => record.Sleeps.Count == 0 ? 0 : record.Sleeps[^1].Start + record.Sleeps[^1].Cycles;

    private long Trained(long position) => position - record.Sleeps.Sum(s => s.Cycles);

    private bool Calls()
    {
        var since = agent.Earned - earned;
        earned = agent.Earned;
        return pressure.Calls(pressure.Weighs ? agent.Weights() : [], since, (int)agent.Cycle);
    }

    private void Woke()
    {
        earned = agent.Earned;
        pressure.Woke(pressure.Weighs ? agent.Weights() : []);
    }

    private void Sleep(long cycles)
    {
        if (cycles <= 0)
            return;
        agent.FallAsleep((int)cycles);
        record.Sleeps.Add(new(record.Position, cycles));
    }
}

/// <summary>What calls for sleep in a phase, as it is written there.</summary>
/// <param name="Kind">Which kind of pressure.</param>
/// <param name="Threshold">Where it calls for sleep.</param>
internal sealed record PressureWord(string Kind, double Threshold)
{
    /// <summary>The kinds.</summary>
    public static readonly string[] Kinds = ["drift", "falling-reward", "random-sleep"];

    /// <summary>A pressure of the kind.</summary>
    public SleepPressure New(int seed) => Kind switch
    {
        "drift" => new WeightDrift(Threshold),
        "falling-reward" => new FallingReward(Threshold),
        _ => new RandomSleep(Threshold, seed, Draws.SleepTimes),
    };
}
