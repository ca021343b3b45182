using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;
using LoraCluster.Numerics.LinearAlgebra.Dense;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// What <see cref="RankCurve"/> computes, for matrices too large to stand in cache eight at a time: one trial after the other, each by blocked matrix products. Only the
/// eigenvalue iteration, which runs along a chain and not along rows, still takes the trials side by side.
/// </summary>
internal sealed unsafe class DenseRankCurve : IDisposable
{
    private const int VectorBlock = 96;

    private readonly DenseTrial _trial = new();
    private readonly DenseDeflation _deflation = new();
    private readonly LaneBuffer _reflectors = new();
    private readonly LaneBuffer _bidiagonal = new();
    private readonly LaneBuffer _vectors = new();
    private readonly LaneBuffer _products = new();
    private readonly LaneBuffer _curve = new();
    private readonly Bidiagonalization _bidiagonalization = new();
    private readonly LaneProductForm _form = new();
    private readonly TwistedVectors _twisted = new();
    private readonly ReflectorProduct _reflectorProduct = new();
    private readonly MatrixProduct _product = new();
    private double* _taus;

    /// <summary>Number of repairs made by the careful path since the start.</summary>
    public long CarefulTrials { get; private set; }

    /// <summary>
    /// The risks of ranks 1 … <paramref name="ranks"/> ≤ min(p, q), at <c>result[r − 1]</c>, in the lanes from <paramref name="first"/> to before <paramref name="end"/>; NaN where a decomposition
    /// did not converge. <paramref name="full"/> is the risk of full fine-tuning. The result lives until the next call.
    /// </summary>
    public Lanes* Compute(SufficientStatistics s, int ranks, int first, int end, out Lanes full)
    {
        int size = Math.Min(s.Rows, s.Columns);
        if (ranks > 0)
        {
            Decompose(s, size, first, end);
        }

        Lanes* curve = _curve.Reserve(ranks + 1);
        for (int lane = first; lane < end; lane++)
        {
            _trial.LoadError(s, lane);
            ((double*)(curve + ranks))[lane] = _trial.FullRisk;
            if (ranks > 0)
            {
                FillCurve(s, lane, size, ranks, (double*)curve + lane);
            }
        }

        full = curve[ranks];
        return curve;
    }

    public void Dispose()
    {
        foreach (IDisposable part in new IDisposable[]
        {
            _trial, _deflation, _reflectors, _bidiagonal, _vectors, _products, _curve, _bidiagonalization, _form, _twisted, _reflectorProduct, _product,
        })
        {
            part.Dispose();
        }
    }

    // Every trial's bidiagonal, as the lower bidiagonal whose left vectors are wanted, and the squared singular values of all. The lanes of other trials stay zero.
    private void Decompose(SufficientStatistics s, int size, int first, int end)
    {
        bool tall = s.Rows >= s.Columns;
        Lanes* alpha = _bidiagonal.Reserve(4L * size);
        Lanes* beta = alpha + size;
        _taus = (double*)(beta + size);
        double* diagonal = (double*)(beta + (2 * size));
        double* super = diagonal + size;
        LaneOps.Clear(alpha, 2L * size);
        _reflectors.Reserve(LaneOps.Width * RowMatrix.Length(size, s.Rows) / 8);
        for (int lane = first; lane < end; lane++)
        {
            _bidiagonalization.Reduce(_trial.LoadFit(s, lane, tall), diagonal, super, Reflectors(s, lane, size), _taus + ((long)lane * size), tall);
            for (int i = 0; i < size; i++)
            {
                // An upper bidiagonal turned upside down is lower bidiagonal; so is its transpose, for the right vectors.
                int from = tall ? size - 1 - i : i;
                ((double*)(alpha + i))[lane] = diagonal[from];
                ((double*)(beta + i))[lane] = i == size - 1 ? 0 : super[tall ? from - 1 : from];
            }
        }

        _form.Factor(alpha, beta, size, largestFirst: !tall);
    }

