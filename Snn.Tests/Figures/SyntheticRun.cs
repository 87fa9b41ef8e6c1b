using System.Globalization;
using System.Text;
using System.Text.Json;
using PureHDF;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Figures;

/// <summary>A run folder with made-up but plausible results, in a temporary directory that goes when it is disposed.</summary>
public sealed class SyntheticRun : IDisposable
{
    private const int Outputs = 8;
    private readonly Random random = new(20220101);
    private readonly int[] seeds;
    private readonly int hidden;
    private readonly int phaseLength;
    private readonly int snapshots;
    private readonly (string Condition, int Seed, string Phase, long Cycle, string Task, double Score)[] course;

    /// <summary>Writes a run folder.</summary>
    /// <param name="conditions">Condition name and its phases after <c>unsupervised</c>.</param>
    /// <param name="seeds">Number of seeds.</param>
    /// <param name="hidden">Hidden neurons.</param>
    /// <param name="phaseLength">Cycles of a phase; one that sleeps and trains has twice as many.</param>
    /// <param name="snapshots">Weights kept in a phase.</param>
    /// <param name="folder">Where to; null for a temporary directory.</param>
    public SyntheticRun((string Name, string[] Phases)[] conditions, int seeds = 4, int hidden = 64, int phaseLength = 800_000, int snapshots = 20, string? folder = null)
    {
        this.seeds = [.. Enumerable.Range(1, seeds)];
        this.hidden = hidden;
        this.phaseLength = phaseLength;
        this.snapshots = snapshots;
        Folder = folder ?? Directory.CreateTempSubdirectory("snn-figures-").FullName;
        Directory.CreateDirectory(Folder);
        course = [.. Course(conditions)];
        WriteRun(conditions);
        WriteScores();
        WriteMetrics(conditions);
        WriteWeights(conditions);
        WriteWalks(conditions);
    }

    /// <summary>The run of the paper: sequential, interleaved and sleep.</summary>
    public static (string, string[])[] Paper =>
        [("sequential", ["T1", "T2"]), ("interleaved", ["T1", "T2", "T1+T2"]), ("sleep", ["T1", "sleep+T2"])];

    /// <summary>The run folder.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private long Length(string phase) => phase.StartsWith("sleep+", StringComparison.Ordinal) || phase.Contains('+') ? 2L * phaseLength : phaseLength;

    private List<(string Name, long Start, long End)> Spans(string[] phases)
    {
        List<(string, long, long)> spans = [];
        long at = 0;
        foreach (string phase in phases.Prepend("unsupervised"))
        {
            spans.Add((phase, at, at + Length(phase)));
            at += Length(phase);
        }

        return spans;
    }

    private void WriteRun((string Name, string[] Phases)[] conditions) => Write("run.json", JsonSerializer.Serialize(new
    {
        experiment = "synthetic",
        engine = "cpu",
        device = "none",
        phases = conditions.SelectMany(c => Spans(c.Phases).Select(s => new { condition = c.Name, name = s.Name, kind = Kind(s.Name), start = s.Start, end = s.End })),
    }));

    private static string Kind(string phase) => phase switch
    {
        "unsupervised" => "unsupervised",
        "sleep" => "sleep",
        "T1" or "T2" => "train",
        _ => phase.StartsWith("sleep", StringComparison.Ordinal) ? "sleepandtrain" : "interleave",
    };

    private static double Goal(string phase, string task, double before) => phase switch
    {
        "unsupervised" => 0.5,
        "sleep" => before,
        "T1+T2" => 0.78,
        "sleep+T2" or "sleep+T1" => phase.EndsWith(task, StringComparison.Ordinal) ? 0.8 : before - 0.06,
        _ => phase == task ? 0.84 : 0.49,
    };

    private void WriteScores()
    {
        var text = new StringBuilder("condition,seed,phase,cycle,task,score,food_per_move\n");
        foreach (var (condition, seed, phase, cycle, task, score) in course)
        {
            string cell = condition == "sequential" && seed == 1 && cycle < phaseLength / 8 ? "" : Invariant($"{score}");
            text.AppendLine(Invariant($"{condition},{seed},{phase},{cycle},{task},{cell},{0.03 + 0.35 * Math.Max(0, score - 0.48)}"));
        }

        Write("scores.csv", text.ToString());
    }

    private IEnumerable<(string Condition, int Seed, string Phase, long Cycle, string Task, double Score)> Course((string Name, string[] Phases)[] conditions)
    {
        foreach (var (name, phases) in conditions)
        {
            foreach (int seed in seeds)
            {
                double luck = 0.03 * Math.Sin(seed * 7.0);
                Dictionary<string, double> at = new() { ["T1"] = 0.5, ["T2"] = 0.5 };
                foreach (var (phase, start, end) in Spans(phases))
                {
                    var before = at.ToDictionary();
                    for (int i = 1; i <= 10; i++)
                    {
                        foreach (string task in (string[])["T1", "T2"])
                        {
                            double goal = Goal(phase, task, before[task]);
                            goal += goal > 0.6 && phase != "sleep" ? luck : 0;
                            at[task] = goal + (before[task] - goal) * Math.Exp(-i / 2.0) + 0.02 * (random.NextDouble() + random.NextDouble() - 1);
                            yield return (name, seed, phase, start + (end - start) * i / 10, task, at[task]);
                        }
                    }
                }
            }
        }
    }

