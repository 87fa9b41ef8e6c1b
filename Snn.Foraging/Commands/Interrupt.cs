using System.Runtime.InteropServices;

namespace Snn.Foraging.Commands;

/// <summary>Turns the first Ctrl-C or SIGTERM into a cancellation, so that the run can write a checkpoint; a second one ends the process at once.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private volatile string? resume;

    public Interrupt()
    {
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>From now on the first signal ends the process at once: results are written from checkpoints, and can be again.</summary>
    /// <param name="how">The command that goes on with the run.</param>
    public void EndAtOnce(string how) => resume = how;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (source.IsCancellationRequested)
            return;
        context.Cancel = true;
        if (resume is { } how)
        {
            Console.Error.WriteLine($"interrupted while results were written; go on with: {how}");
            Environment.Exit(RunSession.ExitInterrupted);
        }

        Console.Error.WriteLine("interrupted: writing a checkpoint (once more to end at once)");
        source.Cancel();
    }
}
