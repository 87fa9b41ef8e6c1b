using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;

namespace Snn.Tests.Remedies;

/// <summary>An account of its own of how much neurons and synapses are used: from the spikes of a watched walk or sleep, pair by pair.</summary>
internal sealed class NaiveUse
{
    public NaiveUse(int hidden, LearningSettings learning, IReadOnlyList<Moment> moments)
    {
        const int outputs = ForagerNetwork.Directions;
        (Spikes, Pairs) = (new int[hidden], new double[hidden * outputs]);
        var batches = new HashSet<int>[hidden];
        for (int c = 0; c < moments.Count; c++)
        {
            foreach (var pre in moments[c].Hidden)
            {
                Spikes[pre.Neuron]++;
                (batches[pre.Neuron] ??= []).Add(c / 200);
                foreach (var post in moments[c].Motor.Where(p => p.Time > pre.Time && p.Time <= pre.Time + learning.TraceWindow))
                    Pairs[(pre.Neuron * outputs) + post.Neuron] += Math.Exp((pre.Time - post.Time) / learning.TraceTau);
            }
        }

        Batches = [.. batches.Select(b => b?.Count ?? 0)];
    }

    /// <summary>Spikes of each hidden neuron.</summary>
    public int[] Spikes { get; }

    /// <summary>Of each hidden neuron: stretches of 200 cycles in which it fired.</summary>
    public int[] Batches { get; }

    /// <summary>Of each synapse: the sum over pairs of a hidden spike and an output spike after it of e^(-lag / tau).</summary>
    public double[] Pairs { get; }
}
