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

    /// <summary>The matrix of that name, of <paramref name="size"/> times the sizes below; its numbers span the same range.</summary>
    public static Matrix<double> Of(string name, int size = 1) => name switch
    {
        "random" => Random(30 * size, 30 * size),
        "tall" => Random(41 * size, 17 * size),
        "wide" => Random(13 * size, 38 * size),
        "graded" => Random(20 * size, 20 * size).MapIndexed((i, j, x) => x * Math.Pow(10, (-i - j) / (double)size)),
        "reversely graded" => Random(20 * size, 20 * size).MapIndexed((i, j, x) => x * Math.Pow(10, ((i + j) / (double)size) - 38)),
        "repeated" => WithSpectrum(24 * size, i => i < 12 * size ? 2 : 1),
        "clustered" => WithSpectrum(24 * size, i => 1 + (1e-12 * i)),
        "rank-deficient" => Random(25 * size, 6 * size) * Random(6 * size, 22 * size),
        "zero" => Matrix<double>.Build.Dense(9 * size, 7 * size),
        "one row" => Random(1, 30 * size),
        "one column" => Random(30 * size, 1),
        "Hilbert" => Matrix<double>.Build.Dense(16 * size, 16 * size, (i, j) => 1.0 / (i + j + 1)),
        "tiny" => Random(18 * size, 18 * size) * 1e-150,
        "huge" => Random(18 * size, 18 * size) * 1e150,
        "one huge column" => Random(22 * size, 19 * size).MapIndexed((_, j, x) => j == 7 ? x * 1e12 : x),
        "bidiagonal" => Matrix<double>.Build.Dense(20 * size, 20 * size, (i, j) => j == i ? 1 + i : j == i + 1 ? 0.5 : 0),
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
