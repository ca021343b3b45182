using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// Eigenvectors of one trial's L D Lᵀ, eight side by side: what <see cref="LaneSingularVectors"/> does for eight trials. A lane is a vector here: it never meets its neighbours either.
/// </summary>
internal sealed unsafe class TwistedVectors : IDisposable
{
    private readonly LaneBuffer _buffer = new();
    private int _count;
    private double* _d;
    private double* _ld;
    private double* _l;
    private double* _lld;
    private double* _values;
    private Lanes* _lower;
    private Lanes* _upper;
    private Lanes* _stationary;
    private Lanes* _progressive;

    /// <summary>Takes one lane of <paramref name="form"/>, and the eigenvalues found there.</summary>
    public void Factor(LaneProductForm form, int lane)
    {
        int count = _count = form.Count;
        _lower = _buffer.Reserve((4L * count) + ((5L * count) / 8) + 1);
        _upper = _lower + count;
        _stationary = _upper + count;
        _progressive = _stationary + count;
        _d = (double*)(_progressive + count);
        _ld = _d + count;
        _l = _ld + count;
        _lld = _l + count;
        _values = _lld + count;
        for (int i = 0; i < count; i++)
        {
            _d[i] = form.D[i].GetElement(lane);
            _ld[i] = form.LD[i].GetElement(lane);
            _l[i] = form.L[i].GetElement(lane);
            _lld[i] = form.LLD[i].GetElement(lane);
            _values[i] = form.Values[i].GetElement(lane);
        }
    }

    /// <summary>
    /// Writes unit vectors first … first + 7 into eight columns of <paramref name="z"/> (rows <paramref name="stride"/> apart; a column beyond the last vector repeats that one) and returns
    /// the mask of those that can be trusted, their neighbours being far enough away.
    /// </summary>
    public Lanes Compute(int first, double* z, long stride)
    {
        Lanes lambda = ValuesFrom(first, 0);
        Lanes gap = Vector512.Min(ValuesFrom(first, -1) - lambda, lambda - ValuesFrom(first, 1));
        Lanes apart = Vector512.GreaterThanOrEqual(gap, Vector512.Create(TwistedFactorization.GapTolerance * _values[0]));
        if (!AllSet(apart))
        {
            apart |= Refine(first, apart, ref lambda, ref gap);
        }

        Lanes corrected = lambda;
        Lanes settled = Lanes.Zero;
        Lanes residual = Lanes.Zero;
        for (int round = 0; round <= TwistedFactorization.MostCorrections && !AllSet(settled); round++)
        {
            Lanes twist = Factorizations(corrected, out Lanes gamma);
            Lanes squaredNorm = Spread(twist, z, stride);
            Lanes inverseNorm = Lanes.One / Vector512.Sqrt(squaredNorm);
            Scale(z, stride, inverseNorm);
            residual = Vector512.Abs(gamma) * inverseNorm;
            settled |= Vector512.LessThanOrEqual(residual, Vector512.Create(TwistedFactorization.ResidualGoal) * gap);
            corrected = Select(settled, corrected, corrected + (gamma / squaredNorm));
        }

        Lanes stayed = Vector512.LessThanOrEqual(Vector512.Abs(corrected - lambda), gap * Vector512.Create(0.25));
        return apart & stayed & Vector512.LessThanOrEqual(residual, Vector512.Create(TwistedFactorization.ResidualTolerance) * gap);
    }

    public void Dispose() => _buffer.Dispose();

    // Where neighbours are close beside the largest value: each value and its neighbours to their own digits.
    private Lanes Refine(int first, Lanes settled, ref Lanes lambda, ref Lanes gap)
    {
        Lanes value = Bisect(first, 0);
        Lanes distance = Vector512.Min(Bisect(first, -1) - value, value - Bisect(first, 1));
        lambda = Select(settled, lambda, value);
        gap = Select(settled, gap, distance);
        return Vector512.GreaterThanOrEqual(distance, Vector512.Create(TwistedFactorization.GapTolerance) * value);
    }

