using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>The file <c>run.json</c>: what was run, on what, and how far it is.</summary>
internal sealed class RunManifest
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject root;

    private RunManifest(JsonObject root) => this.root = root;

    /// <summary>A run that begins now.</summary>
    public RunManifest(Experiment experiment, IReadOnlyList<int> seeds, PhaseTree tree, string engine, string device, int threads)
    {
        var versions = new JsonObject();
        foreach (var (name, version) in HostInfo.Versions())
            versions[name] = version;
        root = new JsonObject
        {
            ["schema"] = "snn.run/1",
            ["experiment"] = experiment.Name,
            ["description"] = experiment.Description,
            ["engine"] = engine,
            ["device"] = device,
            ["status"] = "running",
            ["started"] = Clock(),
            ["finished"] = null,
            ["threads"] = threads,
            ["commit"] = HostInfo.Commit(),
            ["versions"] = versions,
            ["seeds"] = new JsonArray([.. seeds.Select(s => (JsonNode)s)]),
            ["parameters"] = Parameters(experiment),
            ["phases"] = Phases(experiment, tree),
            ["weights_checksum"] = null,
            ["toml"] = ExperimentWriter.Write(experiment),
        };
    }

    /// <summary>True when the run has ended.</summary>
    public bool Finished => (string?)root["status"] == "finished";

    /// <summary>The line that says what was run.</summary>
    public string Description => (string?)root["description"] ?? "";

    /// <summary>Checksum of the final weights; null until the run has ended.</summary>
    public string? WeightsChecksum => (string?)root["weights_checksum"];

    /// <summary>The experiment that was run.</summary>
    public Experiment Experiment => ExperimentReader.Parse((string?)root["toml"] ?? "", "run.json", []);

    /// <summary>Reads the manifest of a run folder; null when it has none.</summary>
    /// <exception cref="UserErrorException">There is a file, but it is not a manifest.</exception>
    public static RunManifest? Load(string folder)
    {
        var path = Path.Combine(folder, "run.json");
        if (!File.Exists(path))
            return null;
        try
        {
            if (JsonNode.Parse(File.ReadAllText(path)) is JsonObject root && (string?)root["schema"] == "snn.run/1")
            {
                var manifest = new RunManifest(root);
                _ = (manifest.Finished, manifest.WeightsChecksum, (string?)root["toml"]); // of the right kind, or not a manifest
                return manifest;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
        }
        throw new UserErrorException($"'{path}' is not the run.json of a run; the folder was left as it is: choose another with --out");
    }

    /// <summary>Notes that a run goes on after an interruption.</summary>
    public void Resumed(string engine, string device, int threads)
    {
        RunsOn(engine, device);
        root["threads"] = threads;
        root["status"] = "running";
        if (root["resumed"] is not JsonArray times)
            root["resumed"] = times = [];
        times.Add(Clock());
    }

    /// <summary>Notes what it runs on from now.</summary>
    public void RunsOn(string engine, string device)
    {
        root["engine"] = engine;
        root["device"] = device;
    }

    /// <summary>Notes that a run was stopped after a checkpoint.</summary>
    public void Interrupted() => root["status"] = "interrupted";

    /// <summary>Notes that a run has ended.</summary>
    public void End(string weightsChecksum)
    {
        root["status"] = "finished";
        root["finished"] = Clock();
        root["weights_checksum"] = weightsChecksum;
    }

    /// <summary>Writes it.</summary>
    public void Save(string folder) => AtomicFile.WriteText(Path.Combine(folder, "run.json"), root.ToJsonString(Indented) + "\n");

    private static string Clock() => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Parameters(Experiment experiment)
    {
        var parameters = new JsonObject();
        foreach (var key in SettingKeys.All)
        {
            if (parameters[key.Section] is not JsonObject section)
                parameters[key.Section] = section = [];
            section[key.Name] = Json(SettingKeys.Value(experiment, key));
        }
        parameters["lives"] = experiment.Lives;
        parameters["conditions"] = new JsonArray([.. experiment.Conditions.Select(c =>
        {
            var condition = new JsonObject
            {
                ["name"] = c.Name,
                ["phases"] = new JsonArray([.. c.Phases.Select(p => (JsonNode)p)]),
                ["sleep"] = SettingKeys.Snake(c.Sleep.ToString()),
            };
            if (experiment.Grid is { } grid && c.Point > 0)
            {
                condition["point"] = c.Point;
                condition["settings"] = new JsonObject(grid.Point(c.Point).Select(s => KeyValuePair.Create(s.Key.FullName, Json(s.Value))));
            }
            return condition;
        })]);
        return parameters;
    }

    private static JsonNode? Json(object value) => value is Enum name ? SettingKeys.Snake(name.ToString()) : JsonSerializer.SerializeToNode(value);

    private static JsonArray Phases(Experiment experiment, PhaseTree tree) =>
        [.. experiment.Conditions.SelectMany(c => tree.Path(c.Name).Select(n => new JsonObject
        {
            ["condition"] = c.Name,
            ["name"] = n.Phase.Name,
            ["kind"] = SettingKeys.Snake(n.Phase.Kind.ToString()),
            ["start"] = n.Start,
            ["end"] = n.End,
        }))];
}
