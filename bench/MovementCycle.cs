using BenchmarkDotNet.Attributes;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Bench;

/// <summary>What a movement cycle costs awake and asleep. Times and bytes are per cycle; the bytes must be 0.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class MovementCycle
{
    private const int Cycles = 1000;

    private Forager awake = null!;
    private Forager asleep = null!;

    /// <summary>An agent that trains on the first task, and one that sleeps after some training:
    /// asleep, hidden neurons fire at the rates they had awake, so an untrained agent would have nothing to dream of.</summary>
    [GlobalSetup]
    public void Setup()
    {
        awake = Trained();
        asleep = Trained();
        asleep.Begin(Phase.Parse("sleep"), SleepKind.Measured);
    }

    /// <summary>See, spike, decide, move, learn.</summary>
    [Benchmark(OperationsPerInvoke = Cycles)]
    public void Awake() => awake.Run(Cycles);

    /// <summary>Noise, spikes, plasticity; no world.</summary>
    [Benchmark(OperationsPerInvoke = Cycles)]
    public void Asleep() => asleep.Run(Cycles);

    private static Forager Trained()
    {
        var forager = new Forager(new Experiment { Name = "bench" }, 7, 7);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(10 * Cycles);
        return forager;
    }
}
