namespace Snn.Foraging.WeightSpace;

/// <summary>The barrier on the straight line between two states of the weights: how far performance on the way falls below the line between the
/// performances at its ends, max over a of (1 - a) P(0) + a P(1) - P(a). Near 0: the two lie in one valley.</summary>
public static class LinearBarrier
{
    /// <summary>The barrier; null where a performance is undefined.</summary>
    /// <param name="course">Performance at evenly spaced points, both ends included.</param>
    public static double? Of(IReadOnlyList<double?> course)
    {
        if (course.Count < 2 || course.Contains(null))
            return null;
        var highest = 0.0;
        for (var k = 0; k < course.Count; k++)
        {
            var a = (double)k / (course.Count - 1);
            highest = Math.Max(highest, (1 - a) * course[0]!.Value + a * course[^1]!.Value - course[k]!.Value);
        }
        return highest;
    }
}
