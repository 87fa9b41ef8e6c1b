using System.Diagnostics;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Foraging.World;

namespace Snn.Foraging.Runs;

/// <summary>Scores of pruned networks against the share that is gone, from the records of a finished run.</summary>
internal static class PruningAnalysis
{
    private const int Rounds = 5, RoundCycles = 10_000;

    /// <summary>The document of a run.</summary>
    public static PruningDocument Of(Experiment experiment, PhaseTree tree, IReadOnlyList<int> seeds, IPhaseStore store, IReadOnlyDictionary<(string Condition, int Seed), TrialResult> trials)
    {
        var (rows, tests) = (new List<PruningRow>(), new List<double?>());
        foreach (var condition in experiment.Conditions)
        {
            var path = tree.Path(condition.Name);
            int at = path.ToList().FindIndex(n => Word(n.Phase) is not null);
            if (at < 0)
                continue;
            var word = Word(path[at].Phase)!;
            var reference = experiment.Conditions.FirstOrDefault(c => c != condition && tree.Path(c.Name).Select(n => n.Phase.Text).SequenceEqual(path.Select(n => Whole(n.Phase))));
            int task = path.SelectMany(n => n.Phase.Tasks).DefaultIfEmpty(0).First();
            for (int phase = at; phase < path.Count; phase++)
            {
                int row = phase;
                IReadOnlyList<double?> Scores(string name) => [.. seeds.Select(s => trials[(name, s)].Matrix.Scores[row][task])];
                var whole = reference is null ? null : Scores(reference.Name);
                var paired = whole is null ? null : PairedTTest.Of(Scores(condition.Name), whole);
                tests.Add(paired?.P);
                double left = seeds.Average(s => (double)store.Load(s, path[row])!.Snapshots[^1].Weights.Count(w => w != 0f));
                rows.Add(new(
                    condition.Name, How(word, path[at]), word.Value, When(path, at, phase), left, Scores(condition.Name), Summary.Of([.. Scores(condition.Name)]),
                    reference?.Name, paired?.Mean, paired?.Ci95, Whole: whole));
            }
        }

        bool prunes = experiment.Analyses.Contains(Analysis.Pruning);
        IReadOnlyList<CompactRow> compact = !prunes ? [] : [.. experiment.Conditions.SelectMany(c => Compact(experiment, tree.Path(c.Name), c.Name, seeds, store))];
        return new()
        {
            Rows = [.. rows.Zip(Holm.Correct(tests), (row, p) => row with { PHolm = p })],
            Controls = ControlComparison.Family([.. experiment.Controls.SelectMany(pair => Pairs(rows, pair.Control.Name, pair.Of.Name))], harm: !prunes),
            Slept = SleptComparison.Of(rows),
            Lesion = !prunes,
            Compact = compact,
            Speeds = CompactSpeed.Of(compact),
        };
    }

    private static IEnumerable<(string Control, string Of, string Measure, IReadOnlyList<double?> Values, IReadOnlyList<double?> OfValues)> Pairs(List<PruningRow> rows, string control, string of) =>
        rows.Where(r => r.Condition == control).Join(rows.Where(r => r.Condition == of), r => r.When, r => r.When, (a, b) => (control, of, PruningDocument.Says(a.When), a.Scores, b.Scores));

    /// <summary>Each seed's agent as the pruning phase left it, in compact storage. One after the other on one thread: they are timed.</summary>
    private static IEnumerable<CompactRow> Compact(Experiment experiment, IReadOnlyList<PhaseNode> path, string condition, IReadOnlyList<int> seeds, IPhaseStore store)
    {
        if (path.FirstOrDefault(n => Word(n.Phase) is not null) is not { } node || experiment.Freezes || node.Experiment.Network.Hidden == 0)
            yield break;
        foreach (int seed in seeds)
        {
            var masked = new Forager(node.Experiment, experiment.NetworkOf(seed), seed);
            masked.Restore(store.Load(seed, node)!.State);
            Forager[] agents = [masked, masked.Compact(dropIdle: false), masked.Compact(dropIdle: true)];
            var (synapses, neurons, bytes) = masked.OutputStorage;
            long compactBytes = agents[1].OutputStorage.Bytes, spikes = masked.HiddenSpikes().Sum(n => (long)n);
            long[] events = [.. agents.Select(a => a.Work.SynapticEvents)];
            double[][] seconds = [.. agents.Select(_ => new double[Rounds])];
            int task = path.SelectMany(n => n.Phase.Tasks).DefaultIfEmpty(0).First();
            foreach (var agent in agents)
                agent.Begin(Phase.Parse(TaskList.Name(task)), SleepKind.Measured);
            for (int round = 0; round < Rounds; round++)
            {
                for (int k = 0; k < agents.Length; k++)
                {
                    var clock = Stopwatch.GetTimestamp();
                    agents[k].Run(RoundCycles);
                    seconds[k][round] = Stopwatch.GetElapsedTime(clock).TotalSeconds;
                }
            }

            // Every hidden spike counts eight excitatory events with masks; compact, all other events are the same.
            long maskedEvents = ForagerNetwork.Directions * (masked.HiddenSpikes().Sum(n => (long)n) - spikes);
            long saved = masked.Work.SynapticEvents - events[0] - (agents[1].Work.SynapticEvents - events[1]);
            TestResult[] tests = [.. agents.Select(a => a.Test(task, experiment.Schedule.Test))];
            bool same = masked.Weights().AsSpan().SequenceEqual(agents[1].Weights()) && masked.Work.Spikes == agents[1].Work.Spikes && tests[0] == tests[1];
            yield return new(
                condition, seed, synapses, neurons, bytes, compactBytes, maskedEvents, maskedEvents - saved, same,
                [.. agents.Select(a => a.Footprint.Bytes)], [.. seconds.Select(s => RoundCycles / s.Order().ElementAt(Rounds / 2))], [.. tests.Select(t => t.Score)]);
        }
    }

    /// <summary>The word of a phase that prunes; null without one.</summary>
    public static RemedyWord? Word(Phase phase) => phase.Remedies.FirstOrDefault(r => r.Kind.Type.IsSubclassOf(typeof(Pruner)));

    private static string Whole(Phase phase) => Word(phase) is { } word ? string.Join(' ', phase.Text.Split(' ').Where(w => !w.StartsWith(word.Kind.Name + "=", StringComparison.Ordinal))) : phase.Text;

    private static string How(RemedyWord word, PhaseNode node) =>
        word.Kind.Type != typeof(PruneGradually) ? word.Kind.Name : node.Phase.Sleeps ? "prune-gradually in sleep" : "prune-gradually in training";

    private static PruningMoment When(IReadOnlyList<PhaseNode> path, int pruned, int now) =>
        now > pruned ? PruningMoment.ThenSlept : path.Take(pruned).Any(n => n.Phase.Sleeps) ? PruningMoment.SleptBefore : PruningMoment.Pruned;
}
