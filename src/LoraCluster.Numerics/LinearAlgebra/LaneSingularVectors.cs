using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static LoraCluster.Numerics.LinearAlgebra.LaneOps;

namespace LoraCluster.Numerics.LinearAlgebra;

/// <summary>
/// Left singular vectors of a lower bidiagonal C (diagonal α, subdiagonal β): eigenvectors of C Cᵀ = L D Lᵀ by twisted factorisations with two Rayleigh corrections
/// (Parlett and Dhillon, Linear Algebra and its Applications 309, 2000). The factored form keeps the small ones as accurate as the large ones.
/// </summary>
internal sealed unsafe class LaneSingularVectors : IDisposable
{
    private readonly LaneProductForm _form = new();
    private readonly LaneBuffer _buffer = new();
    private int _count;
    private Lanes* _lower;
    private Lanes* _upper;
    private Lanes* _stationary;
    private Lanes* _progressive;
    private Lanes* _spare;

    /// <summary>Takes C and finds its squared singular values, as <see cref="LaneProductForm.Factor"/>.</summary>
    public void Factor(Lanes* alpha, Lanes* beta, int count, bool largestFirst)
    {
        _count = count;
        _form.Factor(alpha, beta, count, largestFirst);
        _spare = _buffer.Reserve(9L * count);
        _lower = _spare + count;
        _upper = _lower + (2 * count);
        _stationary = _upper + (2 * count);
        _progressive = _stationary + (2 * count);
    }

    /// <summary>
    /// Writes unit vectors number <paramref name="first"/> and following (0 belongs to the largest value), <paramref name="stride"/> apart, and the masks of lanes in
    /// which they can be trusted, their neighbours being far enough away. A vector is the same whichever others are asked for.
    /// </summary>
    public void Vectors(int first, int count, Lanes* vectors, int stride, Lanes* trust)
    {
        for (int v = 0; v < count; v += 2)
        {
            // An odd vector out is computed twice, the second time into spare room.
            bool isPair = v + 1 < count;
            Lanes* z0 = vectors + ((long)v * stride);
            Lanes* z1 = isPair ? z0 + stride : _spare;
            int second = first + v + (isPair ? 1 : 0);
            Lanes extra = Pair(first + v, second, z0, z1, out trust[v]);
            if (isPair)
            {
                trust[v + 1] = extra;
            }
        }
    }

    private Lanes Pair(int i0, int i1, Lanes* z0, Lanes* z1, out Lanes trust0)
    {
        Lanes first0 = _form.Values[i0], first1 = _form.Values[i1];
        Lanes lambda0 = first0, lambda1 = first1;
        Lanes gap0 = Gap(i0), gap1 = Gap(i1);
        Lanes inverse0, inverse1, residual0, residual1;
        for (int pass = 0; ; pass++)
        {
            Factorizations(lambda0, lambda1);
            Lanes twist0 = TwistedFactorization.Meet(_stationary, _progressive, _count, out Lanes gamma0);
            Lanes twist1 = TwistedFactorization.Meet(_stationary + _count, _progressive + _count, _count, out Lanes gamma1);
            Spread(twist0, twist1, z0, z1, out Lanes norm0, out Lanes norm1);
            inverse0 = Lanes.One / Vector512.Sqrt(norm0);
            inverse1 = Lanes.One / Vector512.Sqrt(norm1);
            residual0 = Vector512.Abs(gamma0) * inverse0;
            residual1 = Vector512.Abs(gamma1) * inverse1;
            Lanes good0 = Vector512.LessThanOrEqual(residual0, Vector512.Create(TwistedFactorization.ResidualGoal) * gap0);
            Lanes good1 = Vector512.LessThanOrEqual(residual1, Vector512.Create(TwistedFactorization.ResidualGoal) * gap1);
            if (pass == TwistedFactorization.MostCorrections || AllSet(good0 & good1))
            {
                break;
            }

            // A lane that is good already keeps its shift, and with it, when the others go on, its vector.
            lambda0 += Select(good0, Lanes.Zero, gamma0 * inverse0 * inverse0);
            lambda1 += Select(good1, Lanes.Zero, gamma1 * inverse1 * inverse1);
        }

        for (int i = 0; i < _count; i++)
        {
            z0[i] *= inverse0;
            z1[i] *= inverse1;
        }

        trust0 = IsTrusted(gap0, lambda0 - first0, residual0);
        return IsTrusted(gap1, lambda1 - first1, residual1);
    }

