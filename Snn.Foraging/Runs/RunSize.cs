using System.Globalization;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>Bytes that a run takes on disk, about.</summary>
/// <param name="Running">At most: all checkpoints, and the figures and the report that are drawn before these go.</param>
/// <param name="Weights">Of weights, which stay.</param>
internal readonly record struct RunSize(long Running, long Weights)
{
    // A checkpoint grows with the phase: lists fill that were empty, and remedies keep something beside the agent.
    private const int Young = 500, Growth = 2;

    /// <summary>For figures, report, tables and recordings: 8 MB of quickstart, 16 of remedies.</summary>
    public const long Pages = 16_000_000;

    /// <summary>Estimates a run.</summary>
    public static RunSize Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds)
    {
        var states = tree.Nodes.GroupBy(n => n.Experiment).Sum(g => g.Count() * Growth * Packed(g.First(n => n.Parent is null), seeds[0]));
        var weights = experiment.Conditions.Sum(c => Snapshots(tree.Path(c.Name)));
        return new((seeds.Count * (weights + states + Snapshots(tree.Nodes))) + Pages, seeds.Count * weights);
    }

    /// <summary>Bytes of the weights kept of one seed in some phases.</summary>
    public static long Snapshots(IEnumerable<PhaseNode> nodes) => nodes.Sum(n => n.Snapshots.Count * 4L * ForagerNetwork.Directions * Forager.Sources(n.Experiment));

    /// <summary>Bytes of a young agent in a checkpoint, packed.</summary>
    private static long Packed(PhaseNode first, int seed)
    {
        var agent = new Forager(first.Experiment, seed, seed);
        agent.Begin(first.Phase, first.Sleep);
        agent.Run(Young);
        return CheckpointStore.Pack(new PhaseRecord { State = agent.State.ToArray() }).Length;
    }

    /// <summary>Refuses a disk on which the run has no room, before anything is written.</summary>
    /// <param name="folder">Where the run would write; need not exist.</param>
    /// <exception cref="UserErrorException">There is too little room.</exception>
    public void CheckRoom(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent)
            there = parent;
        long free;
        try
        {
            free = new DriveInfo(there).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return; // a disk that does not say how full it is will say so when it is
        }
        CheckRoom(folder, free);
    }

    /// <summary>Refuses so many bytes free.</summary>
    internal void CheckRoom(string folder, long free)
    {
        if (free < Running)
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"--out '{folder}': the run takes about {Running / 1e6:N0} MB while it runs, and its disk has {free / 1e6:N0} MB free; nothing was written"));
    }
}
