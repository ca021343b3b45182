using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>X = Q (R; 0) by reflectors, blocked as LAPACK's dgeqrf: a panel of columns is reduced as contiguous rows, the columns behind it by matrix products.</summary>
internal sealed unsafe class QrFactorization : IDisposable
{
    private readonly LaneBuffer _buffer = new();
    private readonly ReflectorProduct _product = new();

    /// <summary>
    /// Factors <paramref name="x"/> (rows ≥ columns) in place: R stands in and above its diagonal, what is below is of no meaning. Reflector j goes to row j of
    /// <paramref name="reflectors"/> (x.Columns × x.Rows), zero before entry j.
    /// </summary>
    public void Factor(RowMatrix x, RowMatrix reflectors, double* taus)
    {
        var products = (double*)_buffer.Reserve(ReflectorProduct.BlockSize / 8);
        for (int first = 0; first < x.Columns; first += ReflectorProduct.BlockSize)
        {
            int width = Math.Min(ReflectorProduct.BlockSize, x.Columns - first);
            RowMatrix panel = reflectors.Block(first, 0, width, x.Rows);
            Gather(x, first, panel);
            for (int i = 0; i < width; i++)
            {
                taus[first + i] = Eliminate(x, first, i, panel, products);
            }

            int next = first + width;
            if (next < x.Columns)
            {
                _product.ApplyTransposed(
                    reflectors.Block(first, first, width, x.Rows - first), taus + first, x.Block(first, next, x.Rows - first, x.Columns - next));
            }
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _product.Dispose();
    }

    private static void Gather(RowMatrix x, int first, RowMatrix panel)
    {
        panel.Clear();
        for (int r = first; r < x.Rows; r++)
        {
            double* row = x.Row(r) + first;
            for (int i = 0; i < panel.Rows; i++)
            {
                panel.Row(i)[r] = row[i];
            }
        }
    }

    // Row i of the panel is a column up to date: its part above the diagonal goes back to X, the rest becomes a reflector, which the rows below meet.
    private static double Eliminate(RowMatrix x, int first, int i, RowMatrix panel, double* products)
    {
        int pivot = first + i;
        double* v = panel.Row(i);
        for (int r = first; r < pivot; r++)
        {
            x.Row(r)[pivot] = v[r];
            v[r] = 0;
        }

        HouseholderVector reflector = HouseholderVector.Make(v, pivot, panel.PaddedColumns);
        x.Row(pivot)[pivot] = reflector.Beta;
        RowMatrix others = panel.Block(i + 1, 0, panel.Rows - i - 1, panel.Columns);
        VectorKernels.Dots(others, others.Rows, v, pivot & ~7, panel.PaddedColumns, products);
        for (int q = 0; q < others.Rows; q++)
        {
            double* row = others.Row(q);
            var factor = Vector512.Create(-reflector.Tau * products[q]);
            for (int c = pivot & ~7; c < panel.PaddedColumns; c += 8)
            {
                Fma(factor, Vector512.Load(v + c), Vector512.Load(row + c)).Store(row + c);
            }
        }

        return reflector.Tau;
    }
}
