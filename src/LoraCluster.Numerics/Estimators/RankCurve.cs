using System.Runtime.Intrinsics;
using LoraCluster.Numerics.LinearAlgebra;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.Estimators;

/// <summary>
/// The excess risk of LoRA at ranks 1 … r from one decomposition of T (docs/theory.md, "Every rank from one decomposition"):
/// R_r = Σ_{i≤r} ‖u_iᵀN‖² + ‖(I − U_r U_rᵀ) Δ‖², two sums of squares, so nothing cancels however small the risk. Rank r depends on u_1 … u_r only: its bits do not
/// change with the other ranks asked for.
/// </summary>
internal sealed unsafe class RankCurve : IDisposable
{
    // Vectors taken together, so that a matrix that does not fit the first cache is read once for all of them.
    private const int Block = 16;

    private readonly LaneBuffer _matrix = new();
    private readonly LaneBuffer _reflectors = new();
    private readonly LaneBuffer _bidiagonal = new();
    private readonly LaneBuffer _vector = new();
    private readonly LaneBuffer _rest = new();
    private readonly LaneBuffer _couplings = new();
    private readonly LaneBuffer _error = new();
    private readonly LaneBuffer _complement = new();
    private readonly LaneBuffer _curve = new();
    private readonly LaneSingularVectors _singularVectors = new();

    /// <summary>Number of (lane, rank range) repairs made by the careful path since the start: a measure of how rare it is.</summary>
    public long CarefulTrials { get; private set; }

    /// <summary>The risk of full fine-tuning: ‖M − Δ‖² in the risk metric.</summary>
    public static Lanes FullRisk(SufficientStatistics s) =>
        SumOfSquares(s.Error, (long)s.Rows * s.ErrorColumns) + SumOfSquares(s.Complement, (long)s.ShiftRank * s.ComplementColumns);

    /// <summary>
    /// The risks of ranks 1 … <paramref name="ranks"/> ≤ min(p, q), at <c>result[r − 1]</c>; NaN in a lane that did not converge. <paramref name="lanes"/> are wanted, the others may be left wrong.
    /// </summary>
    public Lanes* Compute(SufficientStatistics s, int ranks, int lanes)
    {
        int p = s.Rows, k = s.ShiftRank;
        bool tall = p >= s.Columns;
        Decompose(s, tall);
        Lanes* curve = _curve.Reserve(2L * ranks);
        Lanes* trust = curve + ranks;
        Lanes* rest = Pack(_rest, s.Core, k, k, p);
        Lanes* u = _vector.Reserve((long)Block * p);
        int last = LastReflector(p, Math.Min(p, s.Columns), tall);
        LaneReflectors.Couplings(p, Reflectors, last, Shift(tall), _couplings.Reserve(last + 1));
        Lanes* error = Pack(_error, s.Error, p, s.ErrorColumns, p);
        Lanes* complement = Pack(_complement, s.Complement, k, s.ComplementColumns, k);
        Lanes* norms = stackalloc Lanes[2 * Block];
        Lanes trusted = Vector512<ulong>.AllBitsSet.AsDouble();
        Lanes variance = Lanes.Zero;
        for (int i = 0; i < ranks; i += Block)
        {
            int count = Math.Min(Block, ranks - i);
            LeftVectors(s, tall, i, count, u, trust);
            LaneKernels.SquaredNormsOfProducts(u, p, count, error, p, s.ErrorColumns, norms);
            LaneKernels.SquaredNormsOfProducts(u, p, count, complement, k, s.ComplementColumns, norms + Block);
            for (int v = 0; v < count; v++)
            {
                trust[i + v] = trusted &= trust[i + v];
                variance += norms[v] + norms[Block + v];
                curve[i + v] = variance + Deflate(u + ((long)v * p), rest, p, k);
            }
        }

        Repair(s, curve, trust, ranks, lanes);
        return curve;
    }

    public void Dispose()
    {
        foreach (LaneBuffer buffer in new[] { _matrix, _reflectors, _bidiagonal, _vector, _rest, _couplings, _error, _complement, _curve })
        {
            buffer.Dispose();
        }

        _singularVectors.Dispose();
    }

    private Lanes* Reflectors => _reflectors.Reserve(0);

    private Lanes* Taus => _bidiagonal.Reserve(0);

