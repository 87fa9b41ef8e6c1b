using System.CommandLine;
using Snn.Foraging.Experiments;

namespace Snn.Foraging.Commands;

/// <summary><c>snn experiments</c>: the built-in experiments, one line each.</summary>
internal static class ExperimentsCommand
{
    public static Command Create()
    {
        var command = new Command("experiments", "List the built-in experiments, one line each.");
        command.SetAction(_ =>
        {
            foreach (var name in BuiltInExperiments.Names)
            {
                var experiment = BuiltInExperiments.Load(name, []);
                Console.WriteLine($"{name,-24}{experiment.Description} (seeds {experiment.Seeds})");
            }
            return 0;
        });
        return command;
    }
}
