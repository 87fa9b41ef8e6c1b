using System.Globalization;
using PureHDF;

namespace Snn.Foraging.Figures;

/// <summary>Which weight trajectory of weights.h5.</summary>
/// <param name="Condition">Condition.</param>
/// <param name="Seed">Seed.</param>
public readonly record struct TrackId(string Condition, int Seed);

/// <summary>The weights of one trial at its snapshots.</summary>
/// <param name="Id">Which trial.</param>
/// <param name="Cycles">Movement cycles of the trial at each snapshot.</param>
/// <param name="Phases">Phase of each snapshot.</param>
/// <param name="Weights">Weights, one row a snapshot.</param>
/// <param name="Dimension">Weights in a row.</param>
public sealed record WeightTrack(TrackId Id, IReadOnlyList<long> Cycles, IReadOnlyList<string> Phases, float[] Weights, int Dimension)
{
    /// <summary>Number of snapshots.</summary>
    public int Count => Cycles.Count;

    /// <summary>All weights at one snapshot.</summary>
    public ReadOnlySpan<float> State(int snapshot) => Weights.AsSpan(snapshot * Dimension, Dimension);

    /// <summary>The first unbroken run of snapshots of a phase, as first index and one past the last; empty when there is none.</summary>
    public (int First, int End) FirstRunOf(string phase)
    {
        int first = 0;
        while (first < Count && Phases[first] != phase)
            first++;
        int end = first;
        while (end < Count && Phases[end] == phase)
            end++;
        return (first, end);
    }
}

/// <summary>Reads weights.h5: /CONDITION/SEED/{w, cycle, phase}.</summary>
internal static class WeightFileReader
{
    /// <summary>Trajectories in the file, in its order of conditions, by seed; none when the file is missing.</summary>
    public static IReadOnlyList<TrackId> List(string path)
    {
        return File.Exists(path) ? Whole(path, file => (IReadOnlyList<TrackId>)[.. file.Children().OfType<IH5Group>().SelectMany(condition => condition.Children().OfType<IH5Group>()
            .Select(seed => int.TryParse(seed.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)
            .Where(seed => seed >= 0).Order().Select(seed => new TrackId(condition.Name, seed)))]) : [];
    }

    /// <summary>Reads one trajectory.</summary>
    public static WeightTrack Read(string path, TrackId id) => Whole(path, file => Read(file, path, id));

    /// <summary>Reads a file that may be damaged, which the library reports in exceptions of many kinds.</summary>
    internal static T Whole<T>(string path, Func<IH5Group, T> read)
    {
        try
        {
            using var file = H5File.OpenRead(path);
            return read(file);
        }
        catch (Exception e) when (e is not InvalidDataException and not UnauthorizedAccessException)
        {
            throw new InvalidDataException($"'{path}' is damaged or no HDF5 file ({e.Message.TrimEnd('.')}); run the experiment again", e);
        }
    }

    private static WeightTrack Read(IH5Group file, string path, TrackId id)
    {
        var group = file.Group(string.Create(CultureInfo.InvariantCulture, $"/{id.Condition}/{id.Seed}"));
        var weights = group.Dataset("w");
        var size = weights.Space.Dimensions;
        long[] cycles = group.Dataset("cycle").Read<long[]>();
        string[] phases = group.Dataset("phase").Read<string[]>();
        if (size.Length != 3 || size[0] != (ulong)cycles.Length || cycles.Length != phases.Length)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: /{id.Condition}/{id.Seed}/w has size [{string.Join(", ", size)}], but there are {cycles.Length} cycles and {phases.Length} phases; [snapshot, hidden, output] is expected"));
        return new(id, cycles, phases, weights.Read<float[]>(), (int)(size[1] * size[2]));
    }
}
