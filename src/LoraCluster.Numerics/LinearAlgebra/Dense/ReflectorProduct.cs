namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// Products with H_0 H_1 … H_{n−1}, a block of reflectors at a time in the compact form I − V T Vᵀ of Schreiber and Van Loan (SIAM J. Sci. Stat. Comput. 10, 1989): two matrix products a block.
/// </summary>
internal sealed unsafe class ReflectorProduct : IDisposable
{
    /// <summary>Most reflectors of a block.</summary>
    public const int BlockSize = 32;

    private readonly LaneBuffer _triangles = new();
    private readonly LaneBuffer _strips = new();
    private readonly MatrixProduct _product = new();
    private RowMatrix _vectors;

    /// <summary>Takes reflectors for <see cref="Apply"/>: number j is row j of <paramref name="vectors"/>, zero before entry j. The rows must stay as they are.</summary>
    public void Prepare(RowMatrix vectors, double* taus)
    {
        _vectors = vectors;
        int blocks = (vectors.Rows + BlockSize - 1) / BlockSize;
        _triangles.Reserve(blocks * RowMatrix.Length(BlockSize, BlockSize) / 8);
        for (int b = 0; b < blocks; b++)
        {
            FillTriangle(Block(b), taus + (b * BlockSize), Triangle(b, Block(b).Rows));
        }
    }

    /// <summary>Overwrites X (as many rows as a reflector is long) with H_0 … H_{n−1} X.</summary>
    public void Apply(RowMatrix x)
    {
        for (int b = (_vectors.Rows - 1) / BlockSize; b >= 0; b--)
        {
            RowMatrix v = Block(b);
            ApplyBlock(v, Triangle(b, v.Rows), x.Block(b * BlockSize, 0, x.Rows - (b * BlockSize), x.Columns), transposed: false);
        }
    }

    /// <summary>Overwrites X with H_{b−1} … H_0 X for at most <see cref="BlockSize"/> reflectors, the rows of <paramref name="v"/>, as long as X has rows.</summary>
    public void ApplyTransposed(RowMatrix v, double* taus, RowMatrix x)
    {
        _triangles.Reserve(RowMatrix.Length(BlockSize, BlockSize) / 8);
        RowMatrix t = Triangle(0, v.Rows);
        FillTriangle(v, taus, t);
        ApplyBlock(v, t, x, transposed: true);
    }

    public void Dispose()
    {
        _triangles.Dispose();
        _strips.Dispose();
        _product.Dispose();
    }

    private RowMatrix Block(int b) =>
        _vectors.Block(b * BlockSize, b * BlockSize, Math.Min(BlockSize, _vectors.Rows - (b * BlockSize)), _vectors.Columns - (b * BlockSize));

    private RowMatrix Triangle(int b, int size) =>
        RowMatrix.In((double*)_triangles.Reserve(0) + (b * RowMatrix.Length(BlockSize, BlockSize)), size, size);

    private void ApplyBlock(RowMatrix v, RowMatrix t, RowMatrix x, bool transposed)
    {
        long length = RowMatrix.Length(BlockSize, x.Columns);
        var memory = (double*)_strips.Reserve(2 * length / 8);
        RowMatrix along = RowMatrix.In(memory, v.Rows, x.Columns);
        RowMatrix weighted = RowMatrix.In(memory + length, v.Rows, x.Columns);
        along.Clear();
        weighted.Clear();
        _product.Add(v, x, along, 1);
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

    // T by columns, as LAPACK's dlarft: T[.., j] = −τ_j T (V v_j) above the diagonal, τ_j on it.
    private static void FillTriangle(RowMatrix v, double* taus, RowMatrix t)
    {
        double* products = stackalloc double[BlockSize];
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
