using Snn.Foraging.Agent;

namespace Snn.Foraging.Recordings;

/// <summary>Which hidden neurons stand for a task, and which outputs they fire together with when the agent is awake in it.
/// <para>A neuron is selective for a task when at least <see cref="Share"/> of its spikes, and no fewer than <see cref="FewestSpikes"/> spikes, in
/// equally long walks through both worlds, fell in that task's world. A pair is a hidden spike and an output spike up to a window later in the
/// same movement cycle: what rewarded STDP would credit. The affinity of neuron i and output j is the share of j among i's pairs, minus the
/// share of j among all hidden neurons' pairs.</para></summary>
/// <param name="Task">The task.</param>
/// <param name="Selective">The neurons that are selective for it, in order.</param>
/// <param name="Values">Affinity [hidden][output]; null for neurons that are not selective or have no pair.</param>
internal sealed record Affinity(int Task, IReadOnlyList<int> Selective, IReadOnlyList<double[]?> Values)
{
    /// <summary>Least share of a selective neuron's spikes that fell in the task's world.</summary>
    public const double Share = 0.75;

    /// <summary>Least number of spikes of a neuron that is judged at all.</summary>
    public const int FewestSpikes = 10;

    /// <summary>Measures the affinities of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="walks">Frozen walks of equal length in each task's world.</param>
    /// <param name="hidden">Hidden neurons.</param>
    /// <param name="window">Longest lag of a pair, ms.</param>
    public static Affinity Of(int task, IReadOnlyList<WatchedWalk> walks, int hidden, double window)
    {
        var counts = walks.Select(w => Counts(w.Moments, hidden)).ToArray();
        int[] selective = [.. Enumerable.Range(0, hidden).Where(i => IsSelective(counts[task][i], counts.Sum(c => c[i])))];
        var pairs = new int[hidden][];
        var all = new int[ForagerNetwork.Directions];
        foreach (var moment in walks[task].Moments)
        {
            foreach (var (i, j) in Pairs.Of(moment.Hidden, moment.Motor, window))
            {
                (pairs[i] ??= new int[ForagerNetwork.Directions])[j]++;
                all[j]++;
            }
        }

        var values = new double[]?[hidden];
        foreach (int i in selective.Where(i => pairs[i] is not null))
            values[i] = [.. Enumerable.Range(0, all.Length).Select(j => (double)pairs[i][j] / pairs[i].Sum() - (double)all[j] / all.Sum())];
        return new(task, selective, values);
    }

    /// <summary>Spikes of each hidden neuron.</summary>
    public static int[] Counts(IEnumerable<Moment> moments, int hidden)
    {
        var counts = new int[hidden];
        foreach (var spike in moments.SelectMany(m => m.Hidden))
            counts[spike.Neuron]++;
        return counts;
    }

    private static bool IsSelective(int here, int everywhere) => everywhere >= FewestSpikes && here >= Share * everywhere;
}