    // Bidiagonalises T, or its transpose where it is wide, and hands the factor to the singular-vector solver.
    private void Decompose(SufficientStatistics s, bool tall)
    {
        int p = s.Rows, q = s.Columns;
        int longSide = Math.Max(p, q), shortSide = Math.Min(p, q);
        Lanes* a = _matrix.Reserve((long)p * q);
        if (tall)
        {
            Copy(s.Fit, a, (long)p * q);
        }
        else
        {
            Transpose(s.Fit, a, p, q);
        }

        Lanes* reflectors = _reflectors.Reserve(tall ? (long)longSide * shortSide : (long)shortSide * shortSide);
        Lanes* taus = _bidiagonal.Reserve((5L * shortSide) + LaneBidiagonalization.WorkLength(longSide, shortSide));
        Lanes* diagonal = taus + shortSide;
        Lanes* super = diagonal + shortSide;
        Lanes* alpha = super + shortSide;
        Lanes* beta = alpha + shortSide;
        LaneBidiagonalization.Reduce(a, longSide, shortSide, diagonal, super, reflectors, taus, tall, beta + shortSide);
        if (!tall)
        {
            _singularVectors.Factor(diagonal, super, shortSide, largestFirst: true);
            return;
        }

        // Left vectors of an upper bidiagonal B: turn it upside down and it is lower bidiagonal.
        for (int i = 0; i < shortSide; i++)
        {
            alpha[i] = diagonal[shortSide - 1 - i];
            beta[i] = i < shortSide - 1 ? super[shortSide - 2 - i] : Lanes.Zero;
        }

        _singularVectors.Factor(alpha, beta, shortSide, largestFirst: false);
    }

    // Left singular vectors number `first` and following, p apart, at u.
    private void LeftVectors(SufficientStatistics s, bool tall, int first, int count, Lanes* u, Lanes* trust)
    {
        int p = s.Rows, size = Math.Min(p, s.Columns);
        _singularVectors.Vectors(first, count, u, p, trust + first);
        for (int v = 0; tall && v < count; v++)
        {
            Reverse(u + ((long)v * p), size);
            Clear(u + ((long)v * p) + size, p - size);
        }

        LaneReflectors.Apply(u, count, p, Reflectors, Taus, _couplings.Reserve(0), LastReflector(p, size, tall), Shift(tall));
    }

    private static int LastReflector(int p, int size, bool tall) => tall ? size - 1 : p - 2;

    private static int Shift(bool tall) => tall ? 0 : 1;

    private static void Reverse(Lanes* x, int count)
    {
        for (int i = 0, j = count - 1; i < j; i++, j--)
        {
            (x[i], x[j]) = (x[j], x[i]);
        }
    }

    private static Lanes* Pack(LaneBuffer buffer, Lanes* matrix, int rows, int columns, int height)
    {
        Lanes* panels = buffer.Reserve(LaneKernels.PanelLength(height, columns));
        LaneKernels.PackPanels(matrix, panels, rows, columns, height);
        return panels;
    }

    // rest −= u (uᵀ rest); returns ‖rest‖².
    private static Lanes Deflate(Lanes* u, Lanes* panels, int rows, int columns)
    {
        Lanes norm = Lanes.Zero;
        for (int c = 0; c < columns; c += 4, panels += 4L * rows)
        {
            norm += DeflatePanel(u, panels, rows);
        }

        return norm;
    }

    private static Lanes DeflatePanel(Lanes* u, Lanes* panel, int rows)
    {
        Lanes a0 = Lanes.Zero, a1 = Lanes.Zero, a2 = Lanes.Zero, a3 = Lanes.Zero;
        Lanes* entry = panel;
        for (int r = 0; r < rows; r++, entry += 4)
        {
            Lanes x = u[r];
            a0 = Fma(x, entry[0], a0);
            a1 = Fma(x, entry[1], a1);
            a2 = Fma(x, entry[2], a2);
            a3 = Fma(x, entry[3], a3);
        }

        Lanes n0 = Lanes.Zero, n1 = Lanes.Zero, n2 = Lanes.Zero, n3 = Lanes.Zero;
        entry = panel;
        for (int r = 0; r < rows; r++, entry += 4)
        {
            Lanes x = -u[r];
            Lanes e0 = Fma(x, a0, entry[0]), e1 = Fma(x, a1, entry[1]), e2 = Fma(x, a2, entry[2]), e3 = Fma(x, a3, entry[3]);
            (entry[0], entry[1], entry[2], entry[3]) = (e0, e1, e2, e3);
            n0 = Fma(e0, e0, n0);
            n1 = Fma(e1, e1, n1);
            n2 = Fma(e2, e2, n2);
            n3 = Fma(e3, e3, n3);
        }

        return (n0 + n1) + (n2 + n3);
    }

    private void Repair(SufficientStatistics s, Lanes* curve, Lanes* trust, int ranks, int lanes)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            int first = 0;
            while (first < ranks && BitConverter.DoubleToInt64Bits(trust[first].GetElement(lane)) != 0)
            {
                first++;
            }

            if (first == ranks)
            {
                continue;
            }

            CarefulTrials++;
            double[]? careful = CarefulCurve.Compute(s, lane);
            double full = FullRisk(s).GetElement(lane);
            for (int i = first; i < ranks; i++)
            {
                double value = careful is null ? double.NaN : i < careful.Length ? careful[i] : full;
                ((double*)(curve + i))[lane] = value;
            }
        }
    }

    private static void Transpose(Lanes* from, Lanes* to, int rows, int columns)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                to[((long)c * rows) + r] = from[((long)r * columns) + c];
            }
        }
    }
}
