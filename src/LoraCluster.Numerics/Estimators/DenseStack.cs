using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.LinearAlgebra.Dense;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// n &lt; dx, Σ = I, many shift directions: one trial's stack of rows of X as Q (0; L), and H = D times the first rows of Q outside the row space. The QL factorisation is the QR
/// factorisation of the stack with rows and columns reversed.
/// </summary>
internal sealed unsafe class DenseStack : IDisposable
{
    private readonly LaneBuffer _stack = new();
    private readonly LaneBuffer _reflectors = new();
    private readonly LaneBuffer _basis = new();
    private readonly LaneBuffer _core = new();
    private readonly QrFactorization _qr = new();
    private readonly ReflectorProduct _reflectorProduct = new();
    private readonly MatrixProduct _product = new();

    /// <summary>Writes Lᵀ, on and above the diagonal, into <paramref name="factor"/> (q × q), and Hᵀ (c × k).</summary>
    public void Load(SufficientStatistics s, int lane, RowMatrix factor, RowMatrix complement)
    {
        int rows = s.StackRows, n = s.Columns, k = s.ShiftRank;
        RowMatrix stack = Take(_stack, rows, n, 0);
        RowMatrix reflectors = Take(_reflectors, n, rows, n);
        double* taus = reflectors.Data + RowMatrix.Length(n, rows);
        LaneUnpacking.CopyReversed(s.Stack, lane, stack);
        _qr.Factor(stack, reflectors, taus);
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                factor.Row(j)[i] = stack.Row(n - 1 - i)[n - 1 - j];
            }
        }

        // The first c columns of Q are the last ones of the reversed Q, in reverse order.
        RowMatrix basis = Take(_basis, rows, complement.Rows, 0);
        basis.Clear();
        for (int j = 0; j < complement.Rows; j++)
        {
            basis.Row(rows - 1 - j)[j] = 1;
        }

        _reflectorProduct.Prepare(reflectors, taus);
        _reflectorProduct.Apply(basis);
        var top = new RowMatrix(basis.Row(rows - 1), k, basis.Columns, -basis.Stride);
        RowMatrix core = Take(_core, k, k, 0);
        LaneUnpacking.CopyTransposed(s.Core, lane, core);
        complement.Clear();
        _product.AddTransposed(top, core, complement, 1);
    }

    public void Dispose()
    {
        foreach (IDisposable part in new IDisposable[] { _stack, _reflectors, _basis, _core, _qr, _reflectorProduct, _product })
        {
            part.Dispose();
        }
    }

    private static RowMatrix Take(LaneBuffer buffer, int rows, int columns, int extra) =>
        RowMatrix.In((double*)buffer.Reserve((RowMatrix.Length(rows, columns) + RowMatrix.Padded(extra)) / 8), rows, columns);
}
