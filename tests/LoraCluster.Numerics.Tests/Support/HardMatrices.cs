using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace LoraCluster.Numerics.Tests.Support;

/// <summary>Matrices on which decompositions go wrong, in the manner of LAPACK's test programs.</summary>
public static class HardMatrices
{
    public static TheoryData<string> Names { get; } =
    [
        "random", "tall", "wide", "graded", "reversely graded", "repeated", "clustered", "rank-deficient", "zero", "one row", "one column", "Hilbert",
        "tiny", "huge", "one huge column", "bidiagonal",
    ];

    /// <summary>The matrix of that name.</summary>
    public static Matrix<double> Of(string name) => name switch
    {
        "random" => Random(30, 30),
        "tall" => Random(41, 17),
        "wide" => Random(13, 38),
        "graded" => Random(20, 20).MapIndexed((i, j, x) => x * Math.Pow(10, -i - j)),
        "reversely graded" => Random(20, 20).MapIndexed((i, j, x) => x * Math.Pow(10, i + j - 38)),
        "repeated" => WithSpectrum(24, i => i < 12 ? 2 : 1),
        "clustered" => WithSpectrum(24, i => 1 + (1e-12 * i)),
        "rank-deficient" => Random(25, 6) * Random(6, 22),
        "zero" => Matrix<double>.Build.Dense(9, 7),
        "one row" => Random(1, 30),
        "one column" => Random(30, 1),
        "Hilbert" => Matrix<double>.Build.Dense(16, 16, (i, j) => 1.0 / (i + j + 1)),
        "tiny" => Random(18, 18) * 1e-150,
        "huge" => Random(18, 18) * 1e150,
        "one huge column" => Random(22, 19).MapIndexed((_, j, x) => j == 7 ? x * 1e12 : x),
        "bidiagonal" => Matrix<double>.Build.Dense(20, 20, (i, j) => j == i ? 1 + i : j == i + 1 ? 0.5 : 0),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static Matrix<double> Random(int rows, int columns)
    {
        var random = new Random(rows + (1000 * columns));
        return Matrix<double>.Build.Dense(rows, columns, (_, _) => random.NextDouble() - 0.5);
    }

    private static Matrix<double> WithSpectrum(int size, Func<int, double> value)
    {
        Svd<double> svd = Random(size, size).Svd(true);
        return svd.U * Matrix<double>.Build.DenseDiagonal(size, size, value) * svd.VT;
    }
}
