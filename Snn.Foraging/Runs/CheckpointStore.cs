using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>The records of a run's phases as files in <c>checkpoint/</c>, one a seed and phase. A file is: magic,
/// hash of the experiment, seed and node, length and SHA-256 of the body, body. The body is compressed: most of an agent's memory is empty lists, and a
/// long series has thousands of agents.</summary>
internal sealed class CheckpointStore : IPhaseStore
{
    private const int HashBytes = 32;
    private static readonly byte[] Magic = "SNNCKPT3"u8.ToArray();
    private static readonly int HeaderBytes = Magic.Length + HashBytes + 3 * sizeof(int) + HashBytes;

    private readonly string folder;
    private readonly byte[] experimentHash;

    /// <summary>The store of a run; the folder must exist.</summary>
    public CheckpointStore(string folder, Experiment experiment)
    {
        this.folder = folder;
        experimentHash = Hash(experiment);
    }

    /// <inheritdoc/>
    public void Save(int seed, PhaseNode node, PhaseRecord record)
    {
        var bytes = Pack(record);
        AtomicFile.Write(FileOf(seed, node), stream =>
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(Magic);
            writer.Write(experimentHash);
            writer.Write(seed);
            writer.Write(node.Index);
            writer.Write(bytes.Length);
            writer.Write(SHA256.HashData(bytes.Span));
            writer.Write(bytes.Span);
        });
    }

    /// <inheritdoc/>
    public PhaseRecord? Load(int seed, PhaseNode node)
    {
        var path = FileOf(seed, node);
        if (Directory.Exists(path))
            throw new UserErrorException($"checkpoint '{path}' is a folder; nothing was changed; move it away to go on");
        if (!File.Exists(path))
            return null;
        var file = File.ReadAllBytes(path);
        if (file.Length < HeaderBytes)
            throw Refused(path, "is damaged: it ends too early");
        using var header = new BinaryReader(new MemoryStream(file));
        if (!header.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw Refused(path, "is not a checkpoint of this version of the program");
        if (!header.ReadBytes(HashBytes).AsSpan().SequenceEqual(experimentHash) || header.ReadInt32() != seed || header.ReadInt32() != node.Index)
            throw Refused(path, "belongs to another experiment, seed or phase");
        if (header.ReadInt32() != file.Length - HeaderBytes || !SHA256.HashData(file.AsSpan(HeaderBytes)).AsSpan().SequenceEqual(header.ReadBytes(HashBytes)))
            throw Refused(path, "is damaged: its checksum does not match");
        using var body = new BinaryReader(new ZLibStream(new MemoryStream(file, HeaderBytes, file.Length - HeaderBytes), CompressionMode.Decompress));
        return PhaseRecordFormat.Read(body);
    }

    /// <summary>A record as it stands in a file.</summary>
    public static ReadOnlyMemory<byte> Pack(PhaseRecord record)
    {
        var body = new MemoryStream();
        using (var packed = new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(packed, Encoding.UTF8))
            PhaseRecordFormat.Write(writer, record);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>A hash of everything that decides the bits of one seed.</summary>
    public static byte[] Hash(Experiment experiment) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ExperimentWriter.Parameters(experiment).Select(p => $"{p.Key}={p.Value}"))));

    private string FileOf(int seed, PhaseNode node) => Path.Combine(folder, $"seed-{seed}-phase-{node.Index:D3}.ckpt");

    private static UserErrorException Refused(string path, string why, Exception? inner = null) =>
        new($"checkpoint '{path}' {why}; nothing was changed; delete that one file to repeat its phase, or run again into a new folder", inner);
}

