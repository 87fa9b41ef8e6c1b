using PureHDF;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>The file <c>weights.h5</c>: <c>/CONDITION/SEED/w</c> float32 [snapshot, hidden, 8], <c>cycle</c> and <c>phase</c>
/// of each snapshot. The layout is laid down first, then one trial at a time is written, so memory stays small.</summary>
internal sealed class WeightsFile : IDisposable
{
    private const int Outputs = 8;

    private readonly Dictionary<(string Condition, int Seed), H5Dataset<float[]>> data = [];
    private readonly H5NativeWriter writer;

    /// <summary>Lays the file down.</summary>
    public WeightsFile(Stream stream, Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds)
    {
        var file = new H5File();
        foreach (var condition in experiment.Conditions)
        {
            var points = tree.Path(condition.Name)
                .SelectMany(n => n.Snapshots.Select(p => (Cycle: n.Start + p, n.Phase.Name)))
                .ToArray();
            var group = new H5Group();
            foreach (var seed in seeds)
            {
                var w = new H5Dataset<float[]>([(ulong)points.Length, (ulong)Forager.Sources(tree.Path(condition.Name)[0].Experiment), Outputs]);
                data.Add((condition.Name, seed), w);
                group[$"{seed}"] = new H5Group
                {
                    ["w"] = w,
                    ["cycle"] = new H5Dataset(points.Select(p => p.Cycle).ToArray()),
                    ["phase"] = new H5Dataset(points.Select(p => p.Name).ToArray()),
                };
            }
            file[condition.Name] = group;
        }
        writer = file.BeginWrite(stream);
    }

    /// <summary>Writes the snapshots of one trial.</summary>
    public void Write(string condition, int seed, IEnumerable<Snapshot> snapshots) =>
        writer.Write(data[(condition, seed)], snapshots.SelectMany(s => s.Weights).ToArray());

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
