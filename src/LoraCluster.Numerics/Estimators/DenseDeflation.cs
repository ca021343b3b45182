using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.LinearAlgebra.Dense;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// ‖(I − U_r U_rᵀ) Δ‖² for every rank: eight vectors are taken out of Δ at once, and the ranks between are the rest plus the squares of what the later ones of the eight
/// take, a sum of squares again. Where one of the eight cannot be trusted they go one by one, so that it spoils no rank before its own.
/// </summary>
internal sealed unsafe class DenseDeflation : IDisposable
{
    private readonly LaneBuffer _buffer = new();
    private readonly MatrixProduct _product = new();

    /// <summary>
    /// Writes bias[r − 1] for ranks r up to <paramref name="count"/>, the number of vectors in <paramref name="u"/>, of which the first <paramref name="trusted"/> are sound.
    /// </summary>
    public void Run(DenseTrial trial, RowMatrix u, int count, int trusted, double* bias)
    {
        int p = u.Rows, k = trial.Core.Rows;
        long restLength = RowMatrix.Length(p, k);
        var memory = (double*)_buffer.Reserve((restLength + RowMatrix.Length(8, k)) / 8);
        RowMatrix rest = RowMatrix.In(memory, p, k);
        RowMatrix along = RowMatrix.In(memory + restLength, 8, k);
        rest.Clear();
        for (int r = 0; r < k; r++)
        {
            new Span<double>(trial.Core.Row(r), k).CopyTo(new Span<double>(rest.Row(r), k));
        }

        for (int first = 0; first < count; first += 8)
        {
            int width = Math.Min(8, count - first);
            bool together = first + width <= trusted;
            for (int i = 0; i < width; i += together ? width : 1)
            {
                Take(u, first + i, together ? width : 1, rest, along, bias);
            }
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _product.Dispose();
    }

    private void Take(RowMatrix u, int first, int width, RowMatrix rest, RowMatrix along, double* bias)
    {
        var vectors = new RowMatrix(u.Data + first, u.Rows, width, u.Stride);
        RowMatrix taken = along.Block(0, 0, width, along.Columns);
        taken.Clear();
        _product.AddTransposed(vectors, rest, taken, 1);
        _product.Add(vectors, taken, rest, -1);
        double norm = VectorKernels.SumOfSquares(rest);
        for (int i = width - 1; i >= 0; i--)
        {
            bias[first + i] = norm;
            norm += VectorKernels.SumOfSquares(taken.Row(i), 0, taken.PaddedColumns);
        }
    }
}
