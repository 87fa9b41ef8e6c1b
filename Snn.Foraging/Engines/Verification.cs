using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Engines;

/// <summary>The comparison of one phase of one seed.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Phase">What was lived, for example <c>sleep (shuffled)</c>.</param>
/// <param name="Words">Words compared.</param>
/// <param name="Different">Words that differ, and counts of frozen tests that do.</param>
internal readonly record struct Compared(int Seed, string Phase, int Words, int Different);

/// <summary>Agents that live every kind of phase twice, on this processor and on a device, compared bit by bit after each.</summary>
internal static class Verification
{
    private static readonly (string Phase, SleepKind Sleep)[] Phases =
    [
        ("unsupervised", SleepKind.Measured), ("T1", SleepKind.Measured), ("T1+T2", SleepKind.Measured), ("sleep+T2", SleepKind.Measured),
        ("sleep", SleepKind.Measured), ("sleep", SleepKind.Uniform), ("sleep", SleepKind.Frozen), ("sleep", SleepKind.Shuffled),
    ];

    /// <summary>The network of the experiments, with a schedule that alternates often.</summary>
    public static Experiment Experiment { get; } = ExperimentReader.Parse("""
        name = "verification"
        seeds = "1"
        [sleep]
        wake_cycles = 300
        sleep_cycles = 200
        [schedule]
        interleave = 250
        [[condition]]
        name = "all"
        phases = ["unsupervised", "T1"]
        """, "verification", []);

    /// <summary>What a device is asked for to verify it.</summary>
    public static GpuRequest Request(IReadOnlyList<int> seeds, int agents) =>
        EngineChoice.Request(Experiment, new PhaseTree(Experiment), seeds, Environment.ProcessorCount) with { Agents = agents };

    /// <summary>Compares all seeds, side by side on the device.</summary>
    /// <param name="engine">The device; takes as many agents as there are seeds.</param>
    /// <param name="seeds">Seeds.</param>
    /// <param name="cycles">Movement cycles of each phase, and of a frozen test of both tasks after it.</param>
    /// <param name="born">Makes the device's agents; for the test of this comparison.</param>
    public static IEnumerable<Compared> Run(IEngine engine, IReadOnlyList<int> seeds, int cycles, Func<int, Forager>? born = null)
    {
        born ??= seed => new(Experiment, seed, seed);
        using var cpu = new CpuEngine(1);
        var pairs = seeds.Select(seed => (Seed: seed, Here: new Forager(Experiment, seed, seed), There: born(seed))).ToList();
        foreach (var (name, sleep) in Phases)
        {
            var phase = Phase.Parse(name);
            foreach (var agent in pairs.SelectMany(p => (Forager[])[p.Here, p.There]))
                agent.Begin(phase, sleep);
            var tests = new int[pairs.Count];
            LiveBoth(test: null);
            var words = pairs.Select(p => BitComparison.Differences(p.Here, p.There)).ToArray();
            for (int task = 0; task < Experiment.TaskNames.Count; task++)
            {
                var results = LiveBoth(task);
                for (int k = 0; k < tests.Length; k++)
                    tests[k] += results.Here[k] == results.There[k] ? 0 : 1;
            }

            pairs.ForEach(p => engine.Release(p.There)); // the next phase begins with words that only a new visit takes along
            string what = phase.Kind == PhaseKind.Sleep ? $"{name} ({SettingKeys.Snake(sleep.ToString())})" : name;
            for (int k = 0; k < pairs.Count; k++)
                yield return new(pairs[k].Seed, what, pairs[k].Here.Block.Length, words[k] + tests[k]);
        }

        (TestResult[] Here, TestResult[] There) LiveBoth(int? test)
        {
            Stretch Of(Forager agent) => new() { Agent = agent, Cycles = cycles, Test = test, Home = test is null ? Home.State : Home.Counters };
            var here = pairs.Select(p => Of(p.Here)).ToList();
            var there = pairs.Select(p => Of(p.There)).ToList();
            cpu.Run(here);
            while (there.Any(s => s.Lived < s.Cycles))
                engine.Run([.. there.Where(s => s.Lived < s.Cycles)]);
            return ([.. here.Select(s => s.Result)], [.. there.Select(s => s.Result)]);
        }
    }
}
