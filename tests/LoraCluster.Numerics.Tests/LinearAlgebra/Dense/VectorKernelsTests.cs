using LoraCluster.Numerics.LinearAlgebra.Dense;
using MathNet.Numerics.LinearAlgebra;
using DenseMemory = LoraCluster.Numerics.Tests.Support.Dense;

namespace LoraCluster.Numerics.Tests.LinearAlgebra.Dense;

/// <summary>Sums against scalar models of the same order, bit for bit.</summary>
public unsafe class VectorKernelsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(45)]
    [InlineData(200)]
    public void Dots_sum_in_eight_lanes_and_then_by_a_fixed_tree(int length)
    {
        using var a = new DenseMemory(DenseMemory.Random(7, length));
        using var x = new DenseMemory(DenseMemory.Random(1, length));
        double* result = stackalloc double[7];
        VectorKernels.Dots(a.View, 7, x.View.Data, 0, x.View.PaddedColumns, result);
        for (int q = 0; q < 7; q++)
        {
            double* row = a.View.Row(q);
            double[] lanes = new double[8];
            for (int i = 0; i < length; i++)
            {
                lanes[i % 8] = Math.FusedMultiplyAdd(row[i], x.View.Data[i], lanes[i % 8]);
            }

            Assert.Equal(Tree(lanes), result[q]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(200)]
    public void A_sum_of_squares_has_four_times_eight_lanes_and_a_fixed_tree(int length)
    {
        using var x = new DenseMemory(DenseMemory.Random(1, length));
        double[] lanes = new double[32];
        int whole = x.View.PaddedColumns / 32 * 32;
        for (int i = 0; i < length; i++)
        {
            int lane = i < whole ? i % 32 : i % 8;
            lanes[lane] = Math.FusedMultiplyAdd(x.View.Data[i], x.View.Data[i], lanes[lane]);
        }

        double[] folded = [.. Enumerable.Range(0, 8).Select(l => (lanes[l] + lanes[l + 8]) + (lanes[l + 16] + lanes[l + 24]))];
        Assert.Equal(Tree(folded), VectorKernels.SumOfSquares(x.View.Data, 0, x.View.PaddedColumns));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 9)]
    [InlineData(33, 20)]
    public void Column_sums_of_squares_are_those_of_the_columns(int rows, int columns)
    {
        Matrix<double> values = DenseMemory.Random(rows, columns);
        using var a = new DenseMemory(values);
        double[] sums = new double[a.View.PaddedColumns];
        fixed (double* target = sums)
        {
            VectorKernels.ColumnSumsOfSquares(a.View, target);
        }

        for (int c = 0; c < columns; c++)
        {
            Assert.Equal(values.Column(c).DotProduct(values.Column(c)), sums[c], 1e-13);
        }
    }

    private static double Tree(double[] x) => ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}
