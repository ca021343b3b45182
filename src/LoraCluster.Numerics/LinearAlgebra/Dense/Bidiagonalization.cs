using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// A = Q_L B Q_Rᵀ for a tall matrix (rows ≥ columns), B upper bidiagonal: Golub and Kahan (1965), blocked as LAPACK's dlabrd. Within a panel A is left alone and stands for
/// A − LᵀR, rows v_i, x_i of L against y_i, u_i of R; after the panel one matrix product brings it up to date. Works on the matrix itself, never on its Gram matrix, which would cost half the digits.
/// </summary>
internal sealed unsafe class Bidiagonalization : IDisposable
{
    private const int PanelWidth = 16;

    private readonly LaneBuffer _left = new();
    private readonly LaneBuffer _right = new();
    private readonly LaneBuffer _vectors = new();
    private readonly MatrixProduct _product = new();
    private RowMatrix _l;
    private RowMatrix _r;
    private Lanes* _sums;
    private double* _column;
    private double* _dots;
    private double* _entries;

    /// <summary>
    /// Reduces <paramref name="a"/> (rows ≥ columns; destroyed; zero behind its last column). Writes the diagonal and superdiagonal of B and one side's reflectors: the left ones (row j of
    /// <paramref name="reflectors"/>, a.Rows long, zero before entry j) or the right ones (a.Columns long, zero before entry j + 1; the last does nothing). Keeps none where
    /// <paramref name="reflectors"/> has no memory: for singular values alone.
    /// </summary>
    public void Reduce(RowMatrix a, double* diagonal, double* super, RowMatrix reflectors, double* taus, bool keepLeft)
    {
        Reserve(a);
        double* v = _l.Row(0);
        for (int r = 0; r < a.Rows; r++)
        {
            v[r] = a.Row(r)[0];
        }

        for (int first = 0; first < a.Columns; first += PanelWidth)
        {
            int width = Math.Min(PanelWidth, a.Columns - first);
            for (int i = 0; i < width; i++)
            {
                Step(a, first + i, 2 * i, diagonal, super, reflectors, taus, keepLeft);
            }

            int next = first + width;
            if (next < a.Columns)
            {
                _product.AddTransposed(
                    _l.Block(0, next, 2 * width, a.Rows - next),
                    _r.Block(0, next, 2 * width, a.Columns - next),
                    a.Block(next, next, a.Rows - next, a.Columns - next),
                    -1);
                new Span<double>(_l.Row(2 * width), a.Rows).CopyTo(new Span<double>(_l.Row(0), a.Rows));
            }
        }
    }

    public void Dispose()
    {
        _left.Dispose();
        _right.Dispose();
        _vectors.Dispose();
        _product.Dispose();
    }

    private void Reserve(RowMatrix a)
    {
        // One row more than the panel needs: the next panel's first column.
        const int Pairs = 2 * PanelWidth;
        _l = RowMatrix.In((double*)_left.Reserve(RowMatrix.Length(Pairs + 1, a.Rows) / 8), Pairs + 1, a.Rows);
        _r = RowMatrix.In((double*)_right.Reserve(RowMatrix.Length(Pairs, a.Columns) / 8), Pairs, a.Columns);
        _l.Clear();
        _r.Clear();
        int padded = RowMatrix.Padded(a.Rows);
        _sums = _vectors.Reserve(a.Rows + (padded / 4) + (Pairs / 4) + 1);
        _column = (double*)(_sums + a.Rows);
        new Span<double>(_column, padded).Clear();
        _dots = _column + (2 * padded);
        _entries = _dots + Pairs;
    }

