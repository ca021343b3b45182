using LoraCluster.Numerics.LinearAlgebra.Dense;
using MathNet.Numerics.LinearAlgebra;
using DenseMemory = LoraCluster.Numerics.Tests.Support.Dense;

namespace LoraCluster.Numerics.Tests.LinearAlgebra.Dense;

public unsafe class MatrixProductTests
{
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach ((int rows, int inner, int columns) in new[]
            {
                (1, 1, 1), (1, 7, 9), (3, 5, 8), (7, 1, 23), (8, 24, 24), (9, 25, 25), (16, 192, 48), (17, 193, 31), (95, 200, 65), (97, 385, 50), (130, 11, 129), (200, 64, 200),
                (5, 400, 3), (100, 2, 1), (2, 191, 71),
            })
            {
                data.Add(rows, inner, columns);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_product_is_what_the_definition_says(int rows, int inner, int columns)
    {
        Matrix<double> a = DenseMemory.Random(rows, inner), b = DenseMemory.Random(inner, columns), c = DenseMemory.Random(rows, columns);
        double tolerance = 1e-15 * inner;
        Assert.InRange((Run(a, b, c, 1, false) - (c + (a * b))).FrobeniusNorm(), 0, tolerance * columns);
        Assert.InRange((Run(a, b, c, -1, true) - (c - (a * b))).FrobeniusNorm(), 0, tolerance * columns);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_entry_has_the_bits_of_one_scalar_sum(int rows, int inner, int columns)
    {
        Matrix<double> a = DenseMemory.Random(rows, inner), b = DenseMemory.Random(inner, columns), c = DenseMemory.Random(rows, columns);
        Matrix<double> got = Run(a, b, c, -1, false);
        Assert.Equal(got, Run(a, b, c, -1, true));
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double entry = c[i, j];
                for (int first = 0; first < inner; first += MatrixProduct.Depth)
                {
                    double sum = 0;
                    for (int l = first; l < Math.Min(first + MatrixProduct.Depth, inner); l++)
                    {
                        sum = Math.FusedMultiplyAdd(a[i, l], b[l, j], sum);
                    }

                    entry = Math.FusedMultiplyAdd(-1, sum, entry);
                }

                Assert.Equal(BitConverter.DoubleToInt64Bits(entry), BitConverter.DoubleToInt64Bits(got[i, j]));
            }
        }
    }

    private static Matrix<double> Run(Matrix<double> a, Matrix<double> b, Matrix<double> c, double sign, bool transposed)
    {
        using var product = new MatrixProduct();
        using var left = new DenseMemory(transposed ? a.Transpose() : a);
        using var right = new DenseMemory(b);
        using var target = new DenseMemory(c);
        if (transposed)
        {
            product.AddTransposed(left.View, right.View, target.View, sign);
        }
        else
        {
            product.Add(left.View, right.View, target.View, sign);
        }

        return target.Values;
    }
}