    // The distance to the nearer neighbour.
    private Lanes Gap(int index)
    {
        Lanes* values = _form.Values;
        Lanes gap = Vector512.Create(double.MaxValue);
        if (index > 0)
        {
            gap = values[index - 1] - values[index];
        }

        return index < _count - 1 ? Vector512.Min(gap, values[index] - values[index + 1]) : gap;
    }

    private Lanes IsTrusted(Lanes gap, Lanes moved, Lanes residual) => _form.Converged
        & Vector512.GreaterThanOrEqual(gap, Vector512.Create(TwistedFactorization.GapTolerance) * _form.Values[0])
        & Vector512.LessThanOrEqual(Vector512.Abs(moved), gap * Vector512.Create(0.25))
        & Vector512.LessThanOrEqual(residual, Vector512.Create(TwistedFactorization.ResidualTolerance) * gap);

    public void Dispose()
    {
        _form.Dispose();
        _buffer.Dispose();
    }

    // Stationary and progressive transforms of two shifts: four independent chains of divisions, which overlap.
    private void Factorizations(Lanes lambda0, Lanes lambda1)
    {
        int last = _count - 1;
        Lanes* d = _form.D;
        Lanes* ld = _form.LD;
        Lanes* l = _form.L;
        Lanes* lld = _form.LLD;
        Lanes* stationary0 = _stationary;
        Lanes* stationary1 = _stationary + _count;
        Lanes* progressive0 = _progressive;
        Lanes* progressive1 = _progressive + _count;
        Lanes* lower0 = _lower;
        Lanes* lower1 = _lower + _count;
        Lanes* upper0 = _upper;
        Lanes* upper1 = _upper + _count;
        Lanes s0 = -lambda0, s1 = -lambda1;
        Lanes p0 = d[last] - lambda0, p1 = d[last] - lambda1;
        progressive0[last] = progressive1[last] = d[last];
        for (int i = 0, j = last - 1; i < last; i++, j--)
        {
            stationary0[i] = s0;
            stationary1[i] = s1;
            Lanes t0 = ld[i] / TwistedFactorization.Guard(d[i] + s0), t1 = ld[i] / TwistedFactorization.Guard(d[i] + s1);
            Lanes q0 = d[j] / TwistedFactorization.Guard(lld[j] + p0), q1 = d[j] / TwistedFactorization.Guard(lld[j] + p1);
            lower0[i] = t0;
            lower1[i] = t1;
            s0 = Fma(t0 * l[i], s0, -lambda0);
            s1 = Fma(t1 * l[i], s1, -lambda1);
            upper0[j] = l[j] * q0;
            upper1[j] = l[j] * q1;
            p0 *= q0;
            p1 *= q1;
            progressive0[j] = p0;
            progressive1[j] = p1;
            p0 -= lambda0;
            p1 -= lambda1;
        }

        stationary0[last] = s0;
        stationary1[last] = s1;
    }

    // The vectors of two twisted factorisations, largest component about 1, and their squared norms.
    private void Spread(Lanes twist0, Lanes twist1, Lanes* z0, Lanes* z1, out Lanes norm0, out Lanes norm1)
    {
        int last = _count - 1;
        Lanes entry0 = Lanes.One, entry1 = Lanes.One;
        norm0 = norm1 = z0[last] = z1[last] = Lanes.One;
        for (int i = last - 1; i >= 0; i--)
        {
            var position = Vector512.Create((double)i);
            Spread(Vector512.LessThan(position, twist0), _lower[i], ref entry0, ref norm0);
            Spread(Vector512.LessThan(position, twist1), _lower[_count + i], ref entry1, ref norm1);
            z0[i] = entry0;
            z1[i] = entry1;
        }

        entry0 = entry1 = Lanes.One;
        for (int i = 0; i < last; i++)
        {
            var position = Vector512.Create((double)i);
            Lanes above0 = Vector512.GreaterThanOrEqual(position, twist0), above1 = Vector512.GreaterThanOrEqual(position, twist1);
            Spread(above0, _upper[i], ref entry0, ref norm0);
            Spread(above1, _upper[_count + i], ref entry1, ref norm1);
            z0[i + 1] = Select(above0, entry0, z0[i + 1]);
            z1[i + 1] = Select(above1, entry1, z1[i + 1]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Lanes beyondTwist, Lanes factor, ref Lanes entry, ref Lanes norm)
    {
        entry = Select(beyondTwist, -(factor * entry), Lanes.One);
        norm = Fma(entry, Select(beyondTwist, entry, Lanes.Zero), norm);
    }
}
