using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.LinearAlgebra.Dense;

namespace LoraCluster.Numerics.Estimators;

/// <summary>One trial of a lane group as plain matrices, with the cubic part of its assembly where that was left undone. A load overwrites the one before.</summary>
internal sealed unsafe class DenseTrial : IDisposable
{
    private readonly LaneBuffer _fit = new();
    private readonly LaneBuffer _small = new();
    private readonly LaneBuffer _error = new();
    private readonly LaneBuffer _factor = new();
    private readonly LaneBuffer _complement = new();
    private readonly LaneBuffer _core = new();
    private readonly MatrixProduct _product = new();
    private readonly TriangularSolve _solve = new();
    private readonly DenseStack _stack = new();

    /// <summary>Nᵀ in the risk metric, w × p.</summary>
    public RowMatrix Error { get; private set; }

    /// <summary>Hᵀ, c × k.</summary>
    public RowMatrix Complement { get; private set; }

    /// <summary>D, k × k.</summary>
    public RowMatrix Core { get; private set; }

    /// <summary>‖N‖² + ‖H‖².</summary>
    public double FullRisk => VectorKernels.SumOfSquares(Error) + VectorKernels.SumOfSquares(Complement);

    /// <summary>Reads everything but T.</summary>
    public void LoadError(SufficientStatistics s, int lane)
    {
        Core = Take(_core, s.ShiftRank, s.ShiftRank);
        LaneUnpacking.Copy(s.Core, lane, Core);
        Complement = Take(_complement, s.ComplementColumns, s.ShiftRank);
        RowMatrix factor = Take(_factor, s.Columns, s.Columns);
        if (s.StackRows > 0)
        {
            _stack.Load(s, lane, factor, Complement);
        }
        else
        {
            LaneUnpacking.CopyTransposed(s.Complement, lane, Complement);
        }

        Error = Take(_error, s.ErrorColumns, s.Rows);
        if (s.IsAssembled || s.ErrorColumns == 0)
        {
            LaneUnpacking.CopyTransposed(s.Error, lane, Error);
            return;
        }

        // N L = σG, transposed.
        LaneUnpacking.CopyTransposed(s.Fit, lane, Error);
        if (s.StackRows == 0)
        {
            LaneUnpacking.CopyUpper(s.Factor, lane, factor);
        }

        _solve.Solve(factor, Error);
    }

    /// <summary>T, or Tᵀ where it is not to stand tall.</summary>
    public RowMatrix LoadFit(SufficientStatistics s, int lane, bool tall)
    {
        RowMatrix fit = tall ? Take(_fit, s.Rows, s.Columns) : Take(_fit, s.Columns, s.Rows);
        if (tall)
        {
            LaneUnpacking.Copy(s.Fit, lane, fit);
        }
        else
        {
            LaneUnpacking.CopyTransposed(s.Fit, lane, fit);
        }

        if (!s.IsAssembled)
        {
            AddShift(s, lane, fit, tall);
        }

        return fit;
    }

    /// <summary>A matrix or its transpose as one array, row by row.</summary>
    public static double[] ToArray(RowMatrix a, bool transpose)
    {
        var values = new double[a.Rows * a.Columns];
        for (int r = 0; r < a.Rows; r++)
        {
            for (int c = 0; c < a.Columns; c++)
            {
                values[transpose ? (c * a.Rows) + r : (r * a.Columns) + c] = a.Row(r)[c];
            }
        }

        return values;
    }

    public void Dispose()
    {
        foreach (IDisposable part in new IDisposable[] { _fit, _small, _error, _factor, _complement, _core, _product, _solve, _stack })
        {
            part.Dispose();
        }
    }

    private static RowMatrix Take(LaneBuffer buffer, int rows, int columns) =>
        RowMatrix.In((double*)buffer.Reserve(RowMatrix.Length(rows, columns) / 8), rows, columns);

    // T += D Top in its first k rows.
    private void AddShift(SufficientStatistics s, int lane, RowMatrix fit, bool tall)
    {
        int k = s.ShiftRank;
        long coreLength = RowMatrix.Length(k, k);
        var memory = (double*)_small.Reserve((coreLength + RowMatrix.Length(k, s.TopColumns)) / 8);
        RowMatrix core = RowMatrix.In(memory, k, k);
        RowMatrix top = RowMatrix.In(memory + coreLength, k, s.TopColumns);
        LaneUnpacking.Copy(s.Top, lane, top);
        if (tall)
        {
            LaneUnpacking.Copy(s.Core, lane, core);
            _product.Add(core, top, fit.Block(0, 0, k, s.TopColumns), 1);
        }
        else
        {
            LaneUnpacking.CopyTransposed(s.Core, lane, core);
            _product.AddTransposed(top, core, fit.Block(0, 0, s.TopColumns, k), 1);
        }
    }
}
