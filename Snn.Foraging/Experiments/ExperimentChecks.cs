using System.Globalization;
using Snn.Core.Networks;
using Snn.Foraging.Agent;
using Snn.Foraging.Protocols;
using Snn.Foraging.Remedies;
using Snn.Foraging.World;

namespace Snn.Foraging.Experiments;

/// <summary>What must hold between the parts of an experiment, beyond the range of each number.</summary>
internal static class ExperimentChecks
{
    /// <summary>Throws on the first thing that is wrong.</summary>
    public static void Check(Experiment experiment, string source)
    {
        CheckName(experiment.Name, "the name", source);
        _ = SeedList.Parse(experiment.Seeds);
        bool study = experiment.Analyses.Contains(Analysis.PlasticityRules);
        if (study && (experiment.Conditions.Count > 0 || experiment.Analyses.Count > 1))
            throw new UserErrorException($"{source}: analysis 'plasticity-rules' is a study of small networks; leave out conditions and other analyses");
        if (!study && experiment.Conditions.Count == 0)
            throw new UserErrorException($"{source}: there is no condition; add at least one [[condition]] with a name and phases");
        var names = new HashSet<string>();
        foreach (var condition in experiment.Conditions)
        {
            CheckName(condition.Name, "condition", source);
            if (!names.Add(condition.Name))
                throw new UserErrorException($"{source}: condition '{condition.Name}' is there twice; results are kept by name, so each needs its own");
            CheckPhases(condition, experiment, source);
        }
        foreach (var (condition, of) in experiment.Conditions.SelectMany(c => c.ControlOf.Select(of => (c.Name, of))))
        {
            if (of == condition || !names.Contains(of))
                throw new UserErrorException($"{source}: condition '{condition}' is the control of '{of}', which is no other condition of this experiment (nearest: {Nearest.To(of, names)})");
        }
        if (experiment.Analyses.Contains(Analysis.PhaseMap) && experiment.Grid is not { Axes.Count: 2 })
            throw new UserErrorException($"{source}: the analysis phase-map needs a [grid] of two settings");
        if (experiment.Grid is { } grid)
        {
            // With its values, every point must be an experiment that could be run alone.
            for (var n = 1; n <= grid.Count; n++)
                Check(ParameterGrid.Pick(experiment, n), $"{source}: grid point {n} ({grid.Text(n)})");
            return;
        }
        CheckTasks(experiment, source);
        if (World.Grid.CheckPlacement(experiment.World) is string reason)
            throw new UserErrorException($"{source}: world: {reason}");
        try
        {
            // What no range can say, such as constants that do not fit together, the network says itself when it is built.
            _ = new Forager(experiment, 1, 1);
        }
        catch (NetworkException e)
        {
            throw new UserErrorException($"{source}: {e.Message}", e);
        }
    }

    private static void CheckPhases(Condition condition, Experiment experiment, string source)
    {
        var where = $"{source}: condition '{condition.Name}'";
        if (condition.Phases.Count == 0)
            throw new UserErrorException($"{where} has no phases; write for example phases = [\"unsupervised\", \"T1\"]");
        bool trained = false, remembers = false;
        foreach (var text in condition.Phases)
        {
            Phase phase;
            try
            {
                phase = Phase.Parse(text);
            }
            catch (FormatException e)
            {
                throw new UserErrorException($"{where}: {e.Message}", e);
            }
            if (phase.Kind == PhaseKind.Sleep && !trained && phase.RatesOf is null)
                throw new UserErrorException($"{where}: phase 'sleep' comes before any training; sleep replays the rates measured in training, so put T1, T2 or T1+T2 before it");
            if (!trained && phase.Remedies.FirstOrDefault(r => r.Kind.Type == typeof(Freeze)) is not null)
                throw new UserErrorException($"{where}: phase '{text}' freezes the strongest synapses before any training; put T1, T2 or T1+T2 before it");
            if (phase.Replays > 0 && !remembers)
                throw new UserErrorException($"{where}: phase '{text}' replays, but nothing is remembered before it; write for example T1 remember=1000 earlier");
            remembers |= phase.Remedies.Any(r => r.Kind.Type == typeof(Remember));
            if (phase.Linear && text != condition.Phases[0])
                throw new UserErrorException($"{where}: phase '{text}': only the first phase of a trial can say linear; an agent is born with its layers");
            if (phase.Linear && experiment.Analyses.Contains(Analysis.Geometry))
                throw new UserErrorException($"{where}: the geometry of weight space compares agents of one kind; leave the analysis out, or the condition without a hidden layer");
            if (phase.Linear && condition.Phases.Any(p => Phase.Parse(p) is { Sleeps: true } or { RatesOf: not null }))
                throw new UserErrorException($"{where}: an agent without a hidden layer cannot sleep: nothing fires by itself");
            CheckScales(phase, experiment, where);
            trained |= phase.Tasks.Count > 0;
        }
    }

    private static void CheckTasks(Experiment experiment, string source)
    {
        var trained = experiment.Conditions.SelectMany(c => c.Phases.Select(Phase.Parse)).SelectMany(p => p.Tasks).Distinct().ToList();
        var world = 2 * experiment.World.Colours;
        if (experiment.Changes && trained.FindIndex(t => !TaskList.Changes(t)) is >= 0 and var fixedTask)
            throw new UserErrorException($"{source}: {TaskList.Name(trained[fixedTask])} is trained beside {TaskList.Name(trained.Find(TaskList.Changes))}; tasks that conflict (C, S) change what a score means, so an experiment has either them or T1, T2, ...");
        if (!experiment.Changes && trained.FindIndex(t => t >= world) is >= 0 and var beyond)
            throw new UserErrorException($"{source}: {TaskList.Name(trained[beyond])} is not in this world: {experiment.World.Colours} colour{(world == 2 ? " gives" : "s give")} T1 to T{world}; set world.colours = {(trained[beyond] / 2) + 1}");
        foreach (var analysis in experiment.Analyses.Where(a => (a is Analysis.Published or Analysis.Geometry) && experiment.TaskNames.Count != 2))
            throw new UserErrorException($"{source}: the analysis {SettingKeys.Word(analysis)} is about T1 and T2 in a world of one colour");
    }

    private static void CheckScales(Phase phase, Experiment experiment, string where)
    {
        var scaled = phase.Scaled(experiment);
        foreach (var key in phase.Changes.Select(c => c.Key))
        {
            var value = Convert.ToDouble(SettingKeys.Value(scaled, key), CultureInfo.InvariantCulture);
            if (key.Bound is { } bound && (value < bound.Min || value > bound.Max))
                throw new UserErrorException($"{where}: phase '{phase.Text}' makes {key.FullName} {SettingValue.Write(value)}; it must lie in {SettingValue.Write(bound.Min)} to {SettingValue.Write(bound.Max)} {bound.Unit}".TrimEnd());
        }
    }

    // Names become folders, HDF5 groups and cells of a CSV file.
    private static void CheckName(string name, string what, string source)
    {
        if (name.Length is 0 or > 80 || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+'))
            throw new UserErrorException($"{source}: {what} '{name}' must start with a letter or digit and hold only letters, digits, - _ . + (80 at most): it names files and columns");
    }
}
