namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// Products with H_0 H_1 … H_{n−1}, a block of reflectors at a time in the compact form I − V T Vᵀ of Schreiber and Van Loan (SIAM J. Sci. Stat. Comput. 10, 1989): two matrix products a block.
/// </summary>
internal sealed unsafe class ReflectorProduct : IDisposable
{
    /// <summary>Most reflectors of a block.</summary>
    public const int BlockSize = 32;

    private readonly LaneBuffer _buffer = new();
    private readonly MatrixProduct _product = new();

    /// <summary>
    /// Overwrites X (length × count) with H_0 … H_{count of reflectors − 1} X. Reflector j is row j of <paramref name="vectors"/>, zero before entry j.
    /// </summary>
    public void Apply(RowMatrix vectors, double* taus, RowMatrix x)
    {
        for (int first = (vectors.Rows - 1) / BlockSize * BlockSize; first >= 0; first -= BlockSize)
        {
            int size = Math.Min(BlockSize, vectors.Rows - first);
            ApplyBlock(
                vectors.Block(first, first, size, vectors.Columns - first), taus + first, x.Block(first, 0, x.Rows - first, x.Columns), transposed: false);
        }
    }

    /// <summary>
    /// Overwrites X with H_0 … H_{b−1} X, or H_{b−1} … H_0 X where <paramref name="transposed"/>, for the reflectors of one block: at most <see cref="BlockSize"/>, as long as X has rows.
    /// </summary>
    public void ApplyBlock(RowMatrix v, double* taus, RowMatrix x, bool transposed)
    {
        long triangle = RowMatrix.Length(BlockSize, BlockSize), strip = RowMatrix.Length(BlockSize, x.Columns);
        var memory = (double*)_buffer.Reserve((triangle + (2 * strip) + BlockSize) / 8);
        RowMatrix t = RowMatrix.In(memory, v.Rows, v.Rows);
        RowMatrix along = RowMatrix.In(memory + triangle, v.Rows, x.Columns);
        RowMatrix weighted = RowMatrix.In(memory + triangle + strip, v.Rows, x.Columns);
        FillTriangle(v, taus, t, memory + triangle + (2 * strip));
        along.Clear();
        _product.Add(v, x, along, 1);
        weighted.Clear();
        if (transposed)
        {
            _product.AddTransposed(t, along, weighted, 1);
        }
        else
        {
            _product.Add(t, along, weighted, 1);
        }

        _product.AddTransposed(v, weighted, x, -1);
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _product.Dispose();
    }

    // T by columns, as LAPACK's dlarft: T[.., j] = −τ_j T (V v_j) above the diagonal, τ_j on it.
    private static void FillTriangle(RowMatrix v, double* taus, RowMatrix t, double* products)
    {
        t.Clear();
        for (int j = 0; j < v.Rows; j++)
        {
            VectorKernels.Dots(v, j, v.Row(j), j & ~7, v.PaddedColumns, products);
            for (int i = 0; i < j; i++)
            {
                double sum = 0;
                for (int l = i; l < j; l++)
                {
                    sum = Math.FusedMultiplyAdd(t.Row(i)[l], products[l], sum);
                }

                t.Row(i)[j] = -taus[j] * sum;
            }

            t.Row(j)[j] = taus[j];
        }
    }
}
