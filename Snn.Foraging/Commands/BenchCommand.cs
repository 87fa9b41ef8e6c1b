using System.CommandLine;
using System.Globalization;
using Snn.Foraging.Experiments;
using Snn.Foraging.Runs;

namespace Snn.Foraging.Commands;

/// <summary><c>snn bench</c>: the benchmark table.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "Measure this machine: cycles, spikes and synaptic events per second, bytes per synapse, gain from a second thread.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        Console.WriteLine($"{HostInfo.Processor()}, {Environment.ProcessorCount} processors; one thread, median of {Bench.Rounds} rounds");
        var bench = Measured("forgetting-and-sleep", 200_000);
        _ = Measured("golden2022-map", 10_000);
        var (synapses, bytes) = bench.Footprint;
        Console.WriteLine();
        Console.WriteLine($"memory      {bytes:N0} bytes a trial, {(double)bytes / synapses:F1} bytes a synapse ({synapses:N0} synapses)");
        var (own, pure) = bench.TwoThreads();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"2 threads   {own:F2} times one, where plain arithmetic gains {pure:F2} times: {own / pure:F2} of it"));
        return 0;
    }

    private static Bench Measured(string name, int cycles)
    {
        var experiment = BuiltInExperiments.Load(name, []);
        var bench = new Bench(experiment, cycles);
        Console.WriteLine($"\nnetwork of {name}, {SettingKeys.Snake(experiment.Network.Neuron.ToString())} neurons, rounds of {cycles:N0} cycles");
        var table = new TextTable("", "cycles/s", "spikes/s", "syn. events/s");
        foreach (var row in bench.OneThread())
            table.Add(row.Name, Count(row.Cycles), Count(row.Spikes), Count(row.Events));
        table.Write(Console.Out);
        return bench;
    }

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
