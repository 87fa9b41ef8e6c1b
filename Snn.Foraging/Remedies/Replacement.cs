namespace Snn.Foraging.Remedies;

/// <summary>Continual replacement (Dohare et al. 2024, "Loss of plasticity in deep continual learning", continual backpropagation): the hidden neurons
/// that contribute least begin anew. With h the spikes of neuron i per cycle in the last round of 5,000 cycles, w its output weights and wbar_i their mean:
/// <code>
///   u_i := 0.9 u_i + 0.1 h_i sum_j |w_ij - wbar_i|        utility = u_i / (1 - 0.9^age)
/// </code>
/// Published is |h_i| sum_k |w_ik|. There w is all that a neuron does to the next layer; here balanced inhibition takes the mean of a neuron's weights away from
/// each, so the published formula stands with the net weights w_ij - wbar_i: the sum of the raw ones would call a neuron useful whose spikes change nothing,
/// one just reborn above all. The gains of the outputs, common to all hidden neurons, are left out.
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
            utility[i] = (Memory * utility[i]) + ((1 - Memory) * (now[i] - before[i]) / Life.Grain * NetWeight(w.AsSpan(i * life.Outputs, life.Outputs)));
        }

        before = now;
    }

    /// <inheritdoc/>
    protected override IEnumerable<int> Ranked(Life life, IReadOnlyList<int> mature) => mature.OrderBy(i => utility[i] / (1 - Power(Age[i]))).ThenBy(i => i);

    /// <inheritdoc/>
    protected override void Reborn(int neuron) => utility[neuron] = 0;

    private static double NetWeight(ReadOnlySpan<float> row)
    {
        double sum = 0, net = 0;
        foreach (var w in row)
            sum += w;
        foreach (var w in row)
            net += Math.Abs(w - (sum / row.Length));
        return net;
    }

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
