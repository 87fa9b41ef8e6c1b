using System.Collections.Concurrent;
using System.Globalization;
using Snn.Core.Engines;
using Snn.Foraging.Experiments;
using Snn.Foraging.Remedies;
using Snn.Foraging.World;

namespace Snn.Foraging.Protocols;

/// <summary>What a phase does.</summary>
public enum PhaseKind
{
    /// <summary>All particle types, no reward; only the input synapses learn.</summary>
    Unsupervised,

    /// <summary>One task.</summary>
    Train,

    /// <summary>Several tasks in alternation.</summary>
    Interleave,

    /// <summary>Training on one task in alternation with sleep.</summary>
    SleepAndTrain,

    /// <summary>One long sleep.</summary>
    Sleep,
}

/// <summary>One phase of a trial, as written in an experiment: what happens, and behind it what is different this time.
/// <code>
///   T2                                  plain
///   T2 freeze=5                         with a remedy: before it, the strongest 5 % of the output synapses are frozen
///   sleep+T1 rates=T2                   sleep has the hidden rates of a frozen walk in T2's world, whatever happens awake
///   unsupervised linear                 first in a trial: its agent has no hidden layer, the view goes straight to the outputs
///   sleep+T2 drift=0.1                  sleep when the weights have drifted so far since the last; also falling-reward, random-sleep
///   T2 learning.reward_rate*0.25        a setting times a factor, in this phase only
///   T2 schedule.train=10000             a setting of its own, in this phase only; factors behind it count from there
/// </code></summary>
/// <param name="Name">What happens, for example <c>sleep+T2</c>; the name in every result.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Tasks">Tasks trained in it, as numbers of <see cref="TaskList"/>: 0 is T1, 1 is T2.</param>
public sealed record Phase(string Name, PhaseKind Kind, IReadOnlyList<int> Tasks)
{
    /// <summary>Settings that a phase can scale or have to itself: those that are read as it begins.</summary>
    internal static readonly IReadOnlyList<SettingKey> Scalable =
        [.. SettingKeys.All.Where(k => k.Section == "schedule" || k.FullName is "learning.reward_rate" || (k.Section == "sleep" && k.FullName != "sleep.output_gain"))];

    // Experiments of thousands of phases ask again and again.
    private static readonly ConcurrentDictionary<string, Phase> Read = new();

    /// <summary>As written, with all that is different: two phases of one text do the same.</summary>
    public string Text { get; private init; } = Name;

    /// <summary>The same without how often it is tested and its weights are kept: what is lived.</summary>
    public string Lived => string.Join(' ', Text.Split(' ').Where(w => !w.StartsWith("schedule.test", StringComparison.Ordinal) && !w.StartsWith("schedule.snapshots", StringComparison.Ordinal)));

    /// <summary>True for a first phase whose agent is born without a hidden layer.</summary>
    public bool Linear { get; private init; }

    /// <summary>Remedies used in it.</summary>
    internal IReadOnlyList<RemedyWord> Remedies { get; private init; } = [];

    /// <summary>Experiences replayed after each stretch of training, <c>learning.trace_cycles</c> each.</summary>
    public int Replays => (int)Remedies.Where(r => r.Kind.Type == typeof(Replay)).Sum(r => r.Value);

    /// <summary>Task whose hidden rates its sleep has; null for those measured in training.</summary>
    public int? RatesOf { get; private init; }

    /// <summary>What calls for sleep in it; null if the clock does.</summary>
    internal PressureWord? Pressure { get; private init; }

    /// <summary>Settings that it scales or sets, in order.</summary>
    internal IReadOnlyList<Change> Changes { get; private init; } = [];

    /// <summary>True if there is sleep in it.</summary>
    public bool Sleeps => Kind is PhaseKind.SleepAndTrain or PhaseKind.Sleep;

