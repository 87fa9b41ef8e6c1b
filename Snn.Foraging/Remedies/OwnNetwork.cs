using Snn.Foraging.Agent;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Remedies;

/// <summary>One network per task: each new task is learnt by the agent as it was before it had learnt anything, and each old task is done by the network
/// that learnt it. Nothing can be forgotten; the price is a whole network a task, and to be told which task it is, in tests too. Written into every
/// phase that trains.</summary>
[Remedy("own-network", Needs = "boundary, " + RemedyRow.TaskInTests)]
public sealed class OwnNetwork : IRemedy
{
    private readonly SortedDictionary<int, byte[]> kept = [];
    private byte[] untrained = [];

    /// <inheritdoc/>
    public void Begin(Life life)
    {
        if (untrained.Length == 0)
        {
            untrained = life.State();
            return;
        }

        foreach (var task in life.TasksBefore.Where(t => !kept.ContainsKey(t)))
            kept[task] = life.State();
        life.Become(untrained);
    }

    /// <inheritdoc/>
    public TestResult? Test(Life life, int task, int cycles) => kept.TryGetValue(task, out var network) ? life.TestOf(network, task, cycles) : null;

    /// <inheritdoc/>
    public void Save(BinaryWriter to)
    {
        to.Write(untrained.Length);
        to.Write(untrained);
        to.Write(kept.Count);
        foreach (var (task, network) in kept)
        {
            to.Write(task);
            to.Write(network.Length);
            to.Write(network);
        }
    }

    /// <inheritdoc/>
    public void Load(BinaryReader from)
    {
        untrained = from.ReadBytes(from.ReadInt32());
        for (var left = from.ReadInt32(); left > 0; left--)
            kept[from.ReadInt32()] = from.ReadBytes(from.ReadInt32());
    }
}
