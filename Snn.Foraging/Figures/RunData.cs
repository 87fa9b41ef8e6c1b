using System.Globalization;
using System.Text.Json;
using Snn.Foraging.Recordings;

namespace Snn.Foraging.Figures;

/// <summary>What a run folder says, read from its files alone. A file that is missing leaves its part empty.</summary>
public sealed class RunData
{
    private RunData(string folder) => Folder = folder;

    /// <summary>The run folder.</summary>
    public string Folder { get; }

    /// <summary>Name of the experiment.</summary>
    public string Experiment { get; private set; } = "";

    /// <summary>Length of a movement cycle, ms.</summary>
    public double CycleMs { get; private set; } = 300;

    /// <summary>Cells along a side of the world.</summary>
    public int WorldSize { get; private set; } = 50;

    /// <summary>Conditions that figures show, in the order of run.json: of a grid the first point, which maps complete.</summary>
    public IReadOnlyList<string> Conditions { get; private set; } = [];

    /// <summary>Phases of all conditions, in order.</summary>
    public IReadOnlyList<PhaseSpan> Phases { get; private set; } = [];

    /// <summary>Frozen tests (scores.csv).</summary>
    public IReadOnlyList<ScoreRow> Scores { get; private set; } = [];

    /// <summary>Sleeps that were not on the clock (sleeps.csv).</summary>
    public IReadOnlyList<SleepRow> Sleeps { get; private set; } = [];

    /// <summary>Scores by phase and task (metrics.json), one matrix a condition.</summary>
    public IReadOnlyList<ScoreMatrix> Matrices { get; private set; } = [];

    /// <summary>True if tasks change what was learnt before: a long series that only its own figure can show.</summary>
    public bool Changes => Matrices.Any(m => m.Tasks.Count == 1);

    /// <summary>Recorded walks (walks.csv, particles.csv).</summary>
    public IReadOnlyList<RecordedWalk> Walks { get; private set; } = [];

    /// <summary>Which weight trajectories weights.h5 holds.</summary>
    public IReadOnlyList<TrackId> Tracks { get; private set; } = [];

    /// <summary>What was recorded at the ends of phases (recordings.h5).</summary>
    public IReadOnlyList<RecordedPhase> Recordings { get; private set; } = [];

    /// <summary>What sleep replays (replay.json); null without it.</summary>
    public ReplayDocument? Replay { get; private set; }

    /// <summary>The geometry of weight space (geometry.json).</summary>
    public GeometryData Geometry { get; private set; } = GeometryData.Empty;

    /// <summary>The study of rules and neuron (plasticity-rules.json); null without it.</summary>
    public Metrics.PlasticityRulesDocument? Rules { get; private set; }

    /// <summary>How fast tasks were learnt (learning-speed.json); null without it.</summary>
    public Metrics.LearningSpeedDocument? LearningSpeed { get; private set; }

    /// <summary>True if it is all that compares the conditions: without sequential training among them, what they forget is not the question.</summary>
    public bool SpeedOnly => LearningSpeed is not null && !Conditions.Contains("sequential");

    /// <summary>What was removed (pruning.json); null without it.</summary>
    public Metrics.PruningDocument? Pruning { get; private set; }

    private IReadOnlyList<string> furtherPoints = [];

    private string WeightFile => Path.Combine(Folder, "weights.h5");