    private void WriteMetrics((string Name, string[] Phases)[] conditions)
    {
        var last = course.GroupBy(r => (r.Condition, r.Seed, r.Phase, r.Task)).ToDictionary(g => g.Key, g => g.Last().Score);
        string[] tasks = ["T1", "T2"];
        Write("metrics.json", new MetricsDocument
        {
            Experiment = "synthetic",
            Engine = "cpu",
            Device = "none",
            Seeds = seeds,
            Tasks = tasks,
            Conditions = conditions.ToDictionary(c => c.Name, c =>
            {
                string[] phases = [.. c.Phases.Prepend("unsupervised")];
                IReadOnlyList<IReadOnlyList<IReadOnlyList<double?>>> Of(Func<double, double> value) =>
                    [.. seeds.Select(s => phases.Select(p => tasks.Select(t => (double?)value(last[(c.Name, s, p, t)])).ToArray()).ToArray())];
                ScoreMatrix[] matrices = [.. Of(x => x).Select(m => new ScoreMatrix([.. phases.Select(Phase.Parse)], m))];
                Summary Over(Func<ScoreMatrix, double?> metric) => Summary.Of([.. matrices.Select(metric)]);
                return new ConditionMetrics
                {
                    Phases = phases,
                    Scores = Of(x => x),
                    FoodPerMove = Of(x => x / 10),
                    Metrics = new Dictionary<string, Summary> { ["acc"] = Over(ContinualLearning.Acc), ["bwt"] = Over(ContinualLearning.Bwt), ["forgetting"] = Over(ContinualLearning.Forgetting) },
                    Cost = new(),
                    CyclesToCriterion = [.. seeds.Select(_ => new long?[] { 1000, null })],
                    WeightDistance = seeds.ToDictionary(s => Invariant($"{s}"), _ => (IReadOnlyList<double?>)new double?[phases.Length]),
                };
            }),
        }.Write());
    }

    private void WriteWeights((string Name, string[] Phases)[] conditions)
    {
        int size = hidden * Outputs;
        var toTask = seeds.ToDictionary(s => s, _ => new[] { Direction(size), Direction(size) });
        var file = new H5File();
        foreach (var (name, phases) in conditions)
        {
            var group = new H5Group();
            foreach (int seed in seeds)
            {
                var own = new Random(seed);
                List<long> cycles = [];
                List<string> names = [];
                List<float[]> states = [];
                var w = Enumerable.Range(0, size).Select(_ => 1 + 0.1 * own.NextDouble()).ToArray();
                foreach (var (phase, start, end) in Spans(phases))
                {
                    double a = phase switch { "T1" => 1, "T2" => 0, "unsupervised" => 0, "sleep+T2" => 0.75, "sleep" => 0.85, _ => 0.7 };
                    double b = phase switch { "T2" => 1, "T1" or "unsupervised" => 0, "sleep" => 0.15, _ => 0.6 };
                    for (int i = 1; i <= snapshots; i++)
                    {
                        for (int j = 0; j < size; j++)
                            w[j] += 0.25 * (1 + a * toTask[seed][0][j] + b * toTask[seed][1][j] - w[j]) + 0.02 * (own.NextDouble() - 0.5);
                        cycles.Add(start + (end - start) * i / snapshots);
                        names.Add(phase);
                        states.Add(Array.ConvertAll(w, x => (float)x));
                    }
                }

                var cube = new float[states.Count, hidden, Outputs];
                Buffer.BlockCopy(states.SelectMany(s => s).ToArray(), 0, cube, 0, cube.Length * sizeof(float));
                group[seed.ToString(CultureInfo.InvariantCulture)] = new H5Group { ["w"] = cube, ["cycle"] = cycles.ToArray(), ["phase"] = names.ToArray() };
            }

            file[name] = group;
        }

        file.Write(Path.Combine(Folder, "weights.h5"));
    }

    private double[] Direction(int size) => [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() < 0.2 ? random.NextDouble() : 0)];

    private void WriteWalks((string Name, string[] Phases)[] conditions)
    {
        const int World = 50;
        (int, int)[] shape = [(1, 0), (0, 1), (1, -1), (1, 1)];
        var walks = new StringBuilder("condition,seed,phase,task,step,x,y,ate\n");
        var particles = new StringBuilder("condition,seed,phase,task,type,x1,y1,x2,y2\n");
        foreach (var (name, phases) in conditions)
        {
            foreach (string phase in phases.Prepend("unsupervised"))
            {
                string id = Invariant($"{name},1,{phase},T1");
                for (int i = 0; i < 124; i++)
                {
                    // One a 4 x 5 block, so that none touch.
                    int x = i % 12 * 4 + random.Next(2) + 1, y = i / 12 * 9 / 2 % World + random.Next(2) + 1;
                    int type = random.Next(4);
                    var (dx, dy) = shape[type];
                    particles.AppendLine(Invariant($"{id},{type},{x},{y},{(x + dx) % World},{(y + dy + World) % World}"));
                }

                int px = random.Next(World), py = random.Next(World), hx = 1, hy = 0;
                for (int step = 0; step <= 400; step++)
                {
                    int ate = step > 0 && random.NextDouble() < 0.1 ? (phase is "T1" or "sleep+T2" && random.NextDouble() < 0.8 ? 0 : random.Next(4)) : -1;
                    walks.AppendLine(Invariant($"{id},{step},{px},{py},{ate}"));
                    if (random.NextDouble() < 0.3)
                        (hx, hy) = (random.Next(3) - 1, random.Next(3) - 1);
                    (px, py) = ((px + hx + World) % World, (py + hy + World) % World);
                }
            }
        }

        Write("walks.csv", walks.ToString());
        Write("particles.csv", particles.ToString());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);
}
