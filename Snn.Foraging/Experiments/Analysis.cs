namespace Snn.Foraging.Experiments;

/// <summary>What is worked out from a run beside its metrics; each writes a file of its own into the run folder and a table on the console.</summary>
public enum Analysis
{
    /// <summary>Our scores beside the published ones, with verdicts: <c>published.json</c>.</summary>
    Published,

    /// <summary>The geometry of forgetting in the space of the weights: <c>geometry.json</c>.</summary>
    Geometry,

    /// <summary>All conditions side by side as remedies against forgetting, with their costs: <c>remedies.json</c>.</summary>
    Remedies,

    /// <summary>The best of the values tried for each remedy: <c>search.json</c>, <c>values.toml</c>. Nothing is recorded spike by spike.</summary>
    RemedySearch,

    /// <summary>How much life is in the networks at the ends of phases: dormant neurons, dead outputs, ranks, weights: <c>vitality.json</c>.</summary>
    Vitality,

    /// <summary>How the ability to learn fares over a long series of tasks: <c>plasticity.json</c>, and <c>vitality.json</c>.</summary>
    Plasticity,

    /// <summary>How many training cycles a task takes, by what came before: <c>learning-speed.json</c>.</summary>
    LearningSpeed,

    /// <summary>Where in a grid of two settings the first task is rescued: <c>phase-map.json</c>.</summary>
    PhaseMap,

    /// <summary>Rules and neuron by themselves, in small networks: <c>plasticity-rules.json</c>. An experiment with it has no conditions.</summary>
    PlasticityRules,

    /// <summary>Scores against what has been pruned, and pruned networks in compact storage: <c>pruning.json</c>.</summary>
    Pruning,

    /// <summary>Scores against what has been lost: <c>pruning.json</c>, without the compact storage.</summary>
    Lesion,
}
