namespace Snn.Foraging.Metrics;

/// <summary>Silverman's test of one mode (J R Stat Soc B 43, 1981): the narrowest Gaussian kernel with which the density estimate has a single mode,
/// and how often samples of that very estimate still show more than one. The density is fitted on a grid of <see cref="Cells"/> cells, from the
/// smallest value to the largest and a fifth of that beyond either end.</summary>
/// <param name="CriticalBandwidth">That width, as a share of the range of the values.</param>
/// <param name="P">Share of resamples with more than one mode at that width: small means more than one mode. Known to be cautious: it cries wolf less
/// often than it says.</param>
public sealed record Unimodality(double CriticalBandwidth, double P)
{
    private const int Cells = 400, Resamples = 199;

    /// <summary>Tests a sample.</summary>
    public static Unimodality Of(IReadOnlyList<double> values)
    {
        double low = values.Min(), range = values.Max() - low;
        double[] places = [.. values.Select(v => ((v - low) / range * (Cells * 5 / 7.0)) + (Cells / 7.0))];
        double narrow = 0.2, wide = Cells;
        while (wide - narrow > 0.01 * narrow)
        {
            double middle = Math.Sqrt(narrow * wide);
            (narrow, wide) = Modes(places, middle) > 1 ? (middle, wide) : (narrow, middle);
        }

        // The smoothed bootstrap keeps the variance of the sample (Efron and Tibshirani 1993, 16.5).
        double mean = places.Average(), variance = places.Average(x => (x - mean) * (x - mean)), shrink = 1 / Math.Sqrt(1 + (wide * wide / variance));
        var stream = new RandomStream(1, 0);
        int more = 0;
        double[] sample = new double[places.Length];
        for (int r = 0; r < Resamples; r++)
        {
            for (int i = 0; i < sample.Length; i++)
                sample[i] = mean + ((places[stream.Below(places.Length)] - mean + (wide * stream.Normal())) * shrink);
            more += Modes(sample, wide) > 1 ? 1 : 0;
        }

        return new(wide / (Cells * 5 / 7.0), (more + 1) / (Resamples + 1.0));
    }

    /// <summary>Number of modes of the density estimate with a kernel of this width, both in cells.</summary>
    private static int Modes(double[] places, double width)
    {
        double[] counts = new double[Cells];
        foreach (double x in places)
        {
            int cell = Math.Clamp((int)x, 0, Cells - 2);
            double beyond = Math.Clamp(x - cell, 0, 1);
            counts[cell] += 1 - beyond;
            counts[cell + 1] += beyond;
        }

        int reach = Math.Min(Cells, (int)(4 * width) + 1);
        double[] kernel = [.. Enumerable.Range(0, reach + 1).Select(d => Math.Exp(-d * d / (2 * width * width)))];
        int modes = 0;
        double before = 0;
        bool rising = true;
        for (int c = 0; c <= Cells; c++)
        {
            double density = 0;
            for (int k = Math.Max(0, c - reach); c < Cells && k <= Math.Min(Cells - 1, c + reach); k++)
                density += counts[k] * kernel[Math.Abs(c - k)];
            bool falls = density < before * (1 - 1e-12);
            modes += rising && falls ? 1 : 0;
            rising = !falls && (rising || density > before * (1 + 1e-12));
            before = density;
        }

        return modes;
    }
}
