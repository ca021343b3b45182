using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.LinearAlgebra.Dense;
using LoraCluster.Numerics.Tests.Support;
using MathNet.Numerics.LinearAlgebra;
using DenseMemory = LoraCluster.Numerics.Tests.Support.Dense;

namespace LoraCluster.Numerics.Tests.LinearAlgebra.Dense;

/// <summary>The blocked decomposition in units of LAPACK's tests, as <see cref="DecompositionTests"/> measures the one in lanes: sizes within a panel and of several.</summary>
public unsafe class DenseDecompositionTests
{
    private const double Ulp = 2.220446049250313e-16;
    private const double Limit = 10;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string name in HardMatrices.Names.Cast<object[]>().Select(row => (string)row[0]))
            {
                data.Add(name, 1);
                data.Add(name, 4);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bidiagonalization_gives_the_matrix_back_with_orthogonal_factors(string name, int size)
    {
        Matrix<double> a = HardMatrices.Of(name, size);
        a = a.RowCount >= a.ColumnCount ? a : a.Transpose();
        using var left = new Reduction(a, keepLeft: true);
        using var right = new Reduction(a, keepLeft: false);
        Assert.Equal(left.Bidiagonal, right.Bidiagonal);
        Matrix<double> u = left.Basis(), v = right.Basis();
        Assert.InRange(Residual(a, a - (u * left.Bidiagonal * v.Transpose())), 0, Limit);
        Assert.InRange(Departure(u), 0, Limit);
        Assert.InRange(Departure(v), 0, Limit);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_vectors_are_singular_vectors_or_are_not_trusted(string name, int size)
    {
        Matrix<double> a = HardMatrices.Of(name, size);
        a = a.RowCount >= a.ColumnCount ? a : a.Transpose();
        using var reduction = new Reduction(a, keepLeft: true);
        Matrix<double> u = reduction.LeftVectors(out bool trusted);
        string[] easy = ["random", "tall", "wide", "one row", "one column", "bidiagonal", "tiny", "huge", "one huge column"];
        Assert.True(trusted || !easy.Contains(name), "an easy matrix must not need the careful path");
        if (!trusted)
        {
            return;
        }

        Matrix<double> unit = a / a.FrobeniusNorm();
        Assert.InRange(Residual(unit, unit - (u * (u.Transpose() * unit))), 0, 35);
        Assert.InRange(Departure(u), 0, 35);
        Matrix<double> rows = u.Transpose() * unit;
        Matrix<double> gram = rows * rows.Transpose();
        gram.SetDiagonal(Vector<double>.Build.Dense(gram.RowCount));
        Assert.InRange(gram.FrobeniusNorm() / (a.RowCount * Ulp), 0, 35);
    }

    private static double Residual(Matrix<double> a, Matrix<double> difference)
    {
        double norm = a.InfinityNorm();
        return norm == 0 ? difference.InfinityNorm() : difference.InfinityNorm() / norm / (Math.Max(a.RowCount, a.ColumnCount) * Ulp);
    }

    private static double Departure(Matrix<double> basis) =>
        ((basis.Transpose() * basis) - Matrix<double>.Build.DenseIdentity(basis.ColumnCount)).FrobeniusNorm() / (basis.RowCount * Ulp);

    private sealed class Reduction : IDisposable
    {
        private const int Lane = 5;
        private readonly DenseMemory _reflectors;
        private readonly DenseMemory _numbers;
        private readonly ReflectorProduct _product = new();
        private readonly int _rows;
        private readonly int _columns;

        public Reduction(Matrix<double> a, bool keepLeft)
        {
            (_rows, _columns) = (keepLeft ? a.RowCount : a.ColumnCount, a.ColumnCount);
            using var reduction = new Bidiagonalization();
            using var matrix = new DenseMemory(a);
            _reflectors = new DenseMemory(_columns, _rows);
            _numbers = new DenseMemory(3, _columns);
            reduction.Reduce(matrix.View, _numbers.View.Row(0), _numbers.View.Row(1), _reflectors.View, _numbers.View.Row(2), keepLeft);
        }

        public Matrix<double> Bidiagonal =>
            Matrix<double>.Build.Dense(_columns, _columns, (i, j) => i == j ? _numbers.View.Row(0)[i] : j == i + 1 ? _numbers.View.Row(1)[i] : 0);

        public Matrix<double> Basis() => Times(Matrix<double>.Build.DenseIdentity(_columns));

        public Matrix<double> LeftVectors(out bool trusted)
        {
            using var room = new LaneBuffer();
            using var form = new LaneProductForm();
            using var vectors = new TwistedVectors();
            using var z = new DenseMemory(_columns, RowMatrix.Padded(_columns));
            Lanes* alpha = room.Reserve(2L * _columns);
            Lanes* beta = alpha + _columns;
            LaneOps.Clear(alpha, 2L * _columns);
            for (int i = 0; i < _columns; i++)
            {
                ((double*)(alpha + i))[Lane] = _numbers.View.Row(0)[_columns - 1 - i];
                ((double*)(beta + i))[Lane] = i < _columns - 1 ? _numbers.View.Row(1)[_columns - 2 - i] : 0;
            }

            form.Factor(alpha, beta, _columns, largestFirst: false);
            trusted = BitConverter.DoubleToInt64Bits(form.Converged[Lane]) != 0;
            vectors.Factor(form, Lane);
            for (int i = 0; i < _columns; i += 8)
            {
                Lanes trust = vectors.Compute(i, z.View.Row(_columns - 1) + i, -z.View.Stride);
                for (int v = 0; v < 8; v++)
                {
                    trusted &= BitConverter.DoubleToInt64Bits(trust[v]) != 0;
                }
            }

            return Times(z.Values.SubMatrix(0, _columns, 0, _columns));
        }

        public void Dispose()
        {
            _reflectors.Dispose();
            _numbers.Dispose();
            _product.Dispose();
        }

        private Matrix<double> Times(Matrix<double> x)
        {
            using var memory = new DenseMemory(x.Stack(Matrix<double>.Build.Dense(Math.Max(_rows - x.RowCount, 1), x.ColumnCount)).SubMatrix(0, _rows, 0, x.ColumnCount));
            _product.Prepare(_reflectors.View, _numbers.View.Row(2));
            _product.Apply(memory.View);
            return memory.Values;
        }
    }
}