    // Reflectors of left vectors: p long in either case.
    private RowMatrix Reflectors(SufficientStatistics s, int lane, int size) =>
        RowMatrix.In((double*)_reflectors.Reserve(0) + (lane * RowMatrix.Length(size, s.Rows)), size, s.Rows);

    // Rank r goes to curve[8 (r − 1)]. Vectors are taken in blocks that stay in cache; their number does not show in the bits.
    private void FillCurve(SufficientStatistics s, int lane, int size, int ranks, double* curve)
    {
        _twisted.Factor(_form, lane);
        _reflectorProduct.Prepare(Reflectors(s, lane, size), _taus + ((long)lane * size));
        _deflation.Begin(_trial.Core, s.Rows);
        double* bias = stackalloc double[VectorBlock];
        double* variance = stackalloc double[VectorBlock];
        double sum = 0;
        bool sound = BitConverter.DoubleToInt64Bits(_form.Converged.GetElement(lane)) != 0;
        int trusted = 0;
        for (int first = 0; first < ranks && trusted == first && sound; first += VectorBlock)
        {
            RowMatrix u = LeftVectors(s, size, first, Math.Min(VectorBlock, RowMatrix.Padded(ranks - first)), out int good);
            Variances(u, variance);
            _deflation.Take(u, Math.Min(u.Columns, size - first), good, bias);
            int count = Math.Min(u.Columns, ranks - first);
            for (int i = 0; i < count; i++)
            {
                sum += variance[i];
                curve[(long)(first + i) * LaneOps.Width] = sum + bias[i];
            }

            trusted += good;
        }

        if (trusted < ranks)
        {
            CarefulTrials++;
            Repair(s, lane, trusted, ranks, curve);
        }
    }

    // Columns of U from number `first` on, eight at a time; only those before the first that cannot be trusted are good.
    private RowMatrix LeftVectors(SufficientStatistics s, int size, int first, int count, out int good)
    {
        bool tall = s.Rows >= s.Columns;
        RowMatrix u = RowMatrix.In((double*)_vectors.Reserve(RowMatrix.Length(s.Rows, count) / 8), s.Rows, count);
        u.Clear();
        good = 0;
        for (int i = 0; i < count; i += 8)
        {
            Lanes trust = _twisted.Compute(first + i, (tall ? u.Row(size - 1) : u.Data) + i, tall ? -u.Stride : u.Stride);
            for (int v = 0; v < 8 && good == i + v && BitConverter.DoubleToInt64Bits(trust.GetElement(v)) != 0; v++)
            {
                good++;
            }
        }

        _reflectorProduct.Apply(u);
        return u;
    }

    // ‖u_iᵀN‖² + ‖u_iᵀH‖² of every column u_i.
    private void Variances(RowMatrix u, double* variance)
    {
        RowMatrix error = _trial.Error, complement = _trial.Complement;
        int rows = error.Rows + complement.Rows;
        RowMatrix products = RowMatrix.In((double*)_products.Reserve(RowMatrix.Length(rows, u.Columns) / 8), rows, u.Columns);
        products.Clear();
        _product.Add(error, u, products.Block(0, 0, error.Rows, u.Columns), 1);
        _product.Add(complement, u.Block(0, 0, complement.Columns, u.Columns), products.Block(error.Rows, 0, complement.Rows, u.Columns), 1);
        VectorKernels.ColumnSumsOfSquares(products, variance);
    }

    private void Repair(SufficientStatistics s, int lane, int trusted, int ranks, double* curve)
    {
        RowMatrix fit = _trial.LoadFit(s, lane, tall: true);
        double[]? careful = CarefulCurve.Compute(
            s.Rows, s.ShiftRank, DenseTrial.ToArray(fit, false), DenseTrial.ToArray(_trial.Error, true), DenseTrial.ToArray(_trial.Complement, true), DenseTrial.ToArray(_trial.Core, false));
        for (int i = trusted; i < ranks; i++)
        {
            curve[(long)i * LaneOps.Width] = careful is null ? double.NaN : i < careful.Length ? careful[i] : _trial.FullRisk;
        }
    }
}
