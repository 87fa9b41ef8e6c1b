using Snn.Foraging.Agent;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Remedies;

/// <summary>The remedies of one phase of one life, in the order in which they are written.</summary>
internal sealed class RemedySet(Phase phase, PhaseRecord record, Life life)
{
    private readonly List<(string Name, IRemedy Remedy)> remedies = [.. phase.Remedies.Select(r => (r.Kind.Name, r.Kind.New(r.Value)))];

    /// <summary>Takes over what was saved: by this phase, or by the one before.</summary>
    public void Load(IReadOnlyDictionary<string, byte[]>? saved)
    {
        foreach (var (name, state) in saved?.ToArray() ?? [])
        {
            record.Remedies[name] = state;
            if (remedies.FirstOrDefault(r => r.Name == name).Remedy is { } remedy)
            {
                using var reader = new BinaryReader(new MemoryStream(state));
                remedy.Load(reader);
            }
        }
    }

    /// <summary>Puts what they have to know into the record.</summary>
    public void Save()
    {
        foreach (var (name, remedy) in remedies)
        {
            var bytes = new MemoryStream();
            using (var writer = new BinaryWriter(bytes))
                remedy.Save(writer);
            if (bytes.ToArray() is { Length: > 0 } state)
                record.Remedies[name] = state;
        }
    }

    /// <summary>The phase begins.</summary>
    public void Begin() => All(r => r.Begin(life));

    /// <summary>Position at which the next of them is due.</summary>
    public long Next(long position) => remedies.Where(r => r.Remedy.Every > 0).Select(r => (position / r.Remedy.Every + 1) * r.Remedy.Every).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>True if any is due at a position.</summary>
    public bool AreDue(long position) => remedies.Any(r => IsDue(r.Remedy, position));

    /// <summary>Calls those that are due.</summary>
    public void During() => All(r =>
    {
        if (IsDue(r, record.Position))
            r.During(life);
    });

    /// <summary>A test that is not the agent's; null if it is.</summary>
    public TestResult? Test(int task, int cycles) => remedies.Select(r => r.Remedy.Test(life, task, cycles)).FirstOrDefault(t => t is not null);

    /// <summary>True if the agent's memory has been changed since the last call.</summary>
    public bool TakeChanged()
    {
        var changed = life.Changed;
        life.Changed = false;
        return changed;
    }

    private void All(Action<IRemedy> call)
    {
        foreach (var (_, remedy) in remedies)
            call(remedy);
        life.Settle();
    }

    private static bool IsDue(IRemedy remedy, long position) => remedy.Every > 0 && position % remedy.Every == 0;
}
