using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra.Dense;

/// <summary>
/// Left singular vectors of one lower bidiagonal C (diagonal α, subdiagonal β), eight side by side: eigenvectors of C Cᵀ = L D Lᵀ by twisted factorisations (Parlett and
/// Dhillon, Linear Algebra and its Applications 309, 2000), each with as many Rayleigh corrections as it needs. A lane is a vector here: it never meets its neighbours either.
/// </summary>
internal sealed unsafe class TwistedVectors : IDisposable
{
    // Far below any pivot that matters after scaling to the unit range; keeps a division from making an infinity.
    private const double TinyPivot = 1e-290;

    // A residual this small beside the gap ends the corrections; one that stays above the second is not trusted.
    private const double ResidualGoal = 1e-13;
    private const double ResidualTolerance = 1e-10;

    // Below this gap (relative to the largest eigenvalue) the values given do not tell neighbours apart; relative to its own value, nothing does.
    private const double GapTolerance = 2e-13;

    private const int MaxRounds = 3;

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

    /// <summary>
    /// Takes C, entries <paramref name="step"/> apart, scales it by a power of two to the unit range, and takes the squared singular values of that, descending.
    /// </summary>
    public void Factor(double* alpha, double* beta, double* values, int step, int count)
    {
        _count = count;
        _lower = _buffer.Reserve((4L * count) + ((5L * count) / 8) + 1);
        _upper = _lower + count;
        _stationary = _upper + count;
        _progressive = _stationary + count;
        _d = (double*)(_progressive + count);
        _ld = _d + count;
        _l = _ld + count;
        _lld = _l + count;
        _values = _lld + count;
        double scale = UnitScale(alpha, beta, step, count);
        for (int i = 0; i < count; i++)
        {
            double a = alpha[i * step] * scale;
            double b = i < count - 1 ? beta[i * step] * scale : 0;
            _d[i] = a * a;
            _ld[i] = a * b;
            _l[i] = b / a;
            _lld[i] = b * b;
            _values[i] = values[i * step];
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
        Lanes apart = Vector512.GreaterThanOrEqual(gap, Vector512.Create(GapTolerance * _values[0]));
        if (!AllSet(apart))
        {
            apart |= Refine(first, apart, ref lambda, ref gap);
        }

        Lanes corrected = lambda;
        Lanes settled = Lanes.Zero;
        Lanes residual = Lanes.Zero;
        for (int round = 0; round < MaxRounds && !AllSet(settled); round++)
        {
            Lanes twist = Factorizations(corrected, out Lanes gamma);
            Lanes squaredNorm = Spread(twist, z, stride);
            Lanes inverseNorm = Lanes.One / Vector512.Sqrt(squaredNorm);
            Scale(z, stride, inverseNorm);
            residual = Vector512.Abs(gamma) * inverseNorm;
            settled |= Vector512.LessThanOrEqual(residual, Vector512.Create(ResidualGoal) * gap);
            corrected = Select(settled, corrected, corrected + (gamma / squaredNorm));
        }

        Lanes stayed = Vector512.LessThanOrEqual(Vector512.Abs(corrected - lambda), gap * Vector512.Create(0.25));
        return apart & stayed & Vector512.LessThanOrEqual(residual, Vector512.Create(ResidualTolerance) * gap);
    }

    public void Dispose() => _buffer.Dispose();

    // Where neighbours are close beside the largest value: each value and its neighbours to their own digits.
    private Lanes Refine(int first, Lanes settled, ref Lanes lambda, ref Lanes gap)
    {
        Lanes value = Bisect(first, 0);
        Lanes distance = Vector512.Min(Bisect(first, -1) - value, value - Bisect(first, 1));
        lambda = Select(settled, lambda, value);
        gap = Select(settled, gap, distance);
        return Vector512.GreaterThanOrEqual(distance, Vector512.Create(GapTolerance) * value);
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

    private static double UnitScale(double* alpha, double* beta, int step, int count)
    {
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            largest = Math.Max(largest, Math.Abs(alpha[i * step]));
            largest = i < count - 1 ? Math.Max(largest, Math.Abs(beta[i * step])) : largest;
        }

        // As LaneSingularVectors scales.
        return BitConverter.UInt64BitsToDouble(0x7FE0000000000000UL - (BitConverter.DoubleToUInt64Bits(largest) & 0x7FF0000000000000UL));
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
            Lanes lower = Vector512.Create(_ld[i]) / Guard(Vector512.Create(_d[i]) + s);
            _lower[i] = lower;
            s = Fma(lower * Vector512.Create(_l[i]), s, -lambda);
            Lanes t = Vector512.Create(_d[j]) / Guard(Vector512.Create(_lld[j]) + p);
            _upper[j] = Vector512.Create(_l[j]) * t;
            p *= t;
            _progressive[j] = p;
            p -= lambda;
        }

        _stationary[last] = s;
        gamma = _stationary[0] + _progressive[0];
        Lanes twist = Lanes.Zero;
        for (int i = 1; i < _count; i++)
        {
            Lanes candidate = _stationary[i] + _progressive[i];
            Lanes better = Vector512.LessThan(Vector512.Abs(candidate), Vector512.Abs(gamma));
            gamma = Select(better, candidate, gamma);
            twist = Select(better, Vector512.Create((double)i), twist);
        }

        return twist;
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

    /// <summary>A pivot that can be divided by.</summary>
    public static Lanes Guard(Lanes pivot)
    {
        var tiny = Vector512.Create(TinyPivot);
        return Select(Vector512.LessThan(Vector512.Abs(pivot), tiny), tiny, pivot);
    }
}
