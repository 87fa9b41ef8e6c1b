using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Foraging.Experiments;

namespace Snn.Tests.Docs;

/// <summary>The examples of README.md are code that runs, word for word.</summary>
public sealed class ReadmeExampleTests
{
    [Fact]
    public void The_network_of_the_readme_runs()
    {
        // readme
        var net = new Network();
        var noise = net.Poisson("noise", 200, rate: 15);                   // Hz
        var e = net.Lif("e", 80, new Lif { TauM = 20, TauS = 5 });         // ms; threshold 1, reset 0
        var i = net.Lif("i", 20, new Lif { TauM = 10, TauS = 5 });
        var sparse = Connectivity.FixedProbability(0.1);
        var delay = Distribution.Constant(1.5);                            // ms
        var plastic = net.Connect(noise, e, sparse, Distribution.Uniform(0.1, 0.3)).Add(new PairStdp { MaxWeight = 0.5 });
        net.Connect(e, e, sparse, Distribution.Constant(0.1), delay);
        net.Connect(e, i, sparse, Distribution.Constant(0.4), delay);
        net.Connect(i, e, sparse, Distribution.Constant(-0.4), delay);
        var sim = new Simulation(net, seed: 7);
        sim.Record(e);
        sim.Run(1000);                                                     // ms
        Console.WriteLine($"{sim.Spikes(e).Count} spikes of e, the first at {sim.Spikes(e)[0].TimeMs:F3} ms");
        Console.WriteLine($"mean weight {sim.Weights(plastic).Average(s => s.Weight):F3}, {sim.SynapticEvents} synaptic events");
        // end
        Assert.InRange(sim.Spikes(e).Count, 80, 80 * 100);
        Assert.InRange(sim.Weights(plastic).Average(s => s.Weight), 0.01f, 0.49f);
    }

    [Fact]
    public void The_readme_shows_exactly_that_network()
    {
        var source = File.ReadAllLines(ThisFile());
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "README.md"));
        Assert.All(source.Where(l => l.StartsWith("using Snn.Core", StringComparison.Ordinal)), line => Assert.Contains(line, readme, StringComparison.Ordinal));
        var first = Array.IndexOf(source, "        // readme") + 1;
        var last = Array.IndexOf(source, "        // end");
        Assert.InRange(last - first, 10, 20);
        Assert.Equal(source[first..last].Select(line => line.Length > 8 ? line[8..] : ""), Block("csharp"));
    }

    [Fact]
    public void The_experiment_of_the_readme_is_valid()
    {
        var experiment = ExperimentReader.Parse(string.Join('\n', Block("toml")), "README.md", []);
        Assert.Equal(["sequential", "late-sleep"], experiment.Conditions.Select(c => c.Name));
        Assert.Equal(["unsupervised", "T1", "T2", "sleep"], experiment.Conditions[1].Phases);
    }

    private static string[] Block(string language)
    {
        var readme = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "README.md"));
        var first = Array.IndexOf(readme, "```" + language) + 1;
        Assert.True(first > 0, $"README.md has no block ```{language}");
        return readme[first..Array.IndexOf(readme, "```", first)];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
