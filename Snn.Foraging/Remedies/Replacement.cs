namespace Snn.Foraging.Remedies;

/// <summary>Continual replacement (Dohare et al. 2024, "Loss of plasticity in deep continual learning", continual backpropagation): the hidden neurons
/// that contribute least begin anew. With h the spikes of neuron i per cycle in the last round of 5,000 cycles, and w its output weights:
/// <code>
///   u_i := 0.9 u_i + 0.1 h_i sum_j w_ij        utility = u_i / (1 - 0.9^age)
/// </code>
/// Published, per step: 0.99 and 0.01; a hidden neuron here fires once in some hundred cycles. Written into every phase.</summary>
/// <param name="share">Share of the mature neurons replaced in 5,000 cycles.</param>
[Remedy("replacement", Value = "share of the hidden neurons replaced in 5,000 cycles", Max = 1)]
public sealed class Replacement(double share) : ReplacementRemedy(share)
{
    private const double Memory = 0.9;
    private double[] utility = [];
    private double[] before = [];

    /// <inheritdoc/>
    public override void Begin(Life life)
    {
        if (before.Length == 0)
            before = Now(life);
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        base.Save(to);
        to.Write(utility);
        to.Write(before);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        base.Load(from);
        utility = from.ReadDoubles();
        before = from.ReadDoubles();
    }

    /// <inheritdoc/>
    protected override void Observe(Life life)
    {
        if (utility.Length == 0)
            utility = new double[before.Length];
        var (now, w) = (Now(life), life.Weights());
        for (var i = 0; i < utility.Length; i++)
        {
            var row = w.AsSpan(i * life.Outputs, life.Outputs);
            double sum = 0;
            foreach (var x in row)
                sum += x;
            utility[i] = (Memory * utility[i]) + ((1 - Memory) * (now[i] - before[i]) / Life.Grain * sum);
        }

        before = now;
    }

    /// <inheritdoc/>
    protected override IEnumerable<int> Ranked(Life life, IReadOnlyList<int> mature) => mature.OrderBy(i => utility[i] / (1 - Power(Age[i]))).ThenBy(i => i);

    /// <inheritdoc/>
    protected override void Reborn(int neuron) => utility[neuron] = 0;

    private static double[] Now(Life life) => [.. life.HiddenSpikes().Select(n => (double)n)];

    // The same bits everywhere; old neurons need no correction.
    private static double Power(double age)
    {
        var power = 1.0;
        for (var k = 0; k < age && k < 200; k++)
            power *= Memory;
        return power;
    }
}
