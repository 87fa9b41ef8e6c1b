using System.Globalization;
using System.Text;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;

namespace Snn.Foraging.Runs;

/// <summary>Chooses among the values that an experiment tried for each remedy: the best mean over seeds of the mean final score on all tasks, or, where each
/// task changes what was learnt before, of the learning speed over the last fifth of them.</summary>
internal static class RemedySearch
{
    /// <summary>The search as a document.</summary>
    public static RemedySearchDocument Of(Experiment experiment, IReadOnlyList<int> seeds, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials) => new()
    {
        Remedies = [.. experiment.Conditions.Where(c => c.Tried is not null).GroupBy(FamilyOf).Select(family =>
        {
            RemedyTrial[] tried = [.. family.Select(c => Trial(experiment, c, [.. seeds.Select(s => trials[(c.Name, s)])]))];
            return new RemedySearchRow(family.Key, tried.MaxBy(t => t.Score.Mean ?? double.NegativeInfinity)!.Tried, tried);
        })],
    };

    /// <summary>The best values as the file that remedies take theirs from.</summary>
    public static string Values(Experiment experiment, RemedySearchDocument search)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Made by: snn run {experiment.Name} --seeds {experiment.Seeds} --set schedule.unsupervised={experiment.Schedule.Unsupervised} --set schedule.train={experiment.Schedule.Train}\n");
        text.Append(CultureInfo.InvariantCulture, $"# (version {HostInfo.Commit()}). Behind each value {(experiment.Changes ? "the learning speed over the last fifth of the tasks" : "the mean final score on all tasks")} with it, and the range of that over all that was tried.\n");
        foreach (var remedy in search.Remedies)
        {
            var number = remedy.Best.All(c => char.IsAsciiDigit(c) || c == '.');
            double?[] scores = [.. remedy.Trials.Select(t => t.Score.Mean)];
            text.Append(CultureInfo.InvariantCulture, $"{remedy.Name} = {(number ? remedy.Best : $"\"{remedy.Best}\"")} # {scores.Max():0.000}; {scores.Min():0.000} to {scores.Max():0.000} in {scores.Length} trials\n");
        }

        return text.ToString();
    }

    // The reader has put the value tried behind the name.
    private static string FamilyOf(Condition condition) => condition.Name[..condition.Name.LastIndexOf('_')];

    private static RemedyTrial Trial(Experiment experiment, Condition condition, TrialResult[] trials)
    {
        if (experiment.Changes)
            return new(condition.Tried!, Summary.Of([.. trials.Select(LateSpeed)]), Summary.Of([null]), Summary.Of([null]));
        ScoreMatrix[] matrices = [.. trials.Select(t => t.Matrix)];
        int newest = matrices[0].TrainingOrder()[^1].Task;
        int[] tasks = [.. matrices[0].TrainingOrder().Select(t => t.Task)];
        Summary Over(int[] of) => Summary.Of([.. matrices.Select(m => of.Any(t => m.Scores[^1][t] is null) ? null : of.Average(t => m.Scores[^1][t]))]);
        return new(condition.Tried!, Over(tasks), Over([.. tasks.Where(t => t != newest)]), Over([newest]));
    }

    // Mean score while a task is trained, mean over the last fifth of the phases that train.
    private static double? LateSpeed(TrialResult trial)
    {
        double?[] speeds = [.. trial.Tests.GroupBy(t => t.Phase).Where(p => Phase.Parse(p.Key).Tasks.Count > 0).Select(p => p.Any(t => t.Result.Score is null) ? null : p.Average(t => t.Result.Score))];
        double?[] late = speeds[^Math.Max(1, speeds.Length / 5)..];
        return late.Contains(null) ? null : late.Average();
    }
}
