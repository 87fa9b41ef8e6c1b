using System.Runtime.CompilerServices;
using Snn.Core.Numerics;
using Snn.Foraging.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Tests.Foraging;

namespace Snn.Tests.Docs;

// remedy
/// <summary>Shrink and perturb: every weight gives a share of itself up for noise.
/// <code>
///   w := (1 - share) w + share u     u uniform in (0, 2), every 5,000 cycles
/// </code></summary>
/// <param name="share">Share given up each time.</param>
[Remedy("shrink-perturb", Value = "share given up in 5,000 cycles", Max = 1)]
public sealed class ShrinkPerturb(double share) : IRemedy
{
    private const int Purpose = 4107; // of its random numbers; any number that nothing else uses

    public int Every => Life.Grain;

    public void During(Life life)
    {
        var w = life.Weights();
        for (var k = 0; k < w.Length; k++)
            w[k] = ((1 - (float)share) * w[k]) + ((float)share * 2 * Philox.Unit(Philox.Draw(life.Seed, Purpose, (int)life.Position, k).X.Value));
        life.SetWeights(w);
    }
}
// end

/// <summary>The example of docs/remedy.md is code that runs, word for word.</summary>
public sealed class RemedyExampleTests
{
    // test
    [Fact]
    public void Shrink_perturb_does_what_its_formula_says()
    {
        var experiment = ExperimentReader.Parse("""
            name = "shrink"
            seeds = "7"
            [schedule]
            unsupervised = 100
            train = 5000
            test = 50
            tests = 1
            snapshots = 1
            [[condition]]
            name = "plain"
            phases = ["unsupervised", "T1"]
            [[condition]]
            name = "shrunk"
            phases = ["unsupervised", "T1 shrink-perturb=0.25"]
            """, "shrink", []);
        var weights = Live(experiment);
        var expected = weights["plain"].Select((w, k) => (0.75f * w) + (0.5f * Philox.Unit(Philox.Draw(7, 4107, 5000, k).X.Value))).ToArray();
        for (var k = 0; k < expected.Length; k++)
        {
            var column = expected.Where((_, i) => i % 8 == k % 8).Sum();
            Assert.Equal(expected[k] * experiment.Network.Hidden / column, weights["shrunk"][k], 1e-4f);
        }
    }
    // end

    [Theory]
    [InlineData("// remedy", "// end", 0)]
    [InlineData("    // test", "    // end", 1)]
    public void The_page_shows_exactly_that(string from, string to, int block)
    {
        var source = File.ReadAllLines(ThisFile());
        var first = Array.IndexOf(source, from) + 1;
        var shown = source[first..Array.IndexOf(source, to, first)];
        Assert.InRange(shown.Length, 15, 40);
        Assert.Equal(shown, Blocks()[block]);
    }

    private static Dictionary<string, float[]> Live(Experiment experiment)
    {
        var (tree, store, seed) = (new PhaseTree(experiment), new Tiny.Store(), SeedList.Parse(experiment.Seeds)[0]);
        Assert.True(TrialRunner.Run(experiment, tree, [seed], store, new CpuEngine(1), new RunProgress(1), default));
        return experiment.Conditions.ToDictionary(c => c.Name, c => store.Load(seed, tree.Path(c.Name)[^1])!.Snapshots[^1].Weights);
    }

    private static string[][] Blocks()
    {
        var page = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "docs", "remedy.md"));
        return [.. page.Index().Where(l => l.Item == "```csharp").Select(l => page[(l.Index + 1)..Array.IndexOf(page, "```", l.Index)])];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
