namespace Snn.Foraging.Remedies;

/// <summary><see cref="MasLocal"/> by a network that is told of no boundary and cannot go back to an old world: every 20,000 cycles a copy walks 1,000
/// cycles in the world where it is and a running mean of the use of its synapses is kept; when the reward falls (<see cref="RewardDrop"/>), what was
/// used until then is important from now on. Written into every phase.</summary>
/// <param name="strength">How much a synapse of mean importance is slowed.</param>
[Remedy("mas-noticed", Value = "strength", Holds = true)]
public sealed class MasNoticed(double strength) : MobilityRemedy
{
    private const int WalkEvery = 20_000, WalkCycles = 1_000;
    private const double Averaging = 0.2;
    private readonly RewardDrop boundary = new();
    private double[] recent = [];
    private double[] importance = [];

    /// <inheritdoc/>
    public override void During(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        if (boundary.Look(life) && recent.Length > 0)
        {
            var task = Importance.Scaled(recent);
            importance = importance.Length == 0 ? task : [.. importance.Zip(task, (a, b) => a + b)];
            recent = [];
            Hold(life, Importance.Mobility(importance, strength));
            return;
        }

        base.During(life);
        if (life.Position % WalkEvery == 0 && life.Tasks.Count > 0)
        {
            var use = life.Walk(life.Tasks[0], WalkCycles).Pairs;
            recent = recent.Length == 0 ? use : [.. recent.Zip(use, (a, b) => a + (Averaging * (b - a)))];
        }
    }

    /// <inheritdoc/>
    public override void Save(BinaryWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        base.Save(to);
        boundary.Save(to);
        to.Write(recent);
        to.Write(importance);
    }

    /// <inheritdoc/>
    public override void Load(BinaryReader from)
    {
        ArgumentNullException.ThrowIfNull(from);
        base.Load(from);
        boundary.Load(from);
        recent = from.ReadDoubles();
        importance = from.ReadDoubles();
    }

    /// <inheritdoc/>
    protected override float[]? Mobility(Life life) => importance.Length == 0 ? null : Importance.Mobility(importance, strength);
}
