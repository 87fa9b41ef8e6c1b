using MathNet.Numerics.LinearAlgebra;
using Snn.Foraging.Agent;
using Snn.Foraging.WeightSpace;
using Snn.Foraging.World;

namespace Snn.Foraging.Metrics;

/// <summary>How much life there is in a network at the end of a phase: what is said to go when a network loses the ability to learn (Dohare et al. 2024).
/// Measured on a frozen copy, in a walk through the world of all particle types.</summary>
/// <param name="Dormant">Share of the hidden neurons that fire less than a tenth as often as the layer's mean. (The usual bound, active in 1 % of all
/// cycles, lies above what a healthy neuron of this sparse layer does.)</param>
/// <param name="DeadOutputs">Outputs that fire in less than 1 % of the cycles.</param>
/// <param name="Activity">Rank of the hidden activity, [cycle, neuron]; null when nothing fires.</param>
/// <param name="Weights">Rank of the net output weights, [hidden, output]: balanced inhibition takes each neuron's mean. Null when all are 0.</param>
/// <param name="NetWeight">Mean absolute net output weight, in units of the mean weight.</param>
/// <param name="Floor">Share of the output synapses below a hundredth of the mean weight: as changes are relative, they grow slowly.</param>
/// <param name="Cosine">Mean cosine between hidden neurons' net output weights.</param>
/// <param name="InputCosine">Mean cosine between hidden neurons' input weights.</param>
public sealed record Vitality(double Dormant, int DeadOutputs, MatrixRank? Activity, MatrixRank? Weights, double NetWeight, double Floor, double? Cosine, double? InputCosine)
{
    /// <summary>Cycles of the walk.</summary>
    public const int WalkCycles = 2_000;

    /// <summary>Cycles of it that the rank of the activity is measured over.</summary>
    public const int RankCycles = 300;

    private const double Silent = 0.1, Dead = 0.01, Small = 0.01;

    /// <summary>Examines an agent, which is left as it was.</summary>
    public static Vitality Of(Forager agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var moments = agent.WatchAwake(TaskList.Everything, WalkCycles).Moments;
        float[] weights = agent.Weights(), fields = agent.Fields();
        int outputs = ForagerNetwork.Directions, hidden = weights.Length / outputs, inputs = fields.Length / hidden;
        var spikes = new int[hidden];
        foreach (var spike in moments.SelectMany(m => m.Hidden))
            spikes[spike.Neuron]++;
        var busy = Enumerable.Range(0, outputs).Select(j => moments.Count(m => m.Motor.Any(s => s.Neuron == j))).ToArray();
        var activity = Matrix<double>.Build.Dense(RankCycles, hidden);
        for (var c = 0; c < RankCycles; c++)
        {
            foreach (var spike in moments[c].Hidden)
                activity[c, spike.Neuron]++;
        }

        var net = Matrix<double>.Build.Dense(hidden, outputs, (i, j) => weights[(i * outputs) + j]);
        for (var i = 0; i < hidden; i++)
            net.SetRow(i, net.Row(i) - (net.Row(i).Sum() / outputs));
        return new(
            spikes.Count(n => n < Silent * spikes.Average()) / (double)hidden,
            busy.Count(n => n < Dead * WalkCycles),
            MatrixRank.Of(activity),
            MatrixRank.Of(net),
            net.Enumerate().Average(Math.Abs),
            weights.Count(w => w < Small) / (double)weights.Length,
            MatrixRank.MeanCosine(net),
            MatrixRank.MeanCosine(Matrix<double>.Build.Dense(hidden, inputs, (i, k) => fields[(i * inputs) + k])));
    }
}
