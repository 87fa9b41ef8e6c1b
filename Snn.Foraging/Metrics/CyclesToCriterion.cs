namespace Snn.Foraging.Metrics;

/// <summary>Learning speed: training cycles on a task until a frozen test first reaches the criterion.</summary>
public static class CyclesToCriterion
{
    /// <summary>Score that counts as having learnt.</summary>
    public const double Criterion = 0.75;

    /// <summary>Training cycles at the first test that reaches the criterion, else null.</summary>
    /// <param name="tests">Tests of one task in order of time: training cycles on it so far, and the score.</param>
    public static long? Of(IEnumerable<(long Trained, double? Score)> tests)
    {
        foreach (var (trained, score) in tests)
        {
            if (score >= Criterion)
                return trained;
        }
        return null;
    }
}