    private Lanes Bisect(int first, int offset)
    {
        Lanes given = ValuesFrom(first, offset);
        Lanes index = Lanes.Zero;
        for (int lane = 0; lane < Width; lane++)
        {
            index = index.WithElement(lane, _count - 1 - (Math.Min(first + lane, _count - 1) + offset));
        }

        // The first pass is right to within this.
        var error = Vector512.Create(1e-12 * _values[0]);
        Lanes exists = Vector512.LessThan(Vector512.Abs(given), Vector512.Create(double.MaxValue));
        Lanes bounded = Select(exists, given, Lanes.Zero);
        Lanes found = BidiagonalBisection.Find(_d, _lld, _count, Vector512.ConvertToInt64(index), bounded - error, bounded + error);
        return Select(exists, found, given);
    }

    // λ of the eight vectors, or of their neighbours; beyond the ends there is none, as if infinitely far away.
    private Lanes ValuesFrom(int first, int offset)
    {
        Lanes values = Lanes.Zero;
        for (int lane = 0; lane < Width; lane++)
        {
            int index = Math.Min(first + lane, _count - 1) + offset;
            double value = index < 0 ? double.MaxValue : index >= _count ? -double.MaxValue : _values[index];
            values = values.WithElement(lane, value);
        }

        return values;
    }

    // The stationary and the progressive transform of L D Lᵀ − λ together: their chains of divisions overlap. Returns where they meet best.
    private Lanes Factorizations(Lanes lambda, out Lanes gamma)
    {
        int last = _count - 1;
        Lanes s = -lambda;
        Lanes p = Vector512.Create(_d[last]) - lambda;
        _progressive[last] = Vector512.Create(_d[last]);
        for (int i = 0; i < last; i++)
        {
            int j = last - 1 - i;
            _stationary[i] = s;
            Lanes lower = Vector512.Create(_ld[i]) / TwistedFactorization.Guard(Vector512.Create(_d[i]) + s);
            _lower[i] = lower;
            s = Fma(lower * Vector512.Create(_l[i]), s, -lambda);
            Lanes t = Vector512.Create(_d[j]) / TwistedFactorization.Guard(Vector512.Create(_lld[j]) + p);
            _upper[j] = Vector512.Create(_l[j]) * t;
            p *= t;
            _progressive[j] = p;
            p -= lambda;
        }

        _stationary[last] = s;
        return TwistedFactorization.Meet(_stationary, _progressive, _count, out gamma);
    }

    // One at the twist, then outwards.
    private Lanes Spread(Lanes twist, double* z, long stride)
    {
        int last = _count - 1;
        Lanes entry = Lanes.One;
        Lanes norm = Lanes.One;
        Lanes.One.Store(z + (last * stride));
        for (int i = last - 1; i >= 0; i--)
        {
            Lanes below = Vector512.LessThan(Vector512.Create((double)i), twist);
            entry = Select(below, -(_lower[i] * entry), Lanes.One);
            entry.Store(z + (i * stride));
            norm = Fma(entry, Select(below, entry, Lanes.Zero), norm);
        }

        entry = Lanes.One;
        for (int i = 0; i < last; i++)
        {
            Lanes above = Vector512.GreaterThanOrEqual(Vector512.Create((double)i), twist);
            entry = Select(above, -(_upper[i] * entry), Lanes.One);
            double* next = z + ((i + 1) * stride);
            Select(above, entry, Vector512.Load(next)).Store(next);
            norm = Fma(entry, Select(above, entry, Lanes.Zero), norm);
        }

        return norm;
    }

    private void Scale(double* z, long stride, Lanes factor)
    {
        for (int i = 0; i < _count; i++, z += stride)
        {
            (Vector512.Load(z) * factor).Store(z);
        }
    }
}
