namespace Snn.Foraging.Remedies;

/// <summary>What importance rules share.</summary>
public static class Importance
{
    /// <summary>Movement cycles of the walk in which the importance of synapses for a task is measured.</summary>
    public const int WalkCycles = 10_000;

    /// <summary>MAS-local: of every synapse the mean over a frozen walk in each old task's world of (trace of its input's spikes x its output's spikes), in
    /// units of its mean over synapses. After memory aware synapses (Aljundi et al. 2018), with pre- and postsynaptic activity in place of gradients;
    /// it needs no reward. Null before anything has been learnt.</summary>
    public static double[]? OfUse(Life life)
    {
        double[]? sum = null;
        foreach (var task in life.TasksBefore)
        {
            var pairs = life.Walk(task, WalkCycles).Pairs;
            sum = sum is null ? pairs : [.. sum.Zip(pairs, (a, b) => a + b)];
        }

        return sum is null ? null : Scaled(sum);
    }

    /// <summary>Importances in units of their mean; unchanged if that is 0.</summary>
    public static double[] Scaled(double[] importance)
    {
        ArgumentNullException.ThrowIfNull(importance);
        var mean = importance.Average();
        return mean > 0 ? [.. importance.Select(x => x / mean)] : importance;
    }

    /// <summary>m = 1 / (1 + strength x importance).</summary>
    public static float[] Mobility(double[] importance, double strength)
    {
        ArgumentNullException.ThrowIfNull(importance);
        return [.. importance.Select(x => (float)(1 / (1 + (strength * x))))];
    }

    /// <summary>For each synapse the share of synapses that are less important; of equal ones the first stands lower.</summary>
    public static double[] Quantiles(double[] importance)
    {
        ArgumentNullException.ThrowIfNull(importance);
        var order = Enumerable.Range(0, importance.Length).OrderBy(k => importance[k]).ThenBy(k => k).ToArray();
        var quantiles = new double[importance.Length];
        for (var place = 0; place < order.Length; place++)
            quantiles[order[place]] = (double)place / order.Length;
        return quantiles;
    }
}