/// <summary>The bytes of a <see cref="PhaseRecord"/>.</summary>
internal static class PhaseRecordFormat
{
    /// <summary>Writes a record.</summary>
    public static void Write(BinaryWriter to, PhaseRecord record)
    {
        to.Write(record.Position);
        to.Write(record.Finished);
        to.Write(record.Work.WakeCycles);
        to.Write(record.Work.SleepCycles);
        to.Write(record.Work.Spikes);
        to.Write(record.Work.SynapticEvents);
        to.Write(record.TestCycles);
        to.Write(record.ProbeCycles);
        to.Write(record.Seconds);
        to.Write(record.State.Length);
        to.Write(record.State);
        WriteList(to, [.. record.Remedies], (w, r) =>
        {
            w.Write(r.Key);
            w.Write(r.Value.Length);
            w.Write(r.Value);
        });
        WriteList(to, record.Tests, (w, t) =>
        {
            w.Write(t.Position);
            w.Write(t.Task);
            w.Write(t.Result.Rewarded);
            w.Write(t.Result.Punished);
            w.Write(t.Result.Moves);
        });
        WriteList(to, record.Snapshots, (w, s) =>
        {
            w.Write(s.Position);
            WriteList(w, s.Weights, (v, x) => v.Write(x));
        });
        WriteList(to, record.Walks, (w, walk) =>
        {
            WriteStep(w, walk.Start);
            WriteList(w, walk.Particles, (v, p) =>
            {
                v.Write(p.Type);
                v.Write(p.X1);
                v.Write(p.Y1);
                v.Write(p.X2);
                v.Write(p.Y2);
            });
            WriteList(w, walk.Steps, WriteStep);
        });
        WriteList(to, record.Sleeps, (w, s) =>
        {
            w.Write(s.Start);
            w.Write(s.Cycles);
        });
        to.Write(record.Pressure.Length);
        to.Write(record.Pressure);
    }

    /// <summary>Reads a record.</summary>
    public static PhaseRecord Read(BinaryReader from)
    {
        var record = new PhaseRecord
        {
            Position = from.ReadInt64(),
            Finished = from.ReadBoolean(),
            Work = new WorkDone(from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64()),
            TestCycles = from.ReadInt64(),
            ProbeCycles = from.ReadInt64(),
            Seconds = from.ReadDouble(),
            State = from.ReadBytes(from.ReadInt32()),
        };
        foreach (var (name, state) in ReadList(from, r => KeyValuePair.Create(r.ReadString(), r.ReadBytes(r.ReadInt32()))))
            record.Remedies.Add(name, state);
        record.Tests.AddRange(ReadList(from, r => new TestRow(r.ReadInt64(), r.ReadInt32(), new TestResult(r.ReadInt32(), r.ReadInt32(), r.ReadInt32()))));
        record.Snapshots.AddRange(ReadList(from, r => new Snapshot(r.ReadInt64(), ReadList(r, v => v.ReadSingle()))));
        record.Walks.AddRange(ReadList(from, r => new Walk(
            ReadStep(r),
            ReadList(r, v => new PlacedParticle(v.ReadInt32(), v.ReadInt32(), v.ReadInt32(), v.ReadInt32(), v.ReadInt32())),
            ReadList(r, ReadStep))));
        record.Sleeps.AddRange(ReadList(from, r => new SleepEpisode(r.ReadInt64(), r.ReadInt64())));
        record.Pressure = from.ReadBytes(from.ReadInt32());
        return record;
    }

    private static void WriteStep(BinaryWriter to, WalkStep step)
    {
        to.Write(step.X);
        to.Write(step.Y);
        to.Write(step.Ate);
    }

    private static WalkStep ReadStep(BinaryReader from) => new(from.ReadInt32(), from.ReadInt32(), from.ReadInt32());

    private static void WriteList<T>(BinaryWriter to, IReadOnlyList<T> list, Action<BinaryWriter, T> write)
    {
        to.Write(list.Count);
        foreach (var item in list)
            write(to, item);
    }

    private static T[] ReadList<T>(BinaryReader from, Func<BinaryReader, T> read)
    {
        var list = new T[from.ReadInt32()];
        for (var i = 0; i < list.Length; i++)
            list[i] = read(from);
        return list;
    }
}
