using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>The folder of a run: who may write into it, and how.</summary>
internal sealed class RunFolder : IDisposable
{
    private FileStream? held;

    private RunFolder(string path, RunManifest? manifest)
    {
        Path = path;
        Manifest = manifest;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The run found in it; null when it is new.</summary>
    public RunManifest? Manifest { get; }

    /// <summary>Folder of the checkpoints.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoint");

    /// <summary>True as long as the run can go on, or write its results again.</summary>
    public bool HasCheckpoints => Directory.Exists(Checkpoints) && Directory.EnumerateFiles(Checkpoints, "*.ckpt").Any();

    /// <summary>Looks at a folder without touching it, and refuses it if this run may not have it.</summary>
    /// <param name="path">The folder; need not exist.</param>
    /// <param name="experiment">The run that wants it.</param>
    /// <param name="resume">True to go on with a run found there.</param>
    /// <exception cref="UserErrorException">The folder is refused.</exception>
    public static RunFolder Inspect(string path, Experiment experiment, bool resume)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new UserErrorException("--out '' names no folder; usual cause: an empty shell variable");
        if (File.Exists(path))
            throw new UserErrorException($"--out '{path}' is a file; name a folder");
        if (!Directory.Exists(path) || IsEmpty(path))
            return new RunFolder(path, null);
        if (RunManifest.Load(path) is not { } manifest)
            throw new UserErrorException($"--out '{path}' holds files that are not a run's; nothing was changed: name a new or empty folder");
        if (!resume)
            throw new UserErrorException($"--out '{path}' already holds a run; add --resume to go on with it, or name another folder");
        if (FirstDifference(manifest.Experiment, experiment) is { } difference)
            throw new UserErrorException($"--resume: {difference}; a run goes on only with the parameters and seeds it was begun with (engine and threads may differ)");
        return new RunFolder(path, manifest);
    }

    /// <summary>Creates the folder, keeps other runs out of it until disposed, and reads every checkpoint once, so that
    /// a bad one is found before anything is changed.</summary>
    public CheckpointStore Open(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds)
    {
        var lockFile = System.IO.Path.Combine(Checkpoints, "lock");
        try
        {
            Directory.CreateDirectory(Checkpoints);
            held = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(lockFile))
        {
            throw new UserErrorException($"'{Path}' is in use by another run; wait for it or end it first", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"--out '{Path}' cannot be written: {e.Message.TrimEnd('.')}; usual cause: no permission, or a file system that is full, read-only or takes no folders", e);
        }
        var store = new CheckpointStore(Checkpoints, experiment);
        foreach (var seed in seeds)
        {
            foreach (var node in tree.Nodes)
                _ = store.Load(seed, node);
        }
        return store;
    }

    /// <summary>Empties the checkpoint folder of a finished run; the folder itself stays, as part of the run folder's layout.</summary>
    public void RemoveCheckpoints()
    {
        held?.Dispose();
        held = null;
        foreach (string file in Directory.EnumerateFiles(Checkpoints))
            File.Delete(file);
    }

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();

    // What a run killed in its first moments leaves behind does not count.
    private static bool IsEmpty(string path) => Directory.EnumerateFileSystemEntries(path)
        .All(e => e.EndsWith("run.json" + AtomicFile.Partial, StringComparison.Ordinal)
            || (System.IO.Path.GetFileName(e) == "checkpoint" && Directory.Exists(e) && Directory.EnumerateFileSystemEntries(e).All(f => System.IO.Path.GetFileName(f) == "lock")));

    private static string? FirstDifference(Experiment was, Experiment asked)
    {
        KeyValuePair<string, string>[] Keys(Experiment e) => [KeyValuePair.Create("name", e.Name), KeyValuePair.Create("seeds", e.Seeds), .. ExperimentWriter.Parameters(e)];
        var old = Keys(was).ToDictionary();
        var now = Keys(asked).ToDictionary();
        foreach (var key in old.Keys.Union(now.Keys))
        {
            var before = old.GetValueOrDefault(key, "absent");
            var after = now.GetValueOrDefault(key, "absent");
            if (before != after)
                return $"{key} is {after} but was {before}";
        }
        return null;
    }
}
