using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// Left singular vectors of a lower bidiagonal C (diagonal α, subdiagonal β): eigenvectors of C Cᵀ = L D Lᵀ by twisted factorisations with two Rayleigh corrections
/// (Parlett and Dhillon, Linear Algebra and its Applications 309, 2000). The factored form keeps the small ones as accurate as the large ones.
/// </summary>
internal sealed unsafe class LaneSingularVectors : IDisposable
{
    // Far below any pivot that matters after scaling to the unit range; keeps a division from making an infinity.
    private const double TinyPivot = 1e-290;

    // A residual this small beside the gap leaves the vector right to 1e-10.
    private const double ResidualTolerance = 1e-10;

    // Below this gap (relative to the largest eigenvalue) the eigenvalues of the first pass do not tell neighbours apart.
    private const double GapTolerance = 2e-13;

    private readonly LaneBuffer _buffer = new();
    private int _count;
    private Lanes* _d;
    private Lanes* _ld;
    private Lanes* _l;
    private Lanes* _lld;
    private Lanes* _lower;
    private Lanes* _upper;
    private Lanes* _stationary;
    private Lanes* _progressive;
    private Lanes* _values;

    /// <summary>The squared singular values of the scaled C, descending, as the first pass found them.</summary>
    public Lanes* Values => _values;

    /// <summary>Mask of lanes whose first pass converged on finite numbers.</summary>
    public Lanes Converged { get; private set; }

    /// <summary>
    /// Takes C, scaled by a power of two to the unit range, and finds its squared singular values. <paramref name="largestFirst"/> tells at which
    /// end the large entries stand, since QL wants the small ones at the top.
    /// </summary>
    public void Factor(Lanes* alpha, Lanes* beta, int count, bool largestFirst)
    {
        _count = count;
        Lanes* p = _buffer.Reserve(12L * (count + 1));
        _d = p;
        _ld = p + (count + 1);
        _l = _ld + (count + 1);
        _lld = _l + (count + 1);
        _lower = _lld + (count + 1);
        _upper = _lower + (count + 1);
        _stationary = _upper + (count + 1);
        _progressive = _stationary + (count + 1);
        _values = _progressive + (count + 1);
        Lanes scale = UnitScale(alpha, beta, count);
        for (int i = 0; i < count; i++)
        {
            Lanes a = alpha[i] * scale;
            Lanes b = i < count - 1 ? beta[i] * scale : Lanes.Zero;
            _d[i] = a * a;
            _ld[i] = a * b;
            _l[i] = b / a;
            _lld[i] = b * b;
        }

        FindValues(largestFirst, _values + (count + 1), _values + (2 * (count + 1)));
    }

    /// <summary>
    /// Writes unit vector number <paramref name="index"/> (0 belongs to the largest value) and returns the mask of lanes in which it can be trusted,
    /// its neighbours being far enough away.
    /// </summary>
    public Lanes Vector(int index, Lanes* vector)
    {
        Lanes lambda = _values[index];
        Lanes gap = Vector512.Create(double.MaxValue);
        if (index > 0)
        {
            gap = _values[index - 1] - lambda;
        }

        if (index < _count - 1)
        {
            gap = Vector512.Min(gap, lambda - _values[index + 1]);
        }

        Lanes trusted = Converged & Vector512.GreaterThanOrEqual(gap, Vector512.Create(GapTolerance) * _values[0]);
        Lanes corrected = lambda + Correction(lambda, vector, out _, out _);
        corrected += Correction(corrected, vector, out _, out _);
        Correction(corrected, vector, out Lanes gamma, out Lanes squaredNorm);
        Lanes inverseNorm = Lanes.One / Vector512.Sqrt(squaredNorm);
        for (int i = 0; i < _count; i++)
        {
            vector[i] *= inverseNorm;
        }

        Lanes residual = Vector512.Abs(gamma) * inverseNorm;
        Lanes stayed = Vector512.LessThanOrEqual(Vector512.Abs(corrected - lambda), gap * Vector512.Create(0.25));
        return trusted & stayed & Vector512.LessThanOrEqual(residual, Vector512.Create(ResidualTolerance) * gap);
    }

    public void Dispose() => _buffer.Dispose();

