using MathNet.Numerics.LinearAlgebra;
using Snn.Foraging.WeightSpace;

namespace Snn.Tests.WeightSpace;

public class MatrixRankTests
{
    [Fact]
    public void Ranks_of_known_singular_values()
    {
        // Rotations change no singular value: 3, 2, 1 and nothing.
        var build = Matrix<double>.Build;
        var q = build.Random(6, 4, seed: 1).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
        var r = build.Random(4, 4, seed: 2).QR().Q;
        foreach (var a in (Matrix<double>[])[q * build.DenseOfDiagonalArray([3, 2, 1, 0]) * r, (q * build.DenseOfDiagonalArray([3, 2, 1, 0]) * r).Transpose()])
        {
            var rank = MatrixRank.Of(a)!;
            Assert.Equal(14.0 / 9, rank.Stable, 9);
            Assert.Equal(3, rank.Most);
            Assert.Equal(Math.Exp(-(0.5 * Math.Log(0.5)) - (Math.Log(1 / 3.0) / 3) - (Math.Log(1 / 6.0) / 6)), rank.Effective, 6);
        }

        Assert.Equal((4.0, 4), (Math.Round(MatrixRank.Of(build.DenseIdentity(4))!.Stable, 9), MatrixRank.Of(build.DenseIdentity(4))!.Most));
        Assert.Null(MatrixRank.Of(build.Dense(3, 2)));
    }

    [Fact]
    public void Mean_cosine_is_that_of_all_pairs()
    {
        var a = Matrix<double>.Build.Random(12, 5, seed: 3);
        a.SetRow(4, new double[5]);
        var sum = 0.0;
        var pairs = 0;
        for (var i = 0; i < 12; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (i == 4 || j == 4)
                    continue;
                sum += a.Row(i).DotProduct(a.Row(j)) / (a.Row(i).L2Norm() * a.Row(j).L2Norm());
                pairs++;
            }
        }
        Assert.Equal(sum / pairs, MatrixRank.MeanCosine(a)!.Value, 9);
        Assert.Null(MatrixRank.MeanCosine(Matrix<double>.Build.Dense(3, 2)));
    }
}
