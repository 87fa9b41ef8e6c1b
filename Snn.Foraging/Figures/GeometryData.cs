using System.Globalization;
using System.Text.Json;

namespace Snn.Foraging.Figures;

/// <summary>Signed distances of held-out states from a network's boundary between its task states.</summary>
/// <param name="Network">Network seed.</param>
/// <param name="State">What the states are of: a phase, for example <c>T1</c> or <c>sleep+T2</c>.</param>
/// <param name="Values">One a state.</param>
public sealed record SvmStates(int Network, string State, double[] Values);

/// <summary>The distance of a trajectory from a set of states of other lives, over time.</summary>
/// <param name="Network">Network seed.</param>
/// <param name="Condition">Condition.</param>
/// <param name="Set">The set: <c>T1</c>, <c>T2</c> or <c>both</c>.</param>
/// <param name="Cycles">Movement cycles.</param>
/// <param name="Values">Distances, in units of the set's own spacing.</param>
public sealed record ManifoldCourse(int Network, string Condition, string Set, long[] Cycles, double[] Values);

/// <summary>What figures draw of geometry.json; a part that the file does not have is empty.</summary>
/// <param name="Svm">Distances from the boundary.</param>
/// <param name="Pca">Trajectories of each network's first life on principal components.</param>
/// <param name="KernelPca">The same on kernel principal components.</param>
/// <param name="Distances">Distances from the task manifolds.</param>
public sealed record GeometryData(IReadOnlyList<SvmStates> Svm, IReadOnlyList<WeightPaths> Pca, IReadOnlyList<WeightPaths> KernelPca, IReadOnlyList<ManifoldCourse> Distances)
{
    /// <summary>Nothing.</summary>
    public static GeometryData Empty { get; } = new([], [], [], []);

    /// <summary>Reads the file's content: of every network, each condition's lives, snapshot by snapshot.</summary>
    public static GeometryData Of(JsonElement root)
    {
        List<SvmStates> svm = [];
        List<WeightPaths> pca = [], kernel = [];
        List<ManifoldCourse> distances = [];
        foreach (var network in root.GetProperty("networks").EnumerateArray())
        {
            int seed = network.GetProperty("network").GetInt32();
            int[] lives = [.. network.GetProperty("lives").EnumerateArray().Select(l => l.GetInt32())];
            HashSet<string> seen = [];
            List<WeightPath> pcaPaths = [], kernelPaths = [];
            foreach (var condition in network.GetProperty("courses").EnumerateObject())
            {
                JsonElement[][] courses = [.. condition.Value.EnumerateArray().Select(life => life.EnumerateArray().ToArray())];
                svm.AddRange(Ends(courses, seen).Select(e => new SvmStates(seed, e.Phase, e.Values)));
                foreach (var (n, course) in courses.Index().Where(c => c.Item.Length > 0))
                {
                    string[] phases = [.. course.Select(p => p.GetProperty("phase").GetString()!)];
                    long[] cycles = [.. course.Select(p => p.GetProperty("cycle").GetInt64())];
                    WeightPath On(string axes) => new(condition.Name, cycles, phases, [.. course.Select(p => p.GetProperty(axes).EnumerateArray().Select(Number).ToArray())]);
                    if (n == 0)
                    {
                        pcaPaths.Add(On("pca"));
                        kernelPaths.Add(On("kernel_pca"));
                    }

                    foreach (string set in (string[])["T1", "T2", "both"])
                    {
                        double spacing = Spacing(network, lives[n], set);
                        distances.Add(new(seed, condition.Name, set, cycles,
                            [.. course.Select(p => Number(p.GetProperty("to_" + set.ToLowerInvariant())) / spacing)]));
                    }
                }
            }

            string name = string.Create(CultureInfo.InvariantCulture, $"network {seed}{(lives.Length > 1 ? $", first of {lives.Length} lives" : "")}");
            string source = network.TryGetProperty("axes_fitted_on", out var fitted) ? fitted.GetString()! : "its solutions";
            pca.Add(new(name, seed, pcaPaths, Shares(network, "pca_explained"), source));
            kernel.Add(new(name, seed, kernelPaths, Shares(network, "kernel_pca_explained"), source));
        }

        return new(svm, pca, kernel, [.. distances.Where(d => d.Values.Any(v => !double.IsNaN(v)))]);
    }

    /// <summary>The last fifth of each trained phase, over lives; a stretch that conditions share counts once.</summary>
    private static IEnumerable<(string Phase, double[] Values)> Ends(JsonElement[][] courses, HashSet<string> seen)
    {
        string path = "";
        foreach (string phase in courses.SelectMany(c => c).Select(p => p.GetProperty("phase").GetString()!).Distinct())
        {
            path += "/" + phase;
            if (phase == "unsupervised" || !seen.Add(path))
                continue;
            yield return (phase, [.. courses.Select(c => c.Where(p => p.GetProperty("phase").GetString() == phase).ToArray())
                .SelectMany(c => c.TakeLast((c.Length + 4) / 5)).Select(p => Number(p.GetProperty("svm")))]);
        }
    }

    /// <summary>The scale of a set as a life is measured against it: the set is of the other lives.</summary>
    private static double Spacing(JsonElement network, int life, string set) =>
        network.GetProperty("ends").EnumerateArray().Where(e => e.GetProperty("life").GetInt32() == life)
            .Select(e => Number(e.GetProperty("spacing_" + set.ToLowerInvariant()))).FirstOrDefault(v => !double.IsNaN(v), double.NaN);

    private static double[] Shares(JsonElement network, string name) => network.TryGetProperty(name, out var shares) ? [.. shares.EnumerateArray().Select(Number)] : [];

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
