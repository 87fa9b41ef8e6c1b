using System.Globalization;
using PureHDF;

namespace Snn.Foraging.Figures;

/// <summary>One spike of a recording.</summary>
/// <param name="Cycle">Movement cycle of the recording, from 0.</param>
/// <param name="Population">0 view, 1 hidden, 2 motor.</param>
/// <param name="Neuron">Which neuron of it.</param>
/// <param name="Time">ms in the cycle.</param>
public readonly record struct RecordedSpike(int Cycle, int Population, int Neuron, float Time);

/// <summary>A particle that was eaten, at its new place.</summary>
/// <param name="Step">Step in which it was eaten.</param>
/// <param name="Particle">Its number among the particles.</param>
/// <param name="Place">Where it lies from then on; its type is that of the particle.</param>
public readonly record struct MovedParticle(int Step, int Particle, LyingParticle Place);

/// <summary>A recorded walk with its spikes.</summary>
/// <param name="Steps">Steps; the first is where it began.</param>
/// <param name="Particles">Particles at the start.</param>
/// <param name="Moved">Particles put back after they were eaten.</param>
/// <param name="Spikes">Spikes, by cycle.</param>
public sealed record SpikingWalk(
    IReadOnlyList<PathStep> Steps, IReadOnlyList<LyingParticle> Particles, IReadOnlyList<MovedParticle> Moved, IReadOnlyList<RecordedSpike> Spikes);

/// <summary>What recordings.h5 holds of one condition at the end of one phase.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Index">Number of the phase in the condition, from 0.</param>
/// <param name="Phase">Its name.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Fields">Input-to-hidden weights [hidden, 49].</param>
/// <param name="Selective">By task: hidden neurons that stand for it; empty before it was trained.</param>
/// <param name="Walks">By task.</param>
/// <param name="Sleep">Spikes asleep; empty where nothing sleeps.</param>
public sealed record RecordedPhase(
    string Condition, int Index, string Phase, int Seed, float[] Fields, IReadOnlyDictionary<string, int[]> Selective,
    IReadOnlyDictionary<string, SpikingWalk> Walks, IReadOnlyList<RecordedSpike> Sleep);

/// <summary>Reads recordings.h5; Recordings/RecordingsFile.cs says how it is laid out.</summary>
internal static class RecordedPhaseReader
{
    private static readonly string[] Tasks = ["T1", "T2"];

    /// <summary>All recorded phases; none when the file is missing.</summary>
    public static IReadOnlyList<RecordedPhase> Read(string path) => !File.Exists(path) ? [] : WeightFileReader.Whole(path, file =>
        (IReadOnlyList<RecordedPhase>)[.. file.Children().OfType<IH5Group>().SelectMany(condition => condition.Children().OfType<IH5Group>()
            .Select(group => Of(condition.Name, group)).OrderBy(p => p.Index))]);

    private static RecordedPhase Of(string condition, IH5Group group) => new(
        condition, int.Parse(group.Name, CultureInfo.InvariantCulture), group.Dataset("phase").Read<string[]>()[0], group.Dataset("seed").Read<int[]>()[0],
        group.Dataset("fields").Read<float[]>(),
        Tasks.ToDictionary(t => t, t => Ints(group, $"selective-{t}")),
        Tasks.ToDictionary(t => t, t => Walk(group.Group($"wake-{t}"))),
        group.LinkExists("sleep") ? Spikes(group.Group("sleep")) : []);

    private static SpikingWalk Walk(IH5Group group)
    {
        LyingParticle[] particles = [.. Ints(group, "particles").Chunk(5).Select(p => new LyingParticle(p[0], p[1], p[2], p[3], p[4]))];
        return new(
            [.. Ints(group, "steps").Chunk(3).Select((s, i) => new PathStep(i, s[0], s[1], s[2]))],
            particles,
            [.. Ints(group, "replaced").Chunk(6).Select(r => new MovedParticle(r[0], r[1], new(particles[r[1]].Type, r[2], r[3], r[4], r[5])))],
            Spikes(group));
    }

    private static RecordedSpike[] Spikes(IH5Group group)
    {
        int[] cycles = Ints(group, "cycle"), populations = Ints(group, "population"), neurons = Ints(group, "neuron");
        float[] times = group.LinkExists("time") ? group.Dataset("time").Read<float[]>() : [];
        return [.. cycles.Select((cycle, i) => new RecordedSpike(cycle, populations[i], neurons[i], times[i]))];
    }

    private static int[] Ints(IH5Group group, string name) => group.LinkExists(name) ? group.Dataset(name).Read<int[]>() : [];
}