    private static Lanes UnitScale(Lanes* alpha, Lanes* beta, int count)
    {
        Lanes largest = Lanes.Zero;
        for (int i = 0; i < count; i++)
        {
            largest = Vector512.Max(largest, Vector512.Abs(alpha[i]));
            largest = i < count - 1 ? Vector512.Max(largest, Vector512.Abs(beta[i])) : largest;
        }

        var exponent = largest.AsUInt64() & Vector512.Create(0x7FF0000000000000UL);
        return (Vector512.Create(0x7FE0000000000000UL) - exponent).AsDouble();
    }

    private void FindValues(bool largestFirst, Lanes* diagonal, Lanes* offSquared)
    {
        for (int i = 0; i < _count; i++)
        {
            int to = largestFirst ? _count - 1 - i : i;
            diagonal[to] = i > 0 ? _d[i] + _lld[i - 1] : _d[i];
            if (i < _count - 1)
            {
                offSquared[largestFirst ? _count - 2 - i : i] = _ld[i] * _ld[i];
            }
        }

        Converged = LaneEigenvalues.Solve(diagonal, offSquared, _count);
        Span<double> lane = _count <= 1024 ? stackalloc double[_count] : new double[_count];
        var source = (double*)diagonal;
        var target = (double*)_values;
        for (int l = 0; l < Width; l++)
        {
            for (int i = 0; i < _count; i++)
            {
                lane[i] = source[(i * Width) + l];
            }

            lane.Sort();
            for (int i = 0; i < _count; i++)
            {
                target[(i * Width) + l] = lane[_count - 1 - i];
            }
        }

        for (int i = 0; i < _count; i++)
        {
            Converged &= Vector512.LessThan(Vector512.Abs(_values[i]), Vector512.Create(double.MaxValue));
        }
    }

    // One twisted factorisation of L D Lᵀ − λ: writes the vector (largest component about 1) and returns the Rayleigh correction γ/‖z‖².
    private Lanes Correction(Lanes lambda, Lanes* z, out Lanes gamma, out Lanes squaredNorm)
    {
        Factorizations(lambda);
        gamma = _stationary[0] + _progressive[0];
        Lanes twist = Lanes.Zero;
        for (int i = 1; i < _count; i++)
        {
            Lanes candidate = _stationary[i] + _progressive[i];
            Lanes better = Vector512.LessThan(Vector512.Abs(candidate), Vector512.Abs(gamma));
            gamma = Select(better, candidate, gamma);
            twist = Select(better, Vector512.Create((double)i), twist);
        }

        squaredNorm = Spread(twist, z);
        return gamma / squaredNorm;
    }

    // Stationary and progressive transforms together: their chains of divisions are independent and overlap.
    private void Factorizations(Lanes lambda)
    {
        int last = _count - 1;
        Lanes s = -lambda;
        Lanes p = _d[last] - lambda;
        _progressive[last] = _d[last];
        for (int i = 0; i < last; i++)
        {
            int j = last - 1 - i;
            _stationary[i] = s;
            Lanes lower = _ld[i] / Guard(_d[i] + s);
            _lower[i] = lower;
            s = Vector512.FusedMultiplyAdd(lower * _l[i], s, -lambda);
            Lanes t = _d[j] / Guard(_lld[j] + p);
            _upper[j] = _l[j] * t;
            p *= t;
            _progressive[j] = p;
            p -= lambda;
        }

        _stationary[last] = s;
    }

    private Lanes Spread(Lanes twist, Lanes* z)
    {
        int last = _count - 1;
        Lanes entry = Lanes.One;
        Lanes norm = Lanes.One;
        z[last] = Lanes.One;
        for (int i = last - 1; i >= 0; i--)
        {
            Lanes below = Vector512.LessThan(Vector512.Create((double)i), twist);
            entry = Select(below, -(_lower[i] * entry), Lanes.One);
            z[i] = entry;
            norm = Fma(entry, Select(below, entry, Lanes.Zero), norm);
        }

        entry = Lanes.One;
        for (int i = 0; i < last; i++)
        {
            Lanes above = Vector512.GreaterThanOrEqual(Vector512.Create((double)i), twist);
            entry = Select(above, -(_upper[i] * entry), Lanes.One);
            z[i + 1] = Select(above, entry, z[i + 1]);
            norm = Fma(entry, Select(above, entry, Lanes.Zero), norm);
        }

        return norm;
    }

    private static Lanes Guard(Lanes pivot)
    {
        var tiny = Vector512.Create(TinyPivot);
        return Select(Vector512.LessThan(Vector512.Abs(pivot), tiny), tiny, pivot);
    }
}
