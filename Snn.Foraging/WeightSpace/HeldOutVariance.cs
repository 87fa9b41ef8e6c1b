namespace Snn.Foraging.WeightSpace;

/// <summary>How much of the spread of states that axes were not fitted on lies along these axes: sum of squared coordinates / sum of squared distances
/// from the mean of the states. As many random axes carry about their number / dimension, so that this tells axes of structure from axes of noise.</summary>
public static class HeldOutVariance
{
    /// <summary>The share; null without spread.</summary>
    public static double? Share(Pca axes, IReadOnlyList<float[]> states)
    {
        if (states.Count < 2 || axes.Count == 0)
            return null;
        var dimension = states[0].Length;
        var mean = new float[dimension];
        for (var j = 0; j < dimension; j++)
            mean[j] = (float)states.Average(s => (double)s[j]);
        var centre = axes.Project(mean);
        double along = 0, all = 0;
        foreach (var state in states)
        {
            all += SquaredDistance.Of(state, mean);
            along += axes.Project(state).Zip(centre, (a, b) => (a - b) * (a - b)).Sum();
        }
        return all > 0 ? along / all : null;
    }
}
