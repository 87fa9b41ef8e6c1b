using System.Diagnostics;
using System.Globalization;
using Snn.Foraging.Protocols;
using Spectre.Console;

namespace Snn.Foraging.Commands;

/// <summary>Progress on stderr: a bar on a terminal, a line every few seconds where it is redirected.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Does the work on another thread while showing its progress.</summary>
    public static T During<T>(RunProgress progress, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Console.IsErrorRedirected)
            Lines(progress, task, clock);
        else
            Bar(progress, task, clock);
        return task.GetAwaiter().GetResult();
    }

    private static void Lines(RunProgress progress, Task task, Stopwatch clock)
    {
        while (!Ended(task, LineEvery))
            Console.Error.WriteLine($"{100.0 * progress.Done / progress.Total,5:F1} %  {Text(progress, clock.Elapsed)}");
    }

    private static void Bar(RunProgress progress, Task task, Stopwatch clock)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var bar = context.AddTask("starting", maxValue: Math.Max(1, progress.Total));
                while (!Ended(task, BarEvery))
                {
                    bar.Value = progress.Done;
                    bar.Description = Text(progress, clock.Elapsed);
                }
            });
    }

    // True once the work has ended, well or not; the caller's GetResult throws what it threw.
    private static bool Ended(Task task, TimeSpan wait) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(wait);

    private static string Text(RunProgress progress, TimeSpan elapsed)
    {
        var rate = progress.DoneNow / elapsed.TotalSeconds;
        var left = rate > 0 ? TimeSpan.FromSeconds(Math.Min(1e9, (progress.Total - progress.Done) / rate)) : (TimeSpan?)null;
        return string.Create(CultureInfo.InvariantCulture, $"{progress.Done / 1e6:F2} of {progress.Total / 1e6:F2} M cycles, {rate:N0}/s, {(left is { } t ? Duration(t) : "?")} left");
    }

    /// <summary>A time in words, for example <c>3 min 20 s</c>.</summary>
    public static string Duration(TimeSpan t) => t.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:F1} s"),
        < 60 => $"{t.Seconds} s",
        < 3600 => $"{t.Minutes} min {t.Seconds} s",
        _ => $"{(long)t.TotalHours} h {t.Minutes} min",
    };

    /// <summary>A number of threads in words.</summary>
    public static string Threads(int n) => n == 1 ? "1 thread" : $"{n} threads";
}