    /// <summary>Reads a phase.</summary>
    /// <exception cref="FormatException">Not a phase; the message says what is.</exception>
    public static Phase Parse(string text) => Read.GetOrAdd(text, static text =>
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var phase = What(words.Length > 0 ? words[0] : "", text);
        foreach (var word in words.Skip(1))
            phase = phase.With(word, text);
        if (phase.Pressure is not null && phase.Replays > 0)
            throw new FormatException($"phase '{text}': replay follows stretches of training of a fixed length; with {phase.Pressure.Kind} they have none");
        return phase with { Text = string.Join(' ', words) };
    });

    /// <summary>An experiment with the settings of this phase.</summary>
    public Experiment Scaled(Experiment experiment)
    {
        foreach (var change in Changes)
        {
            var value = change.IsFactor ? Convert.ToDouble(SettingKeys.Value(experiment, change.Key), CultureInfo.InvariantCulture) * change.Value : change.Value;
            experiment = SettingKeys.With(experiment, [(change.Key, change.Key.Property.PropertyType == typeof(int) ? (int)Math.Round(value) : (object)value)]);
        }
        return experiment;
    }

    /// <summary>True if one of the settings that a phase can scale makes a difference to this one.</summary>
    internal bool Reads(SettingKey key) => key.FullName switch
    {
        "schedule.unsupervised" => Kind == PhaseKind.Unsupervised,
        "schedule.train" => Tasks.Count > 0,
        "schedule.interleave" => Kind == PhaseKind.Interleave,
        "schedule.sleep" => Kind == PhaseKind.Sleep,
        "learning.reward_rate" => Tasks.Count > 0 || Sleeps,
        "sleep.reward" or "sleep.rate_factor" or "sleep.depression" or "sleep.weight_bound" => Sleeps,
        "sleep.wake_cycles" or "sleep.sleep_cycles" => Kind == PhaseKind.SleepAndTrain,
        _ => true,
    };

    /// <summary>Movement cycles of the phase, sleep included.</summary>
    public long Cycles(Experiment experiment)
    {
        var s = Scaled(experiment).Schedule;
        return Kind switch
        {
            PhaseKind.Unsupervised => s.Unsupervised,
            PhaseKind.Train => s.Train + ReplayCyclesOf(experiment),
            PhaseKind.Interleave => (long)Tasks.Count * s.Train,
            PhaseKind.SleepAndTrain => s.Train + SleepCyclesOf(experiment) + ReplayCyclesOf(experiment),
            _ => s.Sleep,
        };
    }

    /// <summary>Of those, the cycles asleep.</summary>
    public long SleepCyclesOf(Experiment experiment)
    {
        var e = Scaled(experiment);
        return Kind switch
        {
            PhaseKind.SleepAndTrain => (long)e.Schedule.Train * e.Sleep.SleepCycles / e.Sleep.WakeCycles,
            PhaseKind.Sleep => e.Schedule.Sleep,
            _ => 0,
        };
    }

    /// <summary>Of those, the cycles of replay.</summary>
    public long ReplayCyclesOf(Experiment experiment)
    {
        var e = Scaled(experiment);
        return (long)e.Schedule.Train * Replays * e.Learning.TraceCycles / e.Sleep.WakeCycles;
    }

    private static Phase What(string word, string text)
    {
        switch (word)
        {
            case "unsupervised": return new(word, PhaseKind.Unsupervised, []);
            case "sleep": return new(word, PhaseKind.Sleep, []);
            default: break;
        }

        var parts = word.Split('+');
        if (parts.Length == 2 && parts[0] == "sleep" && TaskList.Number(parts[1]) is int slept)
            return new(word, PhaseKind.SleepAndTrain, [slept]);
        int[] tasks = [.. parts.Select(TaskList.Number).OfType<int>()];
        if (tasks.Length == parts.Length && tasks.Distinct().Count() == tasks.Length && tasks.Length <= Head.MaxEpisodes)
            return new(word, tasks.Length == 1 ? PhaseKind.Train : PhaseKind.Interleave, tasks);
        throw new FormatException($"phase '{text}' is unknown; a phase is unsupervised, T1, T2, T1+T2 (up to {Head.MaxEpisodes} tasks), sleep+T1, sleep+T2 or sleep; tasks are T1, T2, ..., C1, C2, ... and S1, S2, ...");
    }

    private Phase With(string word, string text)
    {
        if (word == "linear")
            return this with { Linear = true };
        if (RemedyKind.Of(word.Split('=')[0]) is { } remedy)
            return With(remedy, word, text);
        if (word.StartsWith("rates=", StringComparison.Ordinal))
        {
            return Sleeps && TaskList.Number(word["rates=".Length..]) is int task
                ? this with { RatesOf = task }
                : throw new FormatException($"phase '{text}': '{word}' must name a task, and the phase must sleep, such as sleep+T1 rates=T2");
        }

        if (PressureWord.Kinds.FirstOrDefault(k => word.StartsWith(k + "=", StringComparison.Ordinal)) is { } kind)
        {
            return Kind == PhaseKind.SleepAndTrain && Number(word[(kind.Length + 1)..]) is double threshold and > 0
                ? this with { Pressure = new(kind, threshold) }
                : throw new FormatException($"phase '{text}': '{word}' must name a threshold above 0, and the phase must train and sleep, such as sleep+T2 drift=0.1");
        }

        var isFactor = word.Contains('*', StringComparison.Ordinal);
        var parts = word.Split(isFactor ? '*' : '=');
        if (parts.Length != 2 || Number(parts[1]) is not double value || (isFactor ? value < 0 : !parts[0].Contains('.', StringComparison.Ordinal)))
            throw new FormatException($"phase '{text}': '{word}' is not understood; it is a remedy such as freeze=5, rates=TASK, SETTING*FACTOR or SETTING=VALUE such as learning.reward_rate*0.25 (nearest remedy: {Nearest.To(word.Split('=')[0], RemedyKind.All.Select(k => k.Name).Concat(PressureWord.Kinds))})");
        var key = Scalable.FirstOrDefault(k => k.FullName == parts[0])
            ?? throw new FormatException($"phase '{text}': {parts[0]} is not a setting that a phase can scale or set; the nearest is {Nearest.To(parts[0], Scalable.Select(k => k.FullName))}");
        if (!isFactor && key.Property.PropertyType == typeof(int) && value != Math.Floor(value))
            throw new FormatException($"phase '{text}': {parts[0]} is a whole number");
        return this with { Changes = [.. Changes, new(key, value, isFactor)] };
    }

    private Phase With(RemedyKind remedy, string word, string text)
    {
        var facts = remedy.Facts;
        var value = 0.0;
        if (remedy.HasValue != word.Contains('=', StringComparison.Ordinal))
            throw new FormatException($"phase '{text}': {remedy.Name} {(remedy.HasValue ? $"needs a value ({facts.Value}), such as {remedy.Name}=0.1" : "takes no value")}");
        if (remedy.HasValue && !(Number(word[(remedy.Name.Length + 1)..]) is double number && (value = number) > facts.Above && value <= facts.Max))
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"phase '{text}': '{word}' must name a number above {facts.Above} and up to {facts.Max} ({facts.Value})"));
        if (Remedies.Any(r => r.Kind == remedy))
            throw new FormatException($"phase '{text}': {remedy.Name} is there twice");
        if (remedy.Type == typeof(Replay) && Kind is not (PhaseKind.Train or PhaseKind.SleepAndTrain))
            throw new FormatException($"phase '{text}': replay follows stretches of training, such as T2 replay=100 or sleep+T2 replay=100");
        return this with { Remedies = [.. Remedies, new(remedy, value)] };
    }

    /// <summary>What a phase does to a setting.</summary>
    /// <param name="Key">The setting.</param>
    /// <param name="Value">Factor, or value.</param>
    /// <param name="IsFactor">True for a factor.</param>
    internal readonly record struct Change(SettingKey Key, double Value, bool IsFactor);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) ? value : null;
}
