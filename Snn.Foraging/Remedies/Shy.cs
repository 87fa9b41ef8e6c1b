namespace Snn.Foraging.Remedies;

/// <summary>Down-selection in sleep (synaptic homeostasis hypothesis, Tononi and Cirelli): synapses that spontaneous activity uses less than the average one are
/// weakened. (If all were, it would be invisible, since columns are held at constant sums.)
/// <code>
///   w := (1 - share) w   if used less than average, every 20,000 cycles
/// </code>
/// Use is measured in 500 cycles of a copy asleep.</summary>
/// <param name="share">Share lost each time.</param>
[Remedy("shy", Value = "share lost in 20,000 cycles", Max = 1)]
public sealed class Shy(double share) : IRemedy
{
    private const int DozeCycles = 500;

    /// <inheritdoc/>
    public int Every => 20_000;

    /// <inheritdoc/>
    public void During(Life life)
    {
        var use = life.Doze(DozeCycles).Pairs;
        double average = use.Average();
        var w = life.Weights();
        for (var k = 0; k < w.Length; k++)
            w[k] *= use[k] < average ? 1 - (float)share : 1f;
        life.SetWeights(w);
    }
}
