using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.Tests.Support;
using MathNet.Numerics.LinearAlgebra;

namespace LoraCluster.Numerics.Tests.LinearAlgebra;

/// <summary>Residuals in units of LAPACK's tests: a norm over ‖A‖ · max(rows, columns) · ulp. Below 35 is required there, below 10 here.</summary>
public unsafe class DecompositionTests
{
    private const double Ulp = 2.220446049250313e-16;
    private const double Limit = 10;

    [Theory]
    [MemberData(nameof(HardMatrices.Names), MemberType = typeof(HardMatrices))]
    public void Bidiagonalization_gives_the_matrix_back_with_orthogonal_factors(string name)
    {
        Matrix<double> a = HardMatrices.Of(name);
        a = a.RowCount >= a.ColumnCount ? a : a.Transpose();
        using var left = new Reduction(a, keepLeft: true);
        using var right = new Reduction(a, keepLeft: false);
        Assert.Equal(left.Bidiagonal, right.Bidiagonal);
        Assert.InRange(Residual(a, a - (left.Basis * left.Bidiagonal * right.Basis.Transpose())), 0, Limit);
        Assert.InRange(Departure(left.Basis), 0, Limit);
        Assert.InRange(Departure(right.Basis), 0, Limit);
    }

    [Theory]
    [MemberData(nameof(HardMatrices.Names), MemberType = typeof(HardMatrices))]
    public void Jacobi_gives_singular_vectors_of_every_matrix(string name)
    {
        Matrix<double> a = HardMatrices.Of(name);
        double[][] vectors = OneSidedJacobi.LeftVectors(a.ToRowMajorArray(), a.RowCount, a.ColumnCount)!;
        if (name == "zero")
        {
            Assert.Empty(vectors);
            return;
        }

        AssertSingularVectors(a, Matrix<double>.Build.DenseOfColumnArrays(vectors), Limit);
    }

    [Theory]
    [MemberData(nameof(HardMatrices.Names), MemberType = typeof(HardMatrices))]
    public void The_fast_path_gives_singular_vectors_or_does_not_trust_itself(string name)
    {
        Matrix<double> a = HardMatrices.Of(name);
        a = a.RowCount >= a.ColumnCount ? a : a.Transpose();
        using var reduction = new Reduction(a, keepLeft: true);
        Matrix<double> vectors = reduction.LeftVectors(out bool trusted);
        string[] easy = ["random", "tall", "wide", "one row", "one column", "bidiagonal"];
        Assert.True(trusted || !easy.Contains(name), "an easy matrix must not need the careful path");
        if (trusted)
        {
            AssertSingularVectors(a, vectors, 35);
        }
    }

    private static void AssertSingularVectors(Matrix<double> a, Matrix<double> u, double limit)
    {
        double scale = a.FrobeniusNorm();
        Matrix<double> rest = (a / scale) - (u * (u.Transpose() * (a / scale)));
        Assert.InRange(Residual(a / scale, rest), 0, limit);
        Assert.InRange(Departure(u), 0, limit);
        Matrix<double> rows = u.Transpose() * (a / scale);
        Matrix<double> gram = rows * rows.Transpose();
        gram.SetDiagonal(Vector<double>.Build.Dense(gram.RowCount));
        Assert.InRange(gram.FrobeniusNorm() / (Math.Max(a.RowCount, a.ColumnCount) * Ulp), 0, limit);
    }

    private static double Residual(Matrix<double> a, Matrix<double> difference)
    {
        double norm = a.InfinityNorm();
        return norm == 0 ? difference.InfinityNorm() : difference.InfinityNorm() / norm / (Math.Max(a.RowCount, a.ColumnCount) * Ulp);
    }

    private static double Departure(Matrix<double> basis) =>
        ((basis.Transpose() * basis) - Matrix<double>.Build.DenseIdentity(basis.ColumnCount)).FrobeniusNorm() / (basis.RowCount * Ulp);

    /// <summary>A lane bidiagonalisation of one matrix, the same in every lane; lane 5 is read.</summary>
    private sealed class Reduction : IDisposable
    {
        private const int Lane = 5;
        private readonly LaneBuffer _buffer = new();
        private readonly Lanes* _diagonal;
        private readonly Lanes* _super;
        private readonly int _rows;
        private readonly int _columns;

        public Reduction(Matrix<double> a, bool keepLeft)
        {
            (_rows, _columns) = (a.RowCount, a.ColumnCount);
            int length = keepLeft ? _rows : _columns;
            Lanes* matrix = _buffer.Reserve((2L * _rows * _columns) + (6L * _columns) + ((long)length * (length + 1)) + LaneBidiagonalization.WorkLength(_rows, _columns));
            Lanes* reflectors = matrix + ((long)_rows * _columns);
            _diagonal = reflectors + ((long)_rows * _columns);
            _super = _diagonal + _columns;
            Lanes* taus = _super + _columns;
            Lanes* couplings = taus + _columns;
            Lanes* basis = couplings + (3 * _columns);
            for (int i = 0; i < _rows * _columns; i++)
            {
                matrix[i] = Vector512.Create(a[i / _columns, i % _columns]);
            }

            LaneBidiagonalization.Reduce(matrix, _rows, _columns, _diagonal, _super, reflectors, taus, keepLeft, basis + ((long)length * length));
            int last = keepLeft ? _columns - 1 : _columns - 2;
            LaneReflectors.Couplings(length, reflectors, last, keepLeft ? 0 : 1, couplings);
            for (int i = 0; i < length * length; i++)
            {
                basis[i] = i / length == i % length ? Lanes.One : Lanes.Zero;
            }

            LaneReflectors.Apply(basis, length, length, reflectors, taus, couplings, last, keepLeft ? 0 : 1);
            Basis = Matrix<double>.Build.Dense(length, length, (i, j) => basis[(j * length) + i].GetElement(Lane));
            if (keepLeft)
            {
                Basis = Basis.SubMatrix(0, length, 0, _columns);
            }
        }

        public Matrix<double> Basis { get; }

        public Matrix<double> Bidiagonal => Matrix<double>.Build.Dense(
            _columns, _columns, (i, j) => i == j ? _diagonal[i].GetElement(Lane) : j == i + 1 ? _super[i].GetElement(Lane) : 0);

        public Matrix<double> LeftVectors(out bool trusted)
        {
            using var solver = new LaneSingularVectors();
            using var room = new LaneBuffer();
            Lanes* alpha = room.Reserve((2L * _columns) + ((long)_columns * (_columns + 1)));
            Lanes* beta = alpha + _columns;
            Lanes* trust = beta + _columns;
            Lanes* vectors = trust + _columns;
            for (int i = 0; i < _columns; i++)
            {
                alpha[i] = _diagonal[_columns - 1 - i];
                beta[i] = i < _columns - 1 ? _super[_columns - 2 - i] : Lanes.Zero;
            }

            solver.Factor(alpha, beta, _columns, largestFirst: false);
            solver.Vectors(0, _columns, vectors, _columns, trust);
            trusted = true;
            for (int i = 0; i < _columns; i++)
            {
                trusted &= BitConverter.DoubleToInt64Bits(trust[i].GetElement(Lane)) != 0;
            }

            var small = Matrix<double>.Build.Dense(_columns, _columns, (i, j) => vectors[(j * _columns) + (_columns - 1 - i)].GetElement(Lane));
            return Basis * small;
        }

        public void Dispose() => _buffer.Dispose();
    }
}
