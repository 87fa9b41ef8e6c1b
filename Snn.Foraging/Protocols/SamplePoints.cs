namespace Snn.Foraging.Protocols;

/// <summary>Where in a phase it is looked at: evenly spaced, the last at its end.</summary>
internal static class SamplePoints
{
    /// <summary>Positions in movement cycles since the start of the phase, rising; fewer than asked when the phase is too short.</summary>
    public static IReadOnlyList<long> Of(long cycles, int count)
    {
        var points = new List<long>();
        for (var k = 1; k <= count; k++)
        {
            var point = cycles / count * k + cycles % count * k / count;
            if (k == count || (point > 0 && (points.Count == 0 || point > points[^1]) && point < cycles))
                points.Add(point);
        }
        return points;
    }
}
