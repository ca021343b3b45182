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
    private readonly LaneBuffer _matrix = new();
    private readonly LaneBuffer _reflectors = new();
    private readonly LaneBuffer _bidiagonal = new();
    private readonly LaneBuffer _vector = new();
    private readonly LaneBuffer _rest = new();
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
        Lanes* rest = _rest.Reserve((long)p * k);
        Copy(s.Core, rest, (long)k * k);
        Clear(rest + ((long)k * k), (long)(p - k) * k);
        Lanes* u = _vector.Reserve(2L * p);
        Lanes trusted = Vector512<ulong>.AllBitsSet.AsDouble();
        Lanes variance = Lanes.Zero;
        for (int i = 0; i < ranks; i++)
        {
            trusted &= LeftVector(s, tall, i, u, u + p);
            variance += LaneKernels.SquaredNormOfProduct(u, s.Error, p, s.ErrorColumns)
                + LaneKernels.SquaredNormOfProduct(u, s.Complement, k, s.ComplementColumns);
            curve[i] = variance + Deflate(u, rest, p, k);
            trust[i] = trusted;
        }

        Repair(s, curve, trust, ranks, lanes);
        return curve;
    }

    public void Dispose()
    {
        foreach (LaneBuffer buffer in new[] { _matrix, _reflectors, _bidiagonal, _vector, _rest, _curve })
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

    private Lanes LeftVector(SufficientStatistics s, bool tall, int index, Lanes* u, Lanes* scratch)
    {
        int p = s.Rows, count = Math.Min(p, s.Columns);
        if (!tall)
        {
            Lanes trustedWide = _singularVectors.Vector(index, u);
            LaneKernels.ApplyReflectors(u, p, Reflectors, Taus, p - 2, 1);
            return trustedWide;
        }

        Lanes trusted = _singularVectors.Vector(index, scratch);
        for (int i = 0; i < count; i++)
        {
            u[i] = scratch[count - 1 - i];
        }

        Clear(u + count, p - count);
        LaneKernels.ApplyReflectors(u, p, Reflectors, Taus, count - 1, 0);
        return trusted;
    }

    // rest −= u (uᵀ rest); returns ‖rest‖².
    private static Lanes Deflate(Lanes* u, Lanes* rest, int rows, int columns)
    {
        Lanes norm = Lanes.Zero;
        for (int c = 0; c < columns; c++)
        {
            Lanes along = Lanes.Zero;
            Lanes* entry = rest + c;
            for (int r = 0; r < rows; r++, entry += columns)
            {
                along = Fma(u[r], *entry, along);
            }

            entry = rest + c;
            for (int r = 0; r < rows; r++, entry += columns)
            {
                Lanes x = Fnma(u[r], along, *entry);
                *entry = x;
                norm = Fma(x, x, norm);
            }
        }

        return norm;
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
