using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.LinearAlgebra.Dense;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// ‖(I − U_r U_rᵀ) Δ‖² for every rank: eight vectors are taken out of Δ at once, and the ranks between are the rest plus the squares of what the later ones of the eight
/// take, a sum of squares again. Where one of the eight cannot be trusted they go one by one, so that it spoils no rank before its own.
/// </summary>
internal sealed unsafe class DenseDeflation : IDisposable
{
    private const int Together = 8;

    private readonly LaneBuffer _buffer = new();
    private readonly MatrixProduct _product = new();
    private RowMatrix _rest;
    private RowMatrix _along;

    /// <summary>Begins with Δ: D in the first rows of <paramref name="rows"/>.</summary>
    public void Begin(RowMatrix core, int rows)
    {
        long length = RowMatrix.Length(rows, core.Columns);
        var memory = (double*)_buffer.Reserve((length + RowMatrix.Length(Together, core.Columns)) / 8);
        _rest = RowMatrix.In(memory, rows, core.Columns);
        _along = RowMatrix.In(memory + length, Together, core.Columns);
        _rest.Clear();
        for (int r = 0; r < core.Rows; r++)
        {
            new Span<double>(core.Row(r), core.Columns).CopyTo(new Span<double>(_rest.Row(r), core.Columns));
        }
    }

    /// <summary>
    /// Takes the next <paramref name="count"/> columns of <paramref name="u"/> out, of which the first <paramref name="trusted"/> are sound, and writes what is left after each.
    /// </summary>
    public void Take(RowMatrix u, int count, int trusted, double* bias)
    {
        for (int first = 0; first < count; first += Together)
        {
            int width = Math.Min(Together, count - first);
            int step = first + width <= trusted ? width : 1;
            for (int i = 0; i < width; i += step)
            {
                Take(new RowMatrix(u.Data + first + i, u.Rows, step, u.Stride), bias + first + i);
            }
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _product.Dispose();
    }

    private void Take(RowMatrix u, double* bias)
    {
        RowMatrix taken = _along.Block(0, 0, u.Columns, _along.Columns);
        taken.Clear();
        _product.AddTransposed(u, _rest, taken, 1);
        _product.Add(u, taken, _rest, -1);
        double norm = VectorKernels.SumOfSquares(_rest);
        for (int i = u.Columns - 1; i >= 0; i--)
        {
            bias[i] = norm;
            norm += VectorKernels.SumOfSquares(taken.Row(i), 0, taken.PaddedColumns);
        }
    }
}