    // Column j of the current A stands in row 2i of L (count = 2i); leaves column j + 1 in row 2i + 2.
    private void Step(RowMatrix a, int j, int count, double* diagonal, double* super, RowMatrix reflectors, double* taus, bool keepLeft)
    {
        int rowsTo = RowMatrix.Padded(a.Rows), columnsTo = a.PaddedColumns;
        double* v = _l.Row(count);
        new Span<double>(v, j).Clear();
        HouseholderVector left = HouseholderVector.Make(v, j, rowsTo);
        diagonal[j] = left.Beta;
        if (keepLeft)
        {
            Keep(reflectors, j, v, taus, left.Tau);
        }

        if (j == a.Columns - 1)
        {
            if (!keepLeft && reflectors.Data is not null)
            {
                taus[j] = 0;
                reflectors.Block(j, 0, 1, reflectors.Columns).Clear();
            }

            return;
        }

        VectorKernels.Dots(_l, count, v, j & ~7, rowsTo, _dots);
        for (int q = 0; q < count; q++)
        {
            _entries[q] = _l.Row(q)[j];
        }

        double* y = _r.Row(count);
        double* z = _r.Row(count + 1);
        BidiagonalSweep.Run(a, j, v, _r, count, _dots, _entries, left.Tau, y, z, _sums);
        HouseholderVector right = HouseholderVector.Make(z, j + 1, columnsTo);
        super[j] = right.Beta;
        if (!keepLeft)
        {
            Keep(reflectors, j, z, taus, right.Tau);
        }

        VectorKernels.Dots(_r, count + 1, z, (j + 1) & ~7, columnsTo, _dots);
        for (int q = 0; q <= count; q++)
        {
            _entries[q] = _r.Row(q)[j + 1];
        }

        FinishProduct(a, j, right);
        Advance((j + 1) & ~7, rowsTo, count + 1, right.Tau);
    }

    private static void Keep(RowMatrix reflectors, int j, double* vector, double* taus, double tau)
    {
        if (reflectors.Data is null)
        {
            return;
        }

        taus[j] = tau;
        new Span<double>(vector, reflectors.PaddedColumns).CopyTo(new Span<double>(reflectors.Row(j), reflectors.PaddedColumns));
    }

    // From A z to A u, u = scale · (z − beta · unit vector), and column j + 1 of A, which is old.
    private void FinishProduct(RowMatrix a, int j, HouseholderVector right)
    {
        double* product = _column + RowMatrix.Padded(a.Rows);
        new Span<double>(product, RowMatrix.Padded(a.Rows)).Clear();
        for (int r = j + 1; r < a.Rows; r++)
        {
            double entry = a.Row(r)[j + 1];
            _column[r] = entry;
            product[r] = right.Scale * Math.FusedMultiplyAdd(-right.Beta, entry, VectorKernels.Sum(_sums[r]));
        }
    }

    // x = τ (A u − LᵀR u), and the next column = column of A − Lᵀ(column of R) − x.
    private void Advance(int from, int to, int count, double tau)
    {
        double* product = _column + to;
        double* x = _l.Row(count);
        double* next = _l.Row(count + 1);
        var tauLanes = Vector512.Create(tau);
        for (int i = from; i < to; i += 16)
        {
            int second = Math.Min(i + 8, to - 8);
            Lanes x0 = Vector512.Load(product + i), x1 = Vector512.Load(product + second);
            Lanes n0 = Vector512.Load(_column + i), n1 = Vector512.Load(_column + second);
            double* row = _l.Data;
            for (int q = 0; q < count; q++, row += _l.Stride)
            {
                Lanes along = Vector512.Create(-_dots[q]), across = Vector512.Create(-_entries[q]);
                Lanes l0 = Vector512.Load(row + i), l1 = Vector512.Load(row + second);
                (x0, n0) = (Fma(along, l0, x0), Fma(across, l0, n0));
                (x1, n1) = (Fma(along, l1, x1), Fma(across, l1, n1));
            }

            x0 *= tauLanes;
            x1 *= tauLanes;
            x0.Store(x + i);
            x1.Store(x + second);
            (n0 - x0).Store(next + i);
            (n1 - x1).Store(next + second);
        }
    }
}
