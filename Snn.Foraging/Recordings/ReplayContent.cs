using Snn.Core.Numerics;
using Snn.Foraging.Agent;
using Snn.Foraging.World;

namespace Snn.Foraging.Recordings;

/// <summary>What sleep replays: whether features of a task fire together, asleep, with the outputs that they fired together with awake.
/// <para>For each task: the pairs (see <see cref="Affinity"/>) of its selective neurons with each output asleep, and the match, the mean
/// affinity over these pairs, awake partners being those at the end of the phase that first trained the task. For both tasks together: in how
/// many sleep cycles a feature fired with its best partner, for T1 only, for T2 only, for both. Mixed replay means that such cycles of both
/// tasks stand side by side in one sleep.</para>
/// <para>Null distribution: the output spikes of whole cycles dealt out anew over the cycles (hidden spikes stay), <see cref="Shuffles"/> times.
/// It keeps every rate, and every output pattern within a cycle; only what fires together is lost. Hidden neurons fire as Poisson processes
/// asleep, so without any drive from hidden to outputs all deals would be equally likely. One-sided p = (1 + shuffles that reach the value) /
/// (1 + shuffles).</para></summary>
internal static class ReplayContent
{
    /// <summary>Shuffles of the null distribution.</summary>
    public const int Shuffles = 499;

    /// <summary>Measures a watched sleep.</summary>
    /// <param name="sleep">Its cycles.</param>
    /// <param name="affinities">Awake partners of each task; null for a task that was never trained.</param>
    /// <param name="window">Longest lag of a pair, ms.</param>
    /// <param name="seed">Key of the shuffles.</param>
    /// <returns>One entry a task, null where the task was never trained; and the count of cycles, null unless all tasks were.</returns>
    public static (TaskReplay?[] Tasks, ReplayCycles? Cycles) Measure(IReadOnlyList<Moment> sleep, IReadOnlyList<Affinity?> affinities, double window, int seed)
    {
        // Only neurons with known partners make pairs.
        var hidden = affinities.Select(a => sleep.Select(m => m.Hidden.Where(s => a?.Values[s.Neuron] is not null).ToArray()).ToArray()).ToArray();
        var best = affinities.Select(a => a?.Values.Select(v => v is null ? -1 : Array.IndexOf(v, v.Max())).ToArray()).ToArray();
        var motor = sleep.Select(m => m.Motor).ToArray();
        int[] order = [.. Enumerable.Range(0, motor.Length)];
        var found = new Tally(affinities.Count);
        Count(found);
        var shuffled = new Tally[Shuffles];
        for (int n = 0; n < Shuffles; n++)
        {
            for (int i = order.Length - 1; i > 0; i--)
            {
                int other = Philox.Below(Philox.Draw(seed, Draws.Shuffle, n, i).X.Value, i + 1);
                (order[i], order[other]) = (order[other], order[i]);
            }

            Count(shuffled[n] = new(affinities.Count));
        }

        return ([.. affinities.Select((a, task) => a is null ? null : OfTask(a, found, shuffled))],
            affinities.All(a => a is not null) ? OfCycles(found, shuffled) : null);

        void Count(Tally tally)
        {
            for (int c = 0; c < motor.Length; c++)
            {
                int replayed = 0;
                for (int task = 0; task < affinities.Count; task++)
                {
                    foreach (var before in hidden[task][c])
                    {
                        double[] affinity = affinities[task]!.Values[before.Neuron]!;
                        foreach (var after in motor[order[c]])
                        {
                            if (after.Time <= before.Time || after.Time - before.Time > window)
                                continue;
                            tally.Pairs[task][after.Neuron]++;
                            tally.Affinity[task] += affinity[after.Neuron];
                            replayed |= after.Neuron == best[task]![before.Neuron] ? 1 << task : 0;
                        }
                    }
                }

                tally.Cycles[replayed]++;
            }
        }
    }

    private sealed class Tally(int tasks)
    {
        public int[][] Pairs { get; } = [.. Enumerable.Range(0, tasks).Select(_ => new int[ForagerNetwork.Directions])];

        public double[] Affinity { get; } = new double[tasks];

        /// <summary>Cycles by the bit mask of the tasks replayed in them.</summary>
        public int[] Cycles { get; } = new int[1 << tasks];

        public double? Match(int task) => Pairs[task].Sum() is > 0 and int n ? Affinity[task] / n : null;
    }

    private static TaskReplay OfTask(Affinity affinity, Tally found, Tally[] shuffled)
    {
        int task = affinity.Task;
        int[] outputs = [.. Enumerable.Range(0, ForagerNetwork.Directions)];
        bool any = found.Pairs[task].Sum() > 0 && shuffled.All(s => s.Match(task) is not null);
        return new()
        {
            Neurons = affinity.Selective.Count,
            Pairs = found.Pairs[task],
            PairsShuffled = [.. outputs.Select(j => shuffled.Average(s => s.Pairs[task][j]))],
            PairsP = [.. outputs.Select(j => P(shuffled.Count(s => s.Pairs[task][j] >= found.Pairs[task][j])))],
            Match = found.Match(task),
            MatchShuffled = any ? shuffled.Average(s => s.Match(task)!.Value) : null,
            MatchP = any ? P(shuffled.Count(s => s.Match(task) >= found.Match(task))) : null,
        };
    }

    private static ReplayCycles OfCycles(Tally found, Tally[] shuffled)
    {
        double[] mean = [.. Enumerable.Range(0, found.Cycles.Length).Select(k => shuffled.Average(s => s.Cycles[k]))];
        double[] p = [.. Enumerable.Range(0, found.Cycles.Length).Select(k => P(shuffled.Count(s => s.Cycles[k] >= found.Cycles[k])))];
        return new()
        {
            OnlyT1 = new(found.Cycles[1], mean[1], p[1]),
            OnlyT2 = new(found.Cycles[2], mean[2], p[2]),
            Both = new(found.Cycles[3], mean[3], p[3]),
            Neither = found.Cycles[0],
        };
    }

    private static double P(int reached) => (1.0 + reached) / (1 + Shuffles);
}
