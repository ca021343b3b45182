using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>Solves R X = B in place for an upper triangular R: block rows from the last up, each brought up to date by a product and finished by substitution.</summary>
internal sealed unsafe class TriangularSolve : IDisposable
{
    private const int BlockRows = 32;

    private readonly MatrixProduct _product = new();

    /// <summary>Overwrites <paramref name="b"/> (n × count) with X; what stands below the diagonal of <paramref name="r"/> (n × n) is not read.</summary>
    public void Solve(RowMatrix r, RowMatrix b)
    {
        int n = r.Rows;
        for (int first = (n - 1) / BlockRows * BlockRows; first >= 0; first -= BlockRows)
        {
            int rows = Math.Min(BlockRows, n - first);
            int done = first + rows;
            RowMatrix block = b.Block(first, 0, rows, b.Columns);
            if (done < n)
            {
                _product.Add(r.Block(first, done, rows, n - done), b.Block(done, 0, n - done, b.Columns), block, -1);
            }

            Substitute(r.Block(first, first, rows, rows), block);
        }
    }

    public void Dispose() => _product.Dispose();

    private static void Substitute(RowMatrix r, RowMatrix b)
    {
        for (int c = 0; c < b.PaddedColumns; c += 32)
        {
            for (int i = b.Rows - 1; i >= 0; i--)
            {
                if (c + 32 <= b.PaddedColumns)
                {
                    SubstituteWide(r.Row(i), i, r.Rows, b.Data + c, b.Stride);
                }
                else
                {
                    SubstituteNarrow(r.Row(i), i, r.Rows, b.Data + c, b.Stride, b.PaddedColumns - c);
                }
            }
        }
    }

    private static void SubstituteWide(double* coefficients, int i, int count, double* b, long stride)
    {
        double* target = b + (i * stride);
        Lanes x0 = Vector512.Load(target), x1 = Vector512.Load(target + 8), x2 = Vector512.Load(target + 16), x3 = Vector512.Load(target + 24);
        double* row = target + stride;
        for (int l = i + 1; l < count; l++, row += stride)
        {
            var s = Vector512.Create(-coefficients[l]);
            x0 = Fma(s, Vector512.Load(row), x0);
            x1 = Fma(s, Vector512.Load(row + 8), x1);
            x2 = Fma(s, Vector512.Load(row + 16), x2);
            x3 = Fma(s, Vector512.Load(row + 24), x3);
        }

        var pivot = Vector512.Create(coefficients[i]);
        (x0 / pivot).Store(target);
        (x1 / pivot).Store(target + 8);
        (x2 / pivot).Store(target + 16);
        (x3 / pivot).Store(target + 24);
    }

    private static void SubstituteNarrow(double* coefficients, int i, int count, double* b, long stride, int width)
    {
        for (int c = 0; c < width; c += 8)
        {
            double* target = b + (i * stride) + c;
            Lanes x = Vector512.Load(target);
            double* row = target + stride;
            for (int l = i + 1; l < count; l++, row += stride)
            {
                x = Fma(Vector512.Create(-coefficients[l]), Vector512.Load(row), x);
            }

            (x / Vector512.Create(coefficients[i])).Store(target);
        }
    }
}
