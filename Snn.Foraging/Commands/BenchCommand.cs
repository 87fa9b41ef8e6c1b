using System.CommandLine;

namespace Snn.Foraging.Commands;

/// <summary><c>snn bench</c>: the benchmark table.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "Measure this machine: the benchmark table.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run() => throw new UserErrorException("the benchmark table is not built yet");
}
