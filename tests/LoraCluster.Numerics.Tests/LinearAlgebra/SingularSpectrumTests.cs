using LoraCluster.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Tests.LinearAlgebra;

public sealed class SingularSpectrumTests : IDisposable
{
    private readonly SingularSpectrum _spectrum = new();

    public void Dispose() => _spectrum.Dispose();

    private static RowReader Reader(Matrix<double> matrix) => (row, from, values) =>
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = matrix[row, from + i];
        }
    };

    private static Matrix<double> Random(int rows, int columns, int seed = 1) => Matrix<double>.Build.Random(rows, columns, seed);

    // Singular values that fall by a factor each.
    private static Matrix<double> Falling(int rows, int columns, double factor)
    {
        int count = Math.Min(rows, columns);
        var left = Random(rows, rows, 3).QR().Q.SubMatrix(0, rows, 0, count);
        var right = Random(columns, columns, 4).QR().Q.SubMatrix(0, columns, 0, count);
        return left * Matrix<double>.Build.DenseOfDiagonalArray([.. Enumerable.Range(0, count).Select(i => Math.Pow(factor, i))]) * right.Transpose();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(7, 5)]
    [InlineData(40, 40)]
    [InlineData(33, 40)]
    [InlineData(64, 50)]
    [InlineData(200, 30)]
    [InlineData(30, 200)]
    [InlineData(257, 3)]
    [InlineData(130, 97)]
    public void All_values_are_those_of_another_library_whatever_the_shape(int rows, int columns)
    {
        Matrix<double> a = Random(rows, columns);
        double[] expected = [.. a.Svd(false).S];
        double[] values = _spectrum.All(rows, columns, Reader(a));
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-13 * expected[0] * Math.Sqrt(rows + columns)));
    }

    [Theory]
    [InlineData(1e-100)]
    [InlineData(1)]
    [InlineData(1e100)]
    public void The_scale_does_not_matter_and_small_values_are_small(double scale)
    {
        Matrix<double> a = Falling(48, 32, 0.5) * scale;
        double[] values = _spectrum.All(48, 32, Reader(a));
        for (int i = 0; i < 32; i++)
        {
            Assert.Equal(Math.Pow(0.5, i), values[i] / scale, 1e-14);
        }
    }

    [Fact]
    public void A_matrix_of_zeros_has_values_of_zero_and_one_of_low_rank_has_no_more()
    {
        Assert.All(_spectrum.All(20, 12, Reader(Matrix<double>.Build.Dense(20, 12))), value => Assert.Equal(0, value));
        Matrix<double> low = Random(60, 3) * Random(3, 44, 2);
        double[] values = _spectrum.All(60, 44, Reader(low));
        Assert.True(values[2] > 0.1);
        Assert.All(values[3..], value => Assert.InRange(value, 0, 1e-13 * values[0]));
    }

    [Fact]
    public void What_was_there_before_leaves_no_trace()
    {
        Matrix<double> a = Random(50, 20, 5);
        double[] alone = new SingularSpectrum().All(50, 20, Reader(a));
        _spectrum.All(90, 80, Reader(Random(90, 80)));
        _spectrum.Leading(300, 200, Reader(Random(300, 200)), 4);
        Assert.Equal(alone, _spectrum.All(50, 20, Reader(a)));
    }

    [Theory]
    [InlineData(300, 200)]
    [InlineData(200, 300)]
    [InlineData(1500, 90)]
    public void The_head_is_found_from_below_and_what_it_leaves_out_is_told_exactly(int rows, int columns)
    {
        Matrix<double> a = Falling(rows, columns, 0.8) + (0.001 * Random(rows, columns, 9));
        double[] all = _spectrum.All(rows, columns, Reader(a));
        LeadingSpectrum head = _spectrum.Leading(rows, columns, Reader(a), 10);

        Assert.Equal(10, head.Values.Count);
        Assert.Equal(a.FrobeniusNorm(), head.Norm, 1e-12 * head.Norm);
        Assert.Equal(head.Norm * head.Norm, head.Values.Sum(value => value * value) + (head.Residual * head.Residual), 1e-12 * head.Norm * head.Norm);
        Assert.All(all.Zip(head.Values), pair =>
        {
            Assert.InRange(pair.Second, pair.First * (1 - 1e-6), pair.First * (1 + 1e-12));
            Assert.True(pair.First <= Math.Sqrt((pair.Second * pair.Second) + (head.Residual * head.Residual)));
        });
    }

    [Fact]
    public void A_head_that_is_nearly_all_is_exact()
    {
        Matrix<double> a = Random(40, 30);
        LeadingSpectrum head = _spectrum.Leading(40, 30, Reader(a), 5);
        Assert.Equal(_spectrum.All(40, 30, Reader(a))[..5], head.Values);
        Assert.Equal(30, _spectrum.Leading(40, 30, Reader(a), 500).Values.Count);
        Assert.Equal(0, _spectrum.Leading(40, 30, Reader(a), 500).Residual);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_none_is_refused_with_its_place(double value)
    {
        Matrix<double> a = Random(20, 10);
        a[7, 3] = value;
        Assert.Contains("(7, 3)", Assert.Throws<ArgumentException>(() => _spectrum.All(20, 10, Reader(a))).Message, StringComparison.Ordinal);
    }
}
