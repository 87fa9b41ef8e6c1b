using System.Globalization;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Experiments;

/// <summary>Settings to be tried in all combinations, the table <c>[grid]</c> of an experiment. Each combination is a point, numbered from 1;
/// the values of the last key change fastest.
/// <para>A point is the experiment with its settings. In one run, all points stand side by side: a condition that some setting makes a
/// difference to is there once a point, named <c>sleep-p17</c>, and what points have in common is simulated once.</para></summary>
public sealed class ParameterGrid
{
    /// <summary>Most points of a grid.</summary>
    public const int Most = 10_000;

    private readonly IReadOnlyList<(SettingKey Key, IReadOnlyList<object> Values)> axes;

    internal ParameterGrid(IReadOnlyList<(SettingKey Key, IReadOnlyList<object> Values)> axes) => this.axes = axes;

    /// <summary>The keys, each with its values.</summary>
    internal IReadOnlyList<(SettingKey Key, IReadOnlyList<object> Values)> Axes => axes;

    /// <summary>Number of points.</summary>
    public int Count => axes.Aggregate(1, (n, a) => n * a.Values.Count);

    /// <summary>The settings of a point, in the order of the keys.</summary>
    internal IReadOnlyList<(SettingKey Key, object Value)> Point(int number)
    {
        var settings = new (SettingKey, object)[axes.Count];
        int left = number - 1;
        for (int a = axes.Count - 1; a >= 0; a--)
        {
            settings[a] = (axes[a].Key, axes[a].Values[left % axes[a].Values.Count]);
            left /= axes[a].Values.Count;
        }

        return settings;
    }

    /// <summary>A point in words, for example <c>sleep.wake_cycles=100 sleep.sleep_cycles=25</c>.</summary>
    public string Text(int number) => string.Join(' ', Point(number).Select(s => $"{s.Key.FullName}={SettingValue.Write(s.Value)}"));

    /// <summary>One point as an experiment of its own: its settings, no grid.</summary>
    public static Experiment Pick(Experiment experiment, int number)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var grid = experiment.Grid ?? throw new UserErrorException($"--index {number}: experiment '{experiment.Name}' has no [grid]");
        return number >= 1 && number <= grid.Count
            ? SettingKeys.With(experiment, grid.Point(number)) with
            {
                Grid = null,
                Analyses = [.. experiment.Analyses.Where(a => a != Analysis.PhaseMap)],
                Name = Numbered(experiment.Name, number),
                Description = string.Join(", ", new[] { experiment.Description, grid.Text(number) }.Where(d => d.Length > 0)),
            }
            : throw new UserErrorException($"--index {number}: the grid of '{experiment.Name}' has points 1 to {grid.Count}");
    }

    /// <summary>The conditions of all points side by side. A setting that a phase can have to itself is written behind those phases that read it,
    /// so that phases before them are the same for all points.</summary>
    internal IReadOnlyList<Condition> Spread(IReadOnlyList<Condition> written)
    {
        var conditions = new List<Condition>();
        foreach (var condition in written)
        {
            var points = Enumerable.Range(1, Count).Select(n => AtPoint(condition, n)).ToList();
            bool same = axes.All(a => Phase.Scalable.Contains(a.Key)) && points.TrueForAll(p => p.Phases.SequenceEqual(points[0].Phases));
            conditions.AddRange(same ? [condition] : points);
        }

        return conditions;
    }

    private Condition AtPoint(Condition condition, int number)
    {
        var settings = Point(number);
        return condition with
        {
            Name = Numbered(condition.Name, number),
            Written = condition,
            Point = number,
            Phases = [.. condition.Phases.Select(text =>
            {
                var phase = Phase.Parse(text);
                var words = settings.Where(s => Phase.Scalable.Contains(s.Key) && phase.Reads(s.Key)).Select(s => $"{s.Key.FullName}={SettingValue.Write(s.Value)}");
                return string.Join(' ', [phase.Name, .. words, .. phase.Text.Split(' ').Skip(1)]);
            })],
        };
    }

    /// <summary>Settings of a point that are no single phase's: they make another network or another world.</summary>
    internal IReadOnlyList<(SettingKey Key, object Value)> Throughout(int number) => [.. Point(number).Where(s => !Phase.Scalable.Contains(s.Key))];

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-p{number}");
}
