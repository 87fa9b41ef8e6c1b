using System.Text.Json;

namespace Snn.Foraging.Figures;

/// <summary>What a run folder says, read from its files alone. A file that is missing leaves its part empty.</summary>
public sealed class RunData
{
    private RunData(string folder) => Folder = folder;

    /// <summary>The run folder.</summary>
    public string Folder { get; }

    /// <summary>Name of the experiment.</summary>
    public string Experiment { get; private set; } = "";

    /// <summary>Conditions, in the order of run.json.</summary>
    public IReadOnlyList<string> Conditions { get; private set; } = [];

    /// <summary>Phases of all conditions, in order.</summary>
    public IReadOnlyList<PhaseSpan> Phases { get; private set; } = [];

    /// <summary>Frozen tests (scores.csv).</summary>
    public IReadOnlyList<ScoreRow> Scores { get; private set; } = [];

    /// <summary>Scores by phase and task (metrics.json), one matrix a condition.</summary>
    public IReadOnlyList<ScoreMatrix> Matrices { get; private set; } = [];

    /// <summary>Recorded walks (walks.csv, particles.csv).</summary>
    public IReadOnlyList<RecordedWalk> Walks { get; private set; } = [];

    /// <summary>Which weight trajectories weights.h5 holds.</summary>
    public IReadOnlyList<TrackId> Tracks { get; private set; } = [];

    private string WeightFile => Path.Combine(Folder, "weights.h5");

    /// <summary>Reads a run folder. Weights are only listed; <see cref="ReadTrack"/> reads them.</summary>
    /// <exception cref="InvalidDataException">The folder has no run.json, or a file in it is not what it should be.</exception>
    public static RunData Open(string folder)
    {
        var data = new RunData(folder);
        data.ReadRun(Path.Combine(folder, "run.json"));
        data.Scores = CsvTable.Read(Path.Combine(folder, "scores.csv"), r => new ScoreRow(
            r.Text("condition"), r.Int("seed"), r.Long("cycle"), r.Text("task"), r.Number("score"), r.Number("food_per_move")));
        data.Matrices = ReadMatrices(Path.Combine(folder, "metrics.json"));
        data.Walks = ReadWalks(folder);
        data.Tracks = WeightFileReader.List(data.WeightFile);
        data.Conditions = [.. data.Phases.Select(p => p.Condition).Concat(data.Scores.Select(s => s.Condition)).Distinct()];
        return data;
    }

    /// <summary>Phases of one condition, in order.</summary>
    public IReadOnlyList<PhaseSpan> PhasesOf(string condition) => [.. Phases.Where(p => p.Condition == condition)];

    /// <summary>Reads one weight trajectory.</summary>
    public WeightTrack ReadTrack(TrackId id) => WeightFileReader.Read(WeightFile, id);

    private void ReadRun(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{Folder} is not a run folder: it has no run.json");
        using var json = Parse(path);
        var root = json.RootElement;
        Experiment = root.TryGetProperty("experiment", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        if (!root.TryGetProperty("phases", out var phases))
            return;
        Guard(path, () => Phases = [.. phases.EnumerateArray().Select(p => new PhaseSpan(
            p.GetProperty("condition").GetString()!, p.GetProperty("name").GetString()!,
            p.GetProperty("start").GetInt64(), p.GetProperty("end").GetInt64()))]);
    }

    private static IReadOnlyList<ScoreMatrix> ReadMatrices(string path)
    {
        if (!File.Exists(path))
            return [];
        using var json = Parse(path);
        IReadOnlyList<ScoreMatrix> matrices = [];
        Guard(path, () =>
        {
            string[] tasks = Strings(json.RootElement.GetProperty("tasks"));
            matrices = [.. json.RootElement.GetProperty("conditions").EnumerateObject().Select(c => new ScoreMatrix(
                c.Name, Strings(c.Value.GetProperty("phases")), tasks,
                [.. c.Value.GetProperty("scores").EnumerateArray().Select(s => s.EnumerateArray().Select(Numbers).ToArray())]))];
        });
        return matrices;
    }

    private static IReadOnlyList<RecordedWalk> ReadWalks(string folder)
    {
        static WalkId Id(CsvTable r) => new(r.Text("condition"), r.Int("seed"), r.Text("phase"), r.Text("task"));
        var particles = CsvTable.Read(Path.Combine(folder, "particles.csv"), r =>
            (Id: Id(r), Particle: new LyingParticle(r.Int("type"), r.Int("x1"), r.Int("y1"), r.Int("x2"), r.Int("y2"))))
            .ToLookup(p => p.Id, p => p.Particle);
        return [.. CsvTable.Read(Path.Combine(folder, "walks.csv"), r =>
            (Id: Id(r), Step: new PathStep(r.Int("step"), r.Int("x"), r.Int("y"), r.Int("ate"))))
            .GroupBy(s => s.Id, s => s.Step)
            .Select(g => new RecordedWalk(g.Key, [.. g.OrderBy(s => s.Step)], [.. particles[g.Key]]))];
    }

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number ? e.GetDouble() : double.NaN)];

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not JSON: {e.Message}", e);
        }
    }

    private static void Guard(string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is not laid out as expected: {e.Message}", e);
        }
    }
}
