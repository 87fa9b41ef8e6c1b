using Snn.Core.Networks;

namespace Snn.Core.Recording;

/// <summary>The weights of a projection at one moment.</summary>
/// <param name="TimeMs">When, ms.</param>
/// <param name="Weights">Effective weights, in the order of <see cref="Engines.Simulation.Weights"/>.</param>
public sealed record WeightSnapshot(double TimeMs, IReadOnlyList<float> Weights);

/// <summary>Keeps a projection's weights every so many windows. Where a run is cut to look at them changes no bit of it.</summary>
internal sealed class WeightRecorder(Projection projection, int every)
{
    private readonly List<WeightSnapshot> snapshots = [];

    public Projection Projection => projection;

    public IReadOnlyList<WeightSnapshot> Snapshots => snapshots;

    /// <summary>Windows until the next snapshot is due.</summary>
    public int Until(int window) => every - (window % every);

    /// <summary>Takes one, if this is the moment.</summary>
    public void Look(Engines.Simulation simulation, int window)
    {
        if (window % every == 0)
            snapshots.Add(new(simulation.Time, [.. simulation.Weights(projection).Select(s => s.Weight)]));
    }
}
