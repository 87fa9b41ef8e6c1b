namespace Snn.Foraging.Remedies;

/// <summary>Importance-weighted plasticity, the importance O of a synapse measured by what its changes earned, after synaptic intelligence (Zenke, Poole
/// and Ganguli 2017), with reward in place of the gradient. Over the 5,000-cycle grains of every phase that names it
/// <code>
///   O = max(0, sum of (R - Rbar) dw / ((sum of dw)^2 + 0.1))        in units of its mean, summed over phases
///   dw := dw / (1 + strength O)                                     in the phases that follow
/// </code>
/// with R the reward a waking cycle in the grain and Rbar its running mean (a fifth a grain).</summary>
/// <param name="strength">How much a synapse of mean importance is slowed.</param>
[Remedy("si-local", Value = "strength", Needs = "boundary", Holds = true)]
public sealed class SiLocal(double strength) : MobilityRemedy
{
    private const double Damping = 0.1, Averaging = 0.2;
    private readonly RewardMeter reward = new();
    private double mean;
    private double[] importance = [];
    private double[] earned = [];
    private float[] first = [];
    private float[] last = [];

    /// <inheritdoc/>
    public override void Begin(Life life)
    {
        base.Begin(life);
        ArgumentNullException.ThrowIfNull(life);
        first = last = life.Weights();
        earned = new double[last.Length];
        mean = 0;
        reward.Reset(life);
    }

    /// <inheritdoc/>
    public override void During(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        var now = life.Weights();
        var above = reward.Read(life) - mean;
        for (var k = 0; k < now.Length; k++)
            earned[k] += above * (now[k] - last[k]);
        last = now;
        mean += Averaging * above;
        base.During(life);
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        base.Save(to);
        reward.Save(to);
        to.Write(mean);
        to.Write(importance);
        to.Write(earned);
        to.Write(first);
        to.Write(last);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        ArgumentNullException.ThrowIfNull(from);
        base.Load(from);
        reward.Load(from);
        mean = from.ReadDouble();
        importance = from.ReadDoubles();
        earned = from.ReadDoubles();
        first = from.ReadFloats();
        last = from.ReadFloats();
    }

    /// <inheritdoc/>
    protected override float[]? Mobility(Life life)
    {
        if (earned.Length == 0)
            return null;
        var phase = Importance.Scaled([.. earned.Select((e, k) => Math.Max(0, e / (((double)(last[k] - first[k]) * (last[k] - first[k])) + Damping)))]);
        importance = importance.Length == 0 ? phase : [.. importance.Zip(phase, (a, b) => a + b)];
        return Importance.Mobility(importance, strength);
    }
}