    /// <summary>Reads a run folder. Weights are only listed; <see cref="ReadTrack"/> reads them.</summary>
    /// <exception cref="InvalidDataException">The folder has no run.json, or a file in it is not what it should be.</exception>
    public static RunData Open(string folder)
    {
        var data = new RunData(folder);
        data.ReadRun(Path.Combine(folder, "run.json"));
        data.Scores = CsvTable.Read(Path.Combine(folder, "scores.csv"), r => new ScoreRow(
            r.Text("condition"), r.Int("seed"), r.Long("cycle"), r.Text("task"), r.Share("score"), r.Share("food_per_move")));
        data.Sleeps = CsvTable.Read(Path.Combine(folder, "sleeps.csv"), r =>
        {
            var (condition, start) = (r.Text("condition"), r.Long("start"));
            var phase = data.PhasesOf(condition).FirstOrDefault(p => p.Start <= start && start < p.End)
                ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"'{Path.Combine(folder, "sleeps.csv")}' is damaged: {condition} has no phase at cycle {start}; run the experiment again"));
            return new SleepRow(condition, r.Int("seed"), r.Text("phase"), start, r.Long("cycles"), phase.Start, phase.End);
        });
        data.Matrices = ReadMatrices(Path.Combine(folder, "metrics.json"));
        data.Walks = ReadWalks(folder);
        data.Tracks = WeightFileReader.List(data.WeightFile);
        data.Recordings = RecordedPhaseReader.Read(Path.Combine(folder, RecordingsFile.FileName));
        data.Replay = ReplayDocument.Load(folder);
        data.Geometry = ReadGeometry(Path.Combine(folder, "geometry.json"));
        data.LearningSpeed = Metrics.LearningSpeedDocument.Load(folder);
        data.Pruning = Metrics.PruningDocument.Load(folder);
        data.Rules = Metrics.PlasticityRulesDocument.Load(folder);
        data.Conditions = [.. data.Phases.Select(p => p.Condition).Concat(data.Scores.Select(s => s.Condition)).Distinct().Except(data.furtherPoints)];
        data.CheckScores(Path.Combine(folder, "scores.csv"));
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
        if (root.TryGetProperty("parameters", out var parameters))
        {
            Guard(path, () => CycleMs = parameters.GetProperty("network").GetProperty("cycle").GetDouble());
            Guard(path, () => furtherPoints = [.. parameters.TryGetProperty("conditions", out var all)
                ? all.EnumerateArray().Where(c => c.TryGetProperty("point", out var point) && point.GetInt32() > 1).Select(c => c.GetProperty("name").GetString()!) : []]);
            Guard(path, () => WorldSize = parameters.GetProperty("world").GetProperty("size").GetInt32());
        }

        if (!root.TryGetProperty("phases", out var phases))
            return;
        Guard(path, () => Phases = [.. phases.EnumerateArray().Select(p => new PhaseSpan(
            p.GetProperty("condition").GetString()!, p.GetProperty("name").GetString()!,
            p.GetProperty("start").GetInt64(), p.GetProperty("end").GetInt64()))]);
    }

    /// <summary>The tests at the ends of phases stand in scores.csv and in metrics.json: where the two disagree, one of them is damaged.</summary>
    private void CheckScores(string path)
    {
        foreach (var condition in Scores.GroupBy(s => s.Condition))
        {
            // Every seed and task of a condition is tested at the same cycles.
            int cycles = condition.Select(s => s.Cycle).Distinct().Count();
            if (condition.GroupBy(s => (s.Seed, s.Task)).FirstOrDefault(g => g.Count() != cycles) is { } odd)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"'{path}' is damaged: {condition.Key}, seed {odd.Key.Seed} has {odd.Count()} tests of {odd.Key.Task} at {cycles} cycles; run the experiment again"));
        }

        var tests = Scores.ToLookup(s => (s.Condition, s.Seed, s.Cycle, s.Task), s => s.Score);
        foreach (var matrix in Matrices)
        {
            var phases = PhasesOf(matrix.Condition);
            for (int seed = 0; seed < matrix.Scores.Count; seed++)
            {
                for (int phase = 0; phase < Math.Min(phases.Count, matrix.Scores[seed].Length); phase++)
                {
                    for (int task = 0; task < matrix.Tasks.Count; task++)
                    {
                        var found = tests[(matrix.Condition, matrix.Seeds[seed], phases[phase].End, matrix.Tasks[task])].ToArray();
                        if (found.Length != 1 || !found[0].Equals(matrix.Scores[seed][phase][task]))
                            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                                $"'{path}' is damaged: {(found.Length == 0 ? "it lacks" : "it disagrees with metrics.json on")} the test of {matrix.Condition}, seed {matrix.Seeds[seed]}, {matrix.Tasks[task]} at cycle {phases[phase].End}; run the experiment again"));
                    }
                }
            }
        }
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
            int[] seeds = [.. json.RootElement.GetProperty("seeds").EnumerateArray().Select(s => s.GetInt32())];
            matrices = [.. json.RootElement.GetProperty("conditions").EnumerateObject().Select(c => new ScoreMatrix(
                c.Name, Strings(c.Value.GetProperty("phases")), tasks, seeds,
                [.. c.Value.GetProperty("scores").EnumerateArray().Select(s => s.EnumerateArray().Select(Numbers).ToArray())]))];
        });
        return matrices;
    }

    private static GeometryData ReadGeometry(string path)
    {
        var geometry = GeometryData.Empty;
        if (!File.Exists(path))
            return geometry;
        using var json = Parse(path);
        Guard(path, () => geometry = GeometryData.Of(json.RootElement));
        return geometry;
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
