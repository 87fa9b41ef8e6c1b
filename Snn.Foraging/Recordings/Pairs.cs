using Snn.Foraging.Agent;

namespace Snn.Foraging.Recordings;

/// <summary>Pairs of a hidden spike and an output spike that follows it in the same movement cycle.</summary>
internal static class Pairs
{
    /// <summary>All pairs: 0 &lt; lag &lt;= window.</summary>
    public static IEnumerable<(int Hidden, int Output)> Of(Spike[] hidden, Spike[] outputs, double window)
    {
        foreach (var before in hidden)
        {
            foreach (var after in outputs)
            {
                if (after.Time > before.Time && after.Time - before.Time <= window)
                    yield return (before.Neuron, after.Neuron);
            }
        }
    }
}
