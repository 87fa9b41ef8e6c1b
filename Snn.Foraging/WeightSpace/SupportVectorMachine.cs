namespace Snn.Foraging.WeightSpace;

/// <summary>A support vector machine with soft margin, trained by sequential minimal optimisation (Platt 1998; working set of Fan, Chen and Lin 2005)
/// until the optimality conditions hold to 1e-10, so that the solution is that of the quadratic program and of no parameter of the solver.
/// <code>
///   minimise  1/2 sum_ij a_i a_j y_i y_j K_ij - sum_i a_i      0 &lt;= a_i &lt;= C,  sum_i a_i y_i = 0
///   f(x) = sum_i a_i y_i k(x_i, x) + b          |f|^2 = sum_ij a_i a_j y_i y_j K_ij
/// </code>
/// The signed distance of a state from the boundary in the space of the kernel is f(x) / |f|.</summary>
public sealed class SupportVectorMachine
{
    private const double Tolerance = 1e-10;
    private readonly double[] loads; // a_i y_i

    private SupportVectorMachine(double[] loads, double offset, double norm)
    {
        this.loads = loads;
        Offset = offset;
        Norm = norm;
    }

    /// <summary>The offset b.</summary>
    public double Offset { get; }

    /// <summary>The norm |f|.</summary>
    public double Norm { get; }

    /// <summary>a_i y_i of each training point.</summary>
    public IReadOnlyList<double> Loads => loads;

    /// <summary>Trains.</summary>
    /// <param name="kernel">Kernel between all training points.</param>
    /// <param name="labels">True for the class that is to be positive.</param>
    /// <param name="c">Largest a_i.</param>
    /// <exception cref="ArgumentException">One class is empty.</exception>
    public static SupportVectorMachine Train(double[,] kernel, IReadOnlyList<bool> labels, double c = 1)
    {
        var n = labels.Count;
        if (!labels.Contains(true) || !labels.Contains(false))
            throw new ArgumentException("two classes are needed, each with a point", nameof(labels));
        var y = labels.Select(positive => positive ? 1.0 : -1.0).ToArray();
        var a = new double[n];
        var gradient = Enumerable.Repeat(-1.0, n).ToArray();
        var (up, low) = (0.0, 0.0);
        while (true)
        {
            // i: the worst violator that can move up; j: the partner with which the objective falls most.
            var i = -1;
            (up, low) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var k = 0; k < n; k++)
            {
                if ((y[k] > 0 ? a[k] < c : a[k] > 0) && -y[k] * gradient[k] > up)
                    (up, i) = (-y[k] * gradient[k], k);
            }
            var j = -1;
            var best = 0.0;
            for (var k = 0; k < n; k++)
            {
                if (!(y[k] > 0 ? a[k] > 0 : a[k] < c))
                    continue;
                low = Math.Min(low, -y[k] * gradient[k]);
                var gap = up + y[k] * gradient[k];
                var gain = gap * gap / Curvature(kernel, i, k);
                if (gap > 0 && gain > best)
                    (best, j) = (gain, k);
            }
            if (j < 0 || up - low < Tolerance)
                break;

            var step = (up + y[j] * gradient[j]) / Curvature(kernel, i, j);
            step = Math.Min(step, y[i] > 0 ? c - a[i] : a[i]);
            step = Math.Min(step, y[j] > 0 ? a[j] : c - a[j]);
            a[i] = Moved(a[i], y[i] * step, c);
            a[j] = Moved(a[j], -y[j] * step, c);
            for (var k = 0; k < n; k++)
                gradient[k] += y[k] * step * (kernel[i, k] - kernel[j, k]);
        }

        var loads = a.Zip(y, (x, s) => x * s).ToArray();
        var square = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                square += loads[i] * loads[j] * kernel[i, j];
        }
        return new(loads, (up + low) / 2, Math.Sqrt(Math.Max(square, 0)));
    }

    /// <summary>f of a state, from its kernel with each training point.</summary>
    public double Decide(IReadOnlyList<double> kernel)
    {
        var sum = Offset;
        for (var i = 0; i < loads.Length; i++)
            sum += loads[i] * kernel[i];
        return sum;
    }

    /// <summary>f of a state / |f|.</summary>
    public double SignedDistance(IReadOnlyList<double> kernel) => Decide(kernel) / Norm;

    private static double Curvature(double[,] kernel, int i, int j) => Math.Max(kernel[i, i] + kernel[j, j] - 2 * kernel[i, j], 1e-12);

    // A step that ends within rounding of a bound ends at it: otherwise the pair would be chosen for ever.
    private static double Moved(double a, double step, double c)
    {
        var to = a + step;
        return to < 1e-14 * c ? 0 : to > c * (1 - 1e-14) ? c : to;
    }
}
