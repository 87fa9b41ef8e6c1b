namespace Snn.Foraging.Metrics;

/// <summary>How far a matrix from sources to outputs is from one source an output (Amari, Cichocki, Yang 1996), scaled to 0 to 1:
/// 0 if every row and column has a single entry, 1 if all entries are equal in size.</summary>
public static class AmariIndex
{
    /// <summary>The index of a square matrix [output, source]; null if a row or column is all zero.</summary>
    public static double? Of(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double[] row = [.. Enumerable.Range(0, n).Select(j => Math.Abs(matrix[i, j]))], column = [.. Enumerable.Range(0, n).Select(j => Math.Abs(matrix[j, i]))];
            if (row.Max() == 0 || column.Max() == 0)
                return null;
            sum += (row.Sum() / row.Max()) - 1 + (column.Sum() / column.Max()) - 1;
        }

        return sum / (2 * n * (n - 1));
    }
}
