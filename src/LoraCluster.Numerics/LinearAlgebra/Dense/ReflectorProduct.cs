namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// Products with H_0 H_1 … H_{n−1}, a block of reflectors at a time in the compact form I − V T Vᵀ of Schreiber and Van Loan (SIAM J. Sci. Stat. Comput. 10, 1989): two matrix products a block.
/// </summary>
internal sealed unsafe class ReflectorProduct : IDisposable
{
    private const int BlockSize = 32;

    private readonly LaneBuffer _buffer = new();
    private readonly MatrixProduct _product = new();

    /// <summary>
    /// Overwrites X (length × count) with H_0 … H_{count of reflectors − 1} X. Reflector j is row j of <paramref name="vectors"/>, zero before entry j.
    /// </summary>
    public void Apply(RowMatrix vectors, double* taus, RowMatrix x)
    {
        long triangle = RowMatrix.Length(BlockSize, BlockSize), strip = RowMatrix.Length(BlockSize, x.Columns);
        var memory = (double*)_buffer.Reserve((triangle + (2 * strip) + BlockSize) / 8);
        for (int first = (vectors.Rows - 1) / BlockSize * BlockSize; first >= 0; first -= BlockSize)
        {
            int size = Math.Min(BlockSize, vectors.Rows - first);
            RowMatrix v = vectors.Block(first, first, size, vectors.Columns - first);
            RowMatrix t = RowMatrix.In(memory, size, size);
            RowMatrix along = RowMatrix.In(memory + triangle, size, x.Columns);
            RowMatrix weighted = RowMatrix.In(memory + triangle + strip, size, x.Columns);
            RowMatrix below = x.Block(first, 0, x.Rows - first, x.Columns);
            FillTriangle(v, taus + first, t, memory + triangle + (2 * strip));
            along.Clear();
            _product.Add(v, below, along, 1);
            weighted.Clear();
            _product.Add(t, along, weighted, 1);
            _product.AddTransposed(v, weighted, below, -1);
        }
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
