using System.Text.Json;
using Snn.Foraging.Metrics;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Studies;

/// <summary>The study of rules and neuron on small networks: no forager lives in it. Seeds run side by side; each is kept in the checkpoint folder as
/// soon as it is done.</summary>
internal static class PlasticityRules
{
    /// <summary>Simulated seconds of each part: weights, principal component, unmixing, transfer curve.</summary>
    public static readonly (int Weights, int Principal, int Unmixing, int Transfer) Seconds = (1000, 500, 600, 2);

    /// <summary>Runs the study; null if it was cancelled.</summary>
    /// <param name="seeds">Seeds.</param>
    /// <param name="checkpoints">Folder of seeds that are done.</param>
    /// <param name="threads">Threads; they change no bit.</param>
    /// <param name="seconds">Simulated seconds of each part, see <see cref="Seconds"/>.</param>
    /// <param name="say">Is told of each seed that is done.</param>
    /// <param name="cancel">Stops after the seeds that are under way.</param>
    public static PlasticityRulesDocument? Run(
        IReadOnlyList<int> seeds, string checkpoints, int threads, (int Weights, int Principal, int Unmixing, int Transfer) seconds, Action<string> say, CancellationToken cancel)
    {
        var results = new RulesOfSeed?[seeds.Count];
        int done = 0;
        Parallel.For(0, seeds.Count, new() { MaxDegreeOfParallelism = threads }, k =>
        {
            string path = Path.Combine(checkpoints, FormattableString.Invariant($"seed-{seeds[k]}-rules.json"));
            results[k] = File.Exists(path) ? JsonSerializer.Deserialize<RulesOfSeed>(File.ReadAllText(path), MetricsDocument.Json) : null;
            if (results[k] is null && !cancel.IsCancellationRequested)
            {
                results[k] = Of(seeds[k], seconds);
                AtomicFile.WriteText(path, JsonSerializer.Serialize(results[k], MetricsDocument.Json));
                say(FormattableString.Invariant($"seed {seeds[k]} is done, {Interlocked.Increment(ref done)} of {seeds.Count}"));
            }
        });
        if (results.Any(r => r is null))
            return null;
        var all = results.OfType<RulesOfSeed>().ToArray();
        return new() { Constants = [WeightShapes.Says, PrincipalInput.Says, Unmixing.Says, TransferCurve.Says], Claims = RuleClaims.Judge(all), Seeds = all };
    }

    /// <summary>All of one seed.</summary>
    public static RulesOfSeed Of(int seed, (int Weights, int Principal, int Unmixing, int Transfer) seconds) => new(
        seed, WeightShapes.Of(seed, seconds.Weights), PrincipalInput.Of(seed, seconds.Principal), Unmixing.Of(seed, seconds.Unmixing), TransferCurve.Of(seed, seconds.Transfer));
}
